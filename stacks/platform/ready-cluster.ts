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

/**
 * The cluster of a kubeconfig once its API server is ready; a secret. A preview waits for nothing: the server may not be there
 * yet.
 *
 * @throws ResourceError with `RST939` or `RST945`
 */
export function readyCluster({
  kubeconfig,
  apiTimeout = API_TIMEOUT,
}: Pick<FluxPlatformArgs, 'kubeconfig' | 'apiTimeout'>): Output<ReadyCluster> {
  const ready = output(kubeconfig).apply(async (text) => {
    try {
      const api = apiAccess(text);
      if (!runtime.isDryRun()) await waitForReadyApi(api, apiTimeout);
      return { kubeconfig: text, api };
    } catch (error) {
      throw RestorableError.is(error) ? plainRefusal(error.message) : error;
    }
  });
  return secret(ready);
}
