import type { FluxFolder } from './flux-folder';
import type { Decryption } from './decryption';
import type { HealthCheck } from './health-check';
import type { SubstitutionSource } from './substitution';

/** What a Flux Kustomization needs to know of its cluster. */
export interface KustomizationContext {
  /** Flux's namespace. */
  readonly namespace: string;
  /** Name of the GitRepository. */
  readonly source: string;
  /** Folder of the cluster's tree in the repository. */
  readonly path: string;
  readonly decryption?: Decryption;
  readonly substituteFrom: readonly SubstitutionSource[];
  readonly labels: Readonly<Record<string, string>>;
}

/** The Flux Kustomization that applies a folder (kustomize.toolkit.fluxcd.io/v1). */
export function fluxKustomization(
  folder: FluxFolder,
  context: KustomizationContext,
): Record<string, unknown> {
  const substituteFrom = folder.substituteFrom ?? context.substituteFrom;
  const expressions = healthExpressions(folder.healthChecks);
  return {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name: folder.kustomizationName, namespace: context.namespace, labels: { ...context.labels } },
    spec: {
      ...(folder.dependsOn.length > 0 && {
        dependsOn: folder.dependsOn.map((other) => ({ name: other.kustomizationName })),
      }),
      interval: folder.interval.toGo(),
      retryInterval: folder.retryInterval.toGo(),
      timeout: folder.timeout.toGo(),
      path: `./${context.path}/${folder.path}`,
      prune: folder.prune,
      sourceRef: { kind: 'GitRepository', name: context.source },
      ...(context.decryption !== undefined && {
        decryption: { provider: context.decryption.provider, secretRef: { name: context.decryption.secret } },
      }),
      ...(substituteFrom.length > 0 && {
        postBuild: {
          substituteFrom: substituteFrom.map(({ kind, name, optional }) => ({
            kind,
            name,
            ...(optional !== undefined && { optional }),
          })),
        },
      }),
      ...(folder.wait && { wait: true }),
      ...(!folder.wait &&
        folder.healthChecks.length > 0 && {
          healthChecks: folder.healthChecks.map(({ apiVersion, kind, name, namespace }) => ({
            apiVersion,
            kind,
            name,
            namespace,
          })),
        }),
      ...(expressions.length > 0 && { healthCheckExprs: expressions }),
    },
  };
}

/** The kustomization.yaml that lists the files of a folder. */
export function kustomizeFile(resources: readonly string[]): Record<string, unknown> {
  return {
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    resources: [...resources].sort(),
  };
}

function healthExpressions(checks: readonly HealthCheck[]): Record<string, unknown>[] {
  const byKind = new Map<string, Record<string, unknown>>();
  for (const { apiVersion, kind, expressions } of checks) {
    if (expressions !== undefined) byKind.set(`${apiVersion}/${kind}`, { apiVersion, kind, ...expressions });
  }
  return [...byKind.values()];
}
