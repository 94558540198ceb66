import { join } from 'node:path';
import { cliProblems, fail } from '../../lib/core/problems';
import { FluxFolder } from '../../lib/flux/flux-folder';
import { KubernetesCluster } from '../../lib/kubernetes/kubernetes-cluster';
import { tryFindClosest } from '../../lib/kubernetes/schema/closest-name';
import type { RequiredSecret } from '../../lib/plan';
import type { App } from '../../lib/composition';
import type { ComposedApp } from '../app-loader';

/** Which Secret is meant. */
export interface SecretRequest {
  readonly name: string;
  readonly namespace: string;
  /** @default - the only cluster that needs such a Secret */
  readonly cluster?: string;
}

/** What a Secret has to be, and the file that holds it encrypted. */
export interface SealedContract {
  readonly secret: RequiredSecret;
  /** Root of the repository, absolute. */
  readonly repository: string;
  /** The file below the root, with forward slashes. */
  readonly file: string;
}

/** Finds the contract of a Secret in the compositions. Throws RST710 and RST711. */
export function findContract(apps: readonly ComposedApp[], request: SecretRequest): SealedContract {
  const { app, secret } = findSecret(apps, request);
  const file = sealedFileOf(secret);
  if (file === undefined) {
    return fail(cliProblems.secretNotSealable, {
      value: `${secret.namespace}/${secret.name}`,
      reason: `its source is '${secret.source.kind}'`,
    });
  }
  return { secret, repository: app.repository, file: placeOf(app, secret, file) };
}

function findSecret(
  apps: readonly ComposedApp[],
  { name, namespace, cluster }: SecretRequest,
): { readonly app: App; readonly secret: RequiredSecret } {
  const all = apps.flatMap(({ app, composition }) =>
    composition.plan.requiredSecrets
      .filter((secret) => cluster === undefined || secret.cluster === cluster)
      .map((secret) => ({ app, secret })),
  );
  const [found, ...others] = all.filter(
    ({ secret }) => secret.name === name && secret.namespace === namespace,
  );
  const value = `${namespace}/${name}`;
  if (found === undefined) {
    const known = all.map(({ secret }) => `${secret.namespace}/${secret.name}`);
    const closest = known.find((place) => place.endsWith(`/${name}`)) ?? tryFindClosest(value, known);
    return fail(cliProblems.secretNotPlanned, {
      value,
      reason: closest === undefined ? 'nothing needs it' : `nothing needs it; did you mean ${closest}?`,
    });
  }
  if (others.length > 0) {
    return fail(cliProblems.secretNotPlanned, {
      value,
      reason: 'several clusters need a Secret of that name',
      fix: `Say which with --cluster: ${[found, ...others].map(({ secret }) => secret.cluster).join(', ')}.`,
    });
  }
  return found;
}

function sealedFileOf({ source }: RequiredSecret): string | undefined {
  if (source.kind === 'sops') return source.file;
  return source.kind === 'bootstrap' ? source.handedOverTo : undefined;
}

/** The contract names a file in the folder of its user; where that folder is only the composition knows. */
function placeOf(app: App, secret: RequiredSecret, file: string): string {
  const folder = app.node
    .findAll()
    .filter((construct) => FluxFolder.isFluxFolder(construct))
    .find((candidate) =>
      candidate.keptFiles.some((kept) => kept.file === file && secret.usedBy.includes(kept.owner.node.path)),
    );
  const cluster = folder && KubernetesCluster.tryFindOf(folder);
  if (folder === undefined || cluster === undefined) {
    return fail(cliProblems.secretNotSealable, {
      value: `${secret.namespace}/${secret.name}`,
      reason: `no folder keeps the file '${file}'`,
    });
  }
  return join(cluster.flux.path, folder.path, file).replaceAll('\\', '/');
}
