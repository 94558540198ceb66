import { posix } from 'node:path';
import type { Chart } from 'cdk8s';
import { FluxFolder } from '../flux/flux-folder';
import type { KubernetesCluster } from '../kubernetes/kubernetes-cluster';
import type { RecoveryPlan } from '../plan';
import type { Protection, RunbookCluster, RunbookSection, SuppliedSecret } from '../protection';

/** What the runbook of a composition is made of. */
export interface ComposedRunbook {
  readonly plan: RecoveryPlan;
  /** By name. */
  readonly clusters: readonly RunbookCluster[];
  /** By the id of their protection in the plan. */
  readonly sections: ReadonlyMap<string, RunbookSection>;
}

/** What `runbookOf` reads. */
export interface RunbookOfInput {
  readonly plan: RecoveryPlan;
  readonly clusters: readonly KubernetesCluster[];
  readonly charts: Iterable<Chart>;
  readonly protections: readonly Protection[];
  /** Root of the repository, seen from the folder that commands run in. */
  readonly repository: string;
}

/** Asks every protection what it says to each loss. */
export function runbookOf({
  plan,
  clusters,
  charts,
  protections,
  repository,
}: RunbookOfInput): ComposedRunbook {
  const folders = [...charts].filter((chart) => FluxFolder.isFluxFolder(chart));
  const from = (...parts: readonly string[]) => posix.join(repository, ...parts);
  const secrets = new Map<string, readonly SuppliedSecret[]>();
  const found = clusters.map((cluster): RunbookCluster => {
    const { name, flux } = cluster;
    const own = folders.filter((folder) => folder.node.scopes.includes(cluster));
    const supplied = plan.requiredSecrets
      .filter((secret) => secret.cluster === name)
      .map((secret): SuppliedSecret => {
        const { source, usedBy } = secret;
        const folder =
          source.kind === 'sops'
            ? own.find(({ keptFiles }) =>
                keptFiles.some(({ file, owner }) => file === source.file && usedBy.includes(owner.node.path)),
              )
            : undefined;
        return folder === undefined || source.kind !== 'sops'
          ? secret
          : { ...secret, file: from(flux.path, folder.path, source.file) };
      });
    secrets.set(name, supplied);
    return {
      name,
      path: from(flux.path),
      entry: from(flux.path, flux.entry),
      source: flux.source,
      deliveryNamespace: flux.namespace,
      secrets: supplied,
      decryption: supplied.filter(({ roles }) => roles.includes('decryption')),
      folders: inOrder(own).map(({ kustomizationName }) => kustomizationName),
    };
  });
  return {
    plan,
    clusters: found.sort((a, b) => (a.name < b.name ? -1 : 1)),
    sections: new Map(
      protections.map((protection) => {
        const { id, cluster } = protection.plan();
        return [id, protection.runbook({ secrets: secrets.get(cluster) ?? [] })] as const;
      }),
    ),
  };
}

/** Folders after those that they wait for, otherwise as they stand in the tree. Synth refuses those that wait in a circle. */
function inOrder(folders: readonly FluxFolder[]): readonly FluxFolder[] {
  const ordered = new Set<FluxFolder>();
  const visit = (folder: FluxFolder, above: readonly FluxFolder[]): void => {
    if (ordered.has(folder) || above.includes(folder)) return;
    for (const required of folder.dependsOn) visit(required, [...above, folder]);
    ordered.add(folder);
  };
  for (const folder of folders) visit(folder, []);
  return [...ordered];
}
