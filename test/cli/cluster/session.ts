import type { ClusterSession } from '../../../cli/cluster/cluster-session';
import type { ProtectionPlan } from '../../../lib/plan';
import { drilledProtection } from '../../drill/protection';
import { TestHost, type TestHostOptions } from '../host';
import type { FakeCluster, FakeObject } from './fake-cluster';

/** The moment of every test. */
export const NOW = new Date('2027-03-10T12:00:00Z');

/** A time before that. */
export function ago(seconds: number): string {
  return new Date(NOW.getTime() - seconds * 1000).toISOString().replace('.000Z', 'Z');
}

/** A database archived by the plugin, as the recovery plan has it. */
export const ORDERS: ProtectionPlan = {
  ...drilledProtection('orders'),
  source: { database: 'app', owner: 'app', archivedBy: 'plugin' },
};

/** A session of commands on a fake cluster. */
export function sessionOn(
  cluster: FakeCluster,
  options: TestHostOptions = {},
): ClusterSession & { readonly host: TestHost } {
  return { kubectl: cluster.kubectl, host: new TestHost('/', options), now: () => NOW };
}

/** The Cluster of the database, healthy and archiving where it is declared to. */
export function liveCluster(status: object = {}, spec: object = {}): FakeObject {
  return {
    kind: 'Cluster',
    metadata: { name: 'orders', namespace: 'develop', creationTimestamp: ago(90 * 86_400) },
    spec: {
      plugins: [
        {
          name: 'barman-cloud.cloudnative-pg.io',
          parameters: { barmanObjectName: 'orders-archive', serverName: 'orders' },
        },
      ],
      ...spec,
    },
    status: {
      phase: 'Cluster in healthy state',
      currentPrimary: 'orders-1',
      conditions: [{ type: 'ContinuousArchiving', status: 'True' }],
      ...status,
    },
  };
}

/** The ObjectStore of the database. */
export function liveStore(window: object = {}, configuration: object = {}): FakeObject {
  return {
    kind: 'ObjectStore',
    metadata: { name: 'orders-archive', namespace: 'develop' },
    spec: { configuration: { destinationPath: 's3://backups/develop', ...configuration } },
    status: {
      serverRecoveryWindow: {
        orders: {
          firstRecoverabilityPoint: ago(40 * 86_400),
          lastSuccessfulBackupTime: ago(36_000),
          ...window,
        },
      },
    },
  };
}

/** A Backup of the database. */
export function backupObject(name: string, status: object, created = ago(36_060)): FakeObject {
  return {
    kind: 'Backup',
    metadata: { name, namespace: 'develop', creationTimestamp: created },
    spec: { cluster: { name: 'orders' } },
    status,
  };
}

/** The ScheduledBackup of the database. */
export function scheduleObject(spec: object = {}): FakeObject {
  return {
    kind: 'ScheduledBackup',
    metadata: { name: 'orders-base', namespace: 'develop' },
    spec: { cluster: { name: 'orders' }, method: 'plugin', schedule: '0 0 2 * * *', ...spec },
  };
}

/** The CronJob of the drill. */
export function cronJobObject(spec: object = {}, created = ago(90 * 86_400)): FakeObject {
  const labels = {
    'app.kubernetes.io/instance': 'develop-orders',
    'app.kubernetes.io/component': 'drill-runner',
  };
  return {
    kind: 'CronJob',
    metadata: {
      name: 'develop-orders',
      namespace: 'restore-test',
      uid: 'cron-uid',
      creationTimestamp: created,
    },
    spec: {
      jobTemplate: {
        metadata: { labels },
        spec: {
          backoffLimit: 0,
          template: {
            metadata: { labels },
            spec: {
              containers: [
                { name: 'runner', image: 'node', env: [{ name: 'RESTORABLE_PLAN', value: '/plan' }] },
                { name: 'other', image: 'node' },
              ],
            },
          },
        },
      },
      ...spec,
    },
  };
}

/** The status ConfigMap of the drill. */
export function statusObject(result: object | string): FakeObject {
  return {
    kind: 'ConfigMap',
    metadata: { name: 'develop-orders-status', namespace: 'restore-test' },
    data: { 'result.json': typeof result === 'string' ? result : JSON.stringify(result) },
  };
}

/** What a drill found. */
export function drillResult(changes: object = {}): object {
  return {
    protection: ORDERS.id,
    kind: 'PostgresCluster',
    mode: 'drill',
    verdict: 'passed',
    reason: 'restored-and-checked',
    message: 'all held',
    startedAt: ago(86_460),
    finishedAt: ago(86_400),
    objectives: { rpo: 900, rto: 1800 },
    phases: [],
    targets: [
      { target: { kind: 'latest' }, measuredRpo: 12, measuredRto: 43, checks: [] },
      { target: { kind: 'pointInTime', before: 60 }, measuredRpo: 3, measuredRto: 51, checks: [] },
    ],
    versions: {},
    cleanedUp: true,
    ...changes,
  };
}

/** A cluster on which everything is as promised. */
export function goodCluster(cluster: FakeCluster): FakeCluster {
  cluster.execAnswer = JSON.stringify({
    dataSize: 31_032_872,
    lastArchivedWal: '000000010000000000000006',
    lastArchivedAt: ago(60),
    archivedAge: 60,
    isFailing: false,
    waiting: 0,
  });
  return cluster.add(
    liveCluster(),
    liveStore(),
    scheduleObject(),
    backupObject('orders-base-1', { phase: 'completed', startedAt: ago(36_060), stoppedAt: ago(36_000) }),
    cronJobObject(),
    statusObject(drillResult()),
  );
}
