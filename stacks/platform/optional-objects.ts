import { all, secret, type Input, type Output } from '@pulumi/pulumi';
import type { FluxPlatformArgs, RegistryAccount } from './flux-platform-args';
import { FLUX_NAMESPACE } from './platform-namespaces';

/** A Secret as it is made: the values are secret. */
export interface SecretObject {
  readonly namespace: string;
  readonly name: string;
  readonly type: string;
  readonly data: Readonly<Record<string, Input<string>>>;
}

/** Name of the ConfigMap for `substituteFrom`. */
export const RUNTIME_INFO = 'runtime-info';

/** Name of the Secret that Flux reads the repository with. */
export const GIT_CREDENTIALS = 'flux-system';

/** Secrets that nothing in the plan requires, each made only if its input is given. */
export function optionalSecrets(
  args: Pick<FluxPlatformArgs, 'gitToken' | 'imageAutomationToken' | 'uptraceDsn' | 'registry'>,
  liveNamespaces: readonly string[],
): readonly SecretObject[] {
  const { gitToken, imageAutomationToken, uptraceDsn, registry } = args;
  const opaque = (name: string, data: SecretObject['data']): SecretObject => {
    return { namespace: FLUX_NAMESPACE, name, type: 'Opaque', data };
  };
  return [
    ...(gitToken === undefined ? [] : [opaque(GIT_CREDENTIALS, { username: 'git', password: gitToken })]),
    ...(imageAutomationToken === undefined
      ? []
      : [opaque('github-image-automation', { username: 'git', password: imageAutomationToken })]),
    ...(uptraceDsn === undefined ? [] : [opaque('uptrace', { uptrace_dsn: uptraceDsn })]),
    ...(registry === undefined
      ? []
      : (registry.namespaces ?? liveNamespaces).map((namespace): SecretObject => {
          return {
            namespace,
            name: 'ghcr-credentials-docker',
            type: 'kubernetes.io/dockerconfigjson',
            data: { '.dockerconfigjson': dockerConfig(registry) },
          };
        })),
  ];
}

/** Credentials of a registry as container runtimes read them (Kubernetes, pull an image from a private registry). */
function dockerConfig({ host = 'ghcr.io', username, token }: RegistryAccount): Output<string> {
  return secret(
    all([username, token]).apply(([user, password]) => {
      const auth = Buffer.from(`${user}:${password}`).toString('base64');
      return JSON.stringify({ auths: { [host]: { username: user, password, auth } } });
    }),
  );
}
