import type { RequiredSecret } from '../plan';

/**
 * One entry for each Secret, where several parts of a composition need it. What the first says of its source stands; roles,
 * keys and users are those of all. Sorted by cluster, namespace and name.
 */
export function mergeSecrets(secrets: readonly RequiredSecret[]): readonly RequiredSecret[] {
  const merged = new Map<string, RequiredSecret>();
  for (const secret of secrets) {
    const identity = [secret.cluster, secret.namespace, secret.name].join('\0');
    const known = merged.get(identity);
    merged.set(identity, known === undefined ? secret : combined(known, secret));
  }
  return [...merged].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, secret]) => secret);
}

function combined(first: RequiredSecret, second: RequiredSecret): RequiredSecret {
  const known = new Set(first.keys.map(({ key }) => key));
  return {
    ...first,
    roles: [...new Set([...first.roles, ...second.roles])],
    keys: [...first.keys, ...second.keys.filter(({ key }) => !known.has(key))],
    usedBy: [...new Set([...first.usedBy, ...second.usedBy])].sort(),
  };
}
