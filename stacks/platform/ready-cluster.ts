import { output, runtime, secret, type Output } from '@pulumi/pulumi';
import { RestorableError } from '../../lib/core/problems';
import { plainRefusal } from '../problems/plain-refusal';
import { apiAccess, type ApiAccess } from './api-access';
import type { FluxPlatformArgs } from './flux-platform-args';
import { waitForReadyApi } from './ready-api';

/** Seconds to wait for the API server where nothing is said: a new server installs k3s first. */
const API_TIMEOUT = 600;

/** A cluster whose API server has said that it is ready. */
export interface ReadyCluster {
  readonly kubeconfig: string;
  readonly api: ApiAccess;
}

/** The cluster of a kubeconfig once its API server is ready; a secret. @throws ResourceError with `RST939` or `RST945` */
export function readyCluster({
  kubeconfig,
  apiTimeout = API_TIMEOUT,
}: Pick<FluxPlatformArgs, 'kubeconfig' | 'apiTimeout'>): Output<ReadyCluster> {
  return secret(output(kubeconfig).apply((text) => whenReady(text, apiTimeout)));
}

/**
 * The same for a kubeconfig that is known. A preview waits for nothing: the server may not be there yet.
 *
 * @param seconds how long is waited
 * @throws ResourceError with `RST939` or `RST945`
 */
export async function whenReady(kubeconfig: string, seconds: number): Promise<ReadyCluster> {
  try {
    const api = apiAccess(kubeconfig);
    if (!runtime.isDryRun()) await waitForReadyApi(api, seconds);
    return { kubeconfig, api };
  } catch (error) {
    throw RestorableError.is(error) ? plainRefusal(error.message) : error;
  }
}
