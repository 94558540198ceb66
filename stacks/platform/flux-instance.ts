import { VERSIONS } from '../versions';
import type { FluxDistribution, FluxSync } from './flux-platform-args';
import { GIT_CREDENTIALS } from './optional-objects';

/** What a FluxInstance is to deploy. */
export interface FluxInstanceInput {
  readonly sync: FluxSync;
  readonly distribution?: FluxDistribution;
  /** Whether the stack makes the Secret `flux-system` to read the repository with. */
  readonly withGitCredentials: boolean;
  /** Secret with the key that decrypts Secrets in Git. @default - nothing in Git is encrypted */
  readonly decryptionSecret?: string;
}

/** Controllers of Flux: the default ones and those that update images in Git. */
const COMPONENTS = [
  'source-controller',
  'kustomize-controller',
  'helm-controller',
  'notification-controller',
  'image-reflector-controller',
  'image-automation-controller',
];

/**
 * Spec of the FluxInstance `flux` (flux-operator 0.58, FluxInstance API). Manifests are those the operator brings along. Its
 * root Kustomization is called as its namespace, and gets decryption by a patch: `sync` has no field for it.
 */
export function fluxInstanceSpec(input: FluxInstanceInput): Readonly<Record<string, unknown>> {
  const { sync, distribution = {}, withGitCredentials, decryptionSecret } = input;
  const pullSecret = sync.pullSecret ?? (withGitCredentials ? GIT_CREDENTIALS : undefined);
  return {
    distribution: {
      version: distribution.version ?? VERSIONS.flux,
      registry: distribution.registry ?? 'ghcr.io/fluxcd',
    },
    components: COMPONENTS,
    cluster: {
      type: 'kubernetes',
      size: distribution.size ?? 'small',
      multitenant: false,
      networkPolicy: true,
    },
    sync: {
      kind: 'GitRepository',
      provider: 'generic',
      url: sync.url,
      ref: sync.ref,
      path: sync.path,
      interval: sync.interval ?? '1m',
      ...(pullSecret !== undefined && { pullSecret }),
    },
    ...(decryptionSecret !== undefined && { kustomize: { patches: [decryptionPatch(decryptionSecret)] } }),
  };
}

function decryptionPatch(name: string) {
  const value = { provider: 'sops', secretRef: { name } };
  return {
    target: { kind: 'Kustomization' },
    patch: JSON.stringify([{ op: 'add', path: '/spec/decryption', value }]),
  };
}
