import type { DrillPlan, ProtectionPlan, RecoveryPlan, WaivedDrillPlan } from '../../lib/plan';

export const drill: DrillPlan = {
  name: 'shop-orders',
  namespace: 'shop-drill',
  schedule: '0 4 * * 0',
  scheduleText: 'Sundays at 04:00 UTC',
  longestGap: 604_800,
  deadline: 5_400,
  targets: [{ kind: 'latest' }, { kind: 'pointInTime', before: 600 }],
  checks: [
    { kind: 'sql.write', name: 'write', timeout: 60, runsIn: ['cluster', 'embedded'] },
    {
      kind: 'sql.schema',
      name: 'schema public',
      timeout: 90,
      runsIn: ['cluster', 'embedded'],
      schemas: ['public'],
    },
  ],
};

export const waived: WaivedDrillPlan = {
  waived: { reason: 'The cache is filled anew', owner: 'shop team', until: '2027-06-30' },
};

/** A protection of the plan. */
export function protection(id: string, parts: Partial<ProtectionPlan> = {}): ProtectionPlan {
  const [cluster = '', environment = '', name = ''] = id.split('/');
  return {
    id,
    kind: 'PostgresCluster',
    cluster,
    environment,
    namespace: environment,
    name,
    objectives: { rpo: 900, rto: 1_800, retention: 2_592_000 },
    backup: {
      method: 'base backups and WAL',
      schedule: '0 0 2 * * *',
      scheduleText: 'daily at 02:00 UTC',
      longestGap: 86_400,
      retention: '30d',
      archive: {
        store: 's3.example/backups',
        profile: 'minio',
        endpoint: 'https://s3.example',
        pathStyle: true,
        bucket: 'backups',
        prefix: 'home/shop',
        serverName: name,
      },
      recovery: 'a new Cluster',
    },
    source: {},
    volumes: [],
    drill,
    ...parts,
  };
}

/** A plan of clusters with the environments that their protections name, and others. */
export function planOf(
  protections: readonly ProtectionPlan[],
  parts: Partial<RecoveryPlan> & { readonly empty?: readonly string[] } = {},
): RecoveryPlan {
  const { empty = [], ...rest } = parts;
  const places = [...protections.map(({ id }) => id), ...empty].map((id) => id.split('/'));
  const names = [...new Set(places.map(([cluster = '']) => cluster))];
  return {
    version: 1,
    clusters: names.map((name) => ({
      name,
      path: `tree/${name}`,
      environments: [
        ...new Set(places.filter(([cluster]) => cluster === name).map(([, environment = '']) => environment)),
      ],
      namespaces: [],
    })),
    protections,
    requiredSecrets: [],
    ...rest,
  };
}
