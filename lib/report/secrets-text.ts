import type { RequiredSecret, RequiredSecretKey, SecretSource } from '../plan';
import { indented, labelled } from './text-layout';

/** The Secrets a plan needs, by cluster and namespace. */
export function secretLines(secrets: readonly RequiredSecret[]): string[] {
  if (secrets.length === 0) return ['No Secrets are required.'];
  const groups = new Map<string, RequiredSecret[]>();
  for (const secret of [...secrets].sort(byPlace)) {
    const title = `Cluster ${secret.cluster}, namespace ${secret.namespace}`;
    groups.set(title, [...(groups.get(title) ?? []), secret]);
  }
  return [
    'Required Secrets',
    ...[...groups].flatMap(([title, group]) => indented([title, ...indented(group.flatMap(oneSecret))])),
  ];
}

function oneSecret({ name, type, roles, keys, source, grants, usedBy }: RequiredSecret): string[] {
  return [
    `${name} (${type})`,
    ...indented(
      labelled([
        ['source', sourceText(source)],
        ['role', roles.join(', ')],
        ['keys', keys.map(keyText).join(', ')],
        ...(grants === undefined
          ? []
          : ([
              [
                'grants',
                `${grants.access} on ${grants.bucket}: ${grants.prefixes.join(', ') || 'all of it'}`,
              ],
            ] as const)),
        ...usedBy.map((user, index) => [index === 0 ? 'used by' : '', user] as const),
      ]),
    ),
  ];
}

function keyText({ key, holds, expected }: RequiredSecretKey): string {
  return expected === undefined ? `${key} (${holds})` : `${key} (${holds}: ${expected})`;
}

function sourceText(source: SecretSource): string {
  switch (source.kind) {
    case 'existing':
      return 'exists already, made by somebody else';
    case 'bootstrap':
      return source.handedOverTo === undefined
        ? 'made by the platform stack'
        : `made by the platform stack, then handed over to ${source.handedOverTo}`;
    case 'sops':
      return `${source.file}, encrypted by SOPS`;
    case 'external-secret':
      return `${source.storeKind} ${source.store}`;
    case 'ceph-object-store-user':
      return `Rook, for the user ${source.user} of ${source.store}`;
  }
}

function byPlace(a: RequiredSecret, b: RequiredSecret): number {
  return compare(a.cluster, b.cluster) || compare(a.namespace, b.namespace) || compare(a.name, b.name);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
