import type { DrillPlan, EvidencePlan, ProtectionPlan, RecoveryPlan, RequiredSecret } from '../../lib/plan';

/** A protection with an archive, enough of a plan for the stacks. */
export function protectionOf(
  changes: {
    readonly environment?: string;
    readonly kind?: string;
    readonly retention?: number;
    readonly archive?: Partial<ProtectionPlan['backup']['archive']>;
    readonly drill?: ProtectionPlan['drill'];
  } = {},
): ProtectionPlan {
  const environment = changes.environment ?? 'develop';
  return {
    id: `safeops/${environment}/app`,
    kind: changes.kind ?? 'PostgresCluster',
    cluster: 'safeops',
    environment,
    namespace: environment,
    name: 'app',
    objectives: { rpo: 900, rto: 1800, retention: changes.retention ?? 30 * 86_400 },
    backup: {
      method: 'base backups and WAL',
      schedule: '0 0 2 * * *',
      scheduleText: 'daily',
      longestGap: 86_400,
      retention: '30d',
      archive: {
        store: 's3.amazonaws.com/backups',
        profile: 'aws',
        region: 'eu-west-1',
        pathStyle: false,
        bucket: 'backups',
        prefix: `safeops/${environment}`,
        serverName: 'app',
        ...changes.archive,
      },
      recovery: 'a new Cluster',
    },
    source: {},
    volumes: [],
    drill: changes.drill ?? { waived: { reason: 'none', owner: 'nobody', until: '2030-01-01' } },
  };
}

/** A Secret with storage credentials. */
export function storageSecretOf(changes: Partial<RequiredSecret> = {}): RequiredSecret {
  return {
    cluster: 'safeops',
    namespace: 'develop',
    name: 'cnpg-backup-s3',
    type: 'Opaque',
    roles: ['archive-writer'],
    keys: [
      { key: 'ACCESS_KEY_ID', holds: 'accessKeyId' },
      { key: 'ACCESS_SECRET_KEY', holds: 'secretAccessKey' },
      { key: 'REGION', holds: 'region', expected: 'eu-west-1' },
      { key: 'BUCKET', holds: 'bucket', expected: 'backups' },
      { key: 'ENDPOINT', holds: 'endpoint' },
    ],
    source: { kind: 'bootstrap' },
    grants: {
      store: 's3.amazonaws.com/backups',
      bucket: 'backups',
      prefixes: ['safeops/develop/app'],
      access: 'read-write',
    },
    usedBy: ['safeops/develop/app'],
    ...changes,
  };
}

/** A plan of one cluster. */
export function planOf(parts: Partial<RecoveryPlan> = {}): RecoveryPlan {
  return {
    version: 1,
    clusters: [
      {
        name: 'safeops',
        path: 'flux',
        environments: ['develop'],
        namespaces: [
          { name: 'develop', managed: true, purpose: 'live' },
          { name: 'restore-test', managed: true, purpose: 'drill' },
        ],
      },
    ],
    protections: [protectionOf()],
    requiredSecrets: [storageSecretOf()],
    ...parts,
  };
}

/** A drill that records evidence; nothing else of it is looked at. */
export function drillWithEvidence(changes: Partial<EvidencePlan> = {}): DrillPlan {
  return {
    evidence: {
      store: 's3.amazonaws.com/evidence',
      profile: 'aws',
      region: 'eu-west-1',
      pathStyle: false,
      bucket: 'evidence',
      prefix: 'records',
      ...changes,
    },
  } as unknown as DrillPlan;
}
