import type { ProtectionPlan, RequiredSecret } from '../plan';

/**
 * The Secrets that the containers of checks read in drill namespaces: those that `env` refers to. Somebody else makes
 * them. The plan of a drill is the only place that names them.
 */
export function checkSecrets(protections: readonly ProtectionPlan[]): readonly RequiredSecret[] {
  const found = new Map<string, { secret: RequiredSecret; keys: Set<string>; users: Set<string> }>();
  for (const { id, cluster, drill } of protections) {
    if ('waived' in drill) continue;
    for (const check of drill.checks) {
      if (check.kind !== 'application' && check.kind !== 'command') continue;
      for (const { value } of check.env) {
        if (!('secret' in value)) continue;
        const identity = `${cluster}/${drill.namespace}/${value.secret}`;
        const entry = found.get(identity) ?? {
          secret: empty(cluster, drill.namespace, value.secret),
          keys: new Set(),
          users: new Set(),
        };
        entry.keys.add(value.key);
        entry.users.add(id);
        found.set(identity, entry);
      }
    }
  }
  return [...found.values()].map(({ secret, keys, users }) => ({
    ...secret,
    keys: [...keys].sort().map((key) => ({ key, holds: 'value' })),
    usedBy: [...users].sort(),
  }));
}

function empty(cluster: string, namespace: string, name: string): RequiredSecret {
  return {
    cluster,
    namespace,
    name,
    type: 'Opaque',
    roles: ['check'],
    keys: [],
    source: { kind: 'existing' },
    usedBy: [],
  };
}
