import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, BackupStore, Check, Credentials, Environment, FluxFolder, RestoreTo } from 'restorable';
import { KubernetesCluster, Operators, PostgresCluster, Schedule } from 'restorable';
import type { EvidenceProps, PostgresClusterProps } from 'restorable';
import type { DrillDocument, DrillResult } from '../../lib/plan';
import { eventually, getObject, kubectl, tryKubectl } from './kubectl';
import { findSetting } from './settings';

/** Lets several runs of these tests share a cluster. */
const PREFIX = process.env['E2E_PREFIX'] ?? 'e2e';

/** Namespace of the source, and of its drills. */
export const SOURCE = `${PREFIX}-drill-source`;
export const DRILLS = `${PREFIX}-drill-site`;

/** Name of the drill, and of all that belongs to it. */
export const DRILL = 'e2e-orders';

/** New for every run: an archive is begun only in an empty place. */
export const CLUSTER = process.env['E2E_RUN'] ?? `e2e-${Date.now().toString(36)}`;

export const KEYS = { accessKeyId: 'ACCESS_KEY_ID', secretAccessKey: 'ACCESS_SECRET_KEY', region: 'REGION' };
export const REGION = 'eu-central-1';

/** Where the archive lies in the bucket. */
export const ARCHIVE_PREFIX = `${CLUSTER}/e2e/orders/`;

/** Checks that the source satisfies. */
const CHECKS: readonly Check[] = [
  Check.tables('orders'),
  Check.query('SELECT count(*) FROM orders', { atLeast: 2 }),
  Check.write(),
];

/** Where drills restore to. */
const TARGETS: readonly RestoreTo[] = [RestoreTo.latest(), RestoreTo.pointInTime({ before: '15s' })];

/** Composes the environment, with these checks, targets and evidence, and writes its tree. Returns the folder of the tree. */
export function synthesise(
  checks: readonly Check[] = CHECKS,
  targets = TARGETS,
  evidence?: EvidenceProps,
  database: Partial<PostgresClusterProps> = {},
): string {
  const repository = mkdtempSync(join(tmpdir(), 'restorable-e2e-'));
  const app = new App({ repository });
  composeEnvironment(app, checks, targets, evidence, database);
  app.synth();
  return join(repository, 'flux');
}

/** Composes the environment into an app, with these checks, targets and evidence. */
export function composeEnvironment(
  app: App,
  checks: readonly Check[] = CHECKS,
  targets = TARGETS,
  evidence?: EvidenceProps,
  database: Partial<PostgresClusterProps> = {},
): void {
  const cluster = new KubernetesCluster(app, CLUSTER, {
    flux: { path: 'flux' },
    operators: Operators.pinned({ cloudNativePg: true, barmanCloud: true, certManager: true }),
    ...(evidence !== undefined && { evidence }),
  });
  const environment = new Environment(cluster, 'e2e', {
    namespace: SOURCE,
    objectives: { rpo: '15m', rto: '10m', retention: '14d' },
    store: BackupStore.minio({
      endpoint: `http://${findSetting('E2E_S3_ADDRESS')}:${findSetting('E2E_S3_PORT')}`,
      bucket: 'backups',
      region: REGION,
    }),
    credentials: Credentials.existing('archive-writer', KEYS),
    drill: { namespace: DRILLS, credentials: Credentials.existing('archive-reader', KEYS) },
  });
  new PostgresCluster(new FluxFolder(environment, 'data/postgres'), 'orders', {
    postgres: 17,
    storage: '1Gi',
    database: 'orders',
    owner: 'orders',
    backup: { base: Schedule.daily('02:00') },
    drill: {
      schedule: Schedule.weekly('sun', '04:00'),
      targets,
      checks,
    },
    ...database,
  });
}

/** Applies source and drill as they were written, with the Secrets they need; waits until the source archives. */
export async function applyEnvironment(tree: string): Promise<void> {
  ensureNamespace(SOURCE);
  ensureNamespace('flux-system');
  applyFolder(join(tree, 'infrastructure', 'drills', DRILLS));
  applySecret(SOURCE, 'archive-writer', {
    ACCESS_KEY_ID: findSetting('E2E_S3_ACCESS_KEY_ID'),
    ACCESS_SECRET_KEY: findSetting('E2E_S3_SECRET_ACCESS_KEY'),
    REGION,
  });
  applyReaderSecret();
  applyFolder(join(tree, 'data', 'postgres'));
  await eventually(
    'a healthy source that archives',
    300,
    () => getObject('cluster.postgresql.cnpg.io', 'orders', SOURCE) as Cluster,
    ({ status }) =>
      status?.phase === 'Cluster in healthy state' &&
      status.conditions?.some((c) => c.type === 'ContinuousArchiving' && c.status === 'True') === true,
  );
}

interface Cluster {
  readonly status?: {
    readonly phase?: string;
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
  };
}

/** Applies the objects of a folder unmodified. */
export function applyFolder(folder: string): void {
  kubectl(['apply', '--server-side', '--force-conflicts', '--kustomize', folder]);
}

/** The Secret of the drill, with another secret key where one is given. */
export function applyReaderSecret(secretKey = findSetting('E2E_S3_READER_SECRET_ACCESS_KEY')): void {
  applySecret(DRILLS, 'archive-reader', {
    ACCESS_KEY_ID: findSetting('E2E_S3_READER_ACCESS_KEY_ID'),
    ACCESS_SECRET_KEY: secretKey,
    REGION,
  });
}

/** A Secret, as it is given. */
export function applySecret(
  namespace: string,
  name: string,
  stringData: Readonly<Record<string, string>>,
): void {
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace }, stringData };
  kubectl(['apply', '--server-side', '--force-conflicts', '--filename', '-'], JSON.stringify(secret));
}

/** Sends SQL to the database of the source. */
export function sql(text: string): string {
  return kubectl([
    'exec',
    '--namespace',
    SOURCE,
    'orders-1',
    '--container',
    'postgres',
    '--',
    'psql',
    '--no-psqlrc',
    '--quiet',
    '--tuples-only',
    '--no-align',
    '--set=ON_ERROR_STOP=1',
    '--dbname=orders',
    `--command=${text}`,
  ]).trim();
}

/** Waits until everything written so far is in the archive. */
export async function archiveNow(): Promise<void> {
  const segment = sql('SELECT pg_walfile_name(pg_switch_wal())');
  await eventually(
    'an archived segment',
    120,
    () => sql(`SELECT coalesce(last_archived_wal >= '${segment}', false) FROM pg_stat_archiver`),
    (archived) => archived === 't',
  );
}

/** Takes a base backup and waits for it. */
export async function backUp(name: string): Promise<void> {
  const backup = {
    apiVersion: 'postgresql.cnpg.io/v1',
    kind: 'Backup',
    metadata: { name, namespace: SOURCE },
    spec: {
      cluster: { name: 'orders' },
      method: 'plugin',
      pluginConfiguration: { name: 'barman-cloud.cloudnative-pg.io' },
    },
  };
  kubectl(['apply', '--server-side', '--filename', '-'], JSON.stringify(backup));
  const done = await eventually(
    'a completed Backup',
    300,
    () =>
      getObject('backup.postgresql.cnpg.io', name, SOURCE) as {
        readonly status?: { readonly phase?: string };
      },
    ({ status }) => status?.phase === 'completed' || status?.phase === 'failed',
  );
  expect(done.status?.phase).toBe('completed');
}

/** What a drill job ended with. */
export interface EndedDrill {
  readonly result: DrillResult;
  readonly exitCode: number;
  readonly log: string;
  /** From the start of the job to its end, seconds. */
  readonly seconds: number;
}

/** Starts the drill from its CronJob. */
export function startDrill(job: string): void {
  kubectl(['create', 'job', job, `--from=cronjob/${DRILL}`, '--namespace', DRILLS]);
}

/** Waits for a drill that was started. */
export async function awaitDrill(job: string, seconds = 420): Promise<EndedDrill> {
  const pod = await eventually(
    `the end of ${job}`,
    seconds,
    () => podOf(job),
    (found) => terminated(found) !== undefined,
  );
  const name = pod?.metadata.name ?? '';
  const log = kubectl(['logs', '--namespace', DRILLS, name]);
  const line = log.split('\n').find((text) => text.includes('"drill result"'));
  if (line === undefined) throw new Error(`${job} told no result: ${log}`);
  const { result } = JSON.parse(line) as { readonly result: string };
  const { exitCode = -1, startedAt = '', finishedAt = '' } = terminated(pod) ?? {};
  return {
    result: JSON.parse(result) as DrillResult,
    exitCode,
    log,
    seconds: (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000,
  };
}

/** Starts a drill and waits for it. */
export async function drill(job: string): Promise<EndedDrill> {
  startDrill(job);
  return awaitDrill(job);
}

interface JobPod {
  readonly metadata: { readonly name: string };
  readonly status?: {
    readonly containerStatuses?: readonly {
      readonly state?: {
        readonly terminated?: {
          readonly exitCode: number;
          readonly startedAt: string;
          readonly finishedAt: string;
        };
      };
    }[];
  };
}

/** The pod of a job. */
export function podOf(job: string): JobPod | undefined {
  const args = ['get', 'pods', '--namespace', DRILLS, '--selector', `batch.kubernetes.io/job-name=${job}`];
  const { items } = JSON.parse(kubectl([...args, '--output', 'json'])) as {
    readonly items: readonly JobPod[];
  };
  return items[0];
}

function terminated(pod: JobPod | undefined) {
  return pod?.status?.containerStatuses?.[0]?.state?.terminated;
}

/** Names of what is there of the drill's Cluster: Clusters, its pods, claims, the pods of checks, and the lock. */
export function leftOfDrill(): readonly string[] {
  const get = (kinds: string, ...more: readonly string[]) =>
    kubectl(['get', kinds, '--namespace', DRILLS, '--output', 'name', ...more]).split('\n');
  const names = [
    ...get('clusters.postgresql.cnpg.io,persistentvolumeclaims,leases'),
    ...get('pods', '--selector', `cnpg.io/cluster=${DRILL}`),
    ...get('pods', '--selector', 'app.kubernetes.io/component=drill-check'),
  ];
  return names.filter((name) => name !== '');
}

/**
 * Changes the plan that the next drill reads. The policy that holds the runner to the plan as it was synthesised is lifted
 * until the folder is applied again.
 */
export function changePlan(change: (document: DrillDocument) => unknown): void {
  const { data } = getObject('configmap', `${DRILL}-plan`, DRILLS) as {
    readonly data: Readonly<Record<string, string>>;
  };
  const document = JSON.parse(data['plan.json'] ?? '') as DrillDocument;
  const changed = { data: { 'plan.json': JSON.stringify(change(document)) } };
  const args = ['patch', 'configmap', `${DRILL}-plan`, '--namespace', DRILLS, '--type', 'merge'];
  kubectl([...args, '--patch', JSON.stringify(changed)]);
  const binding = `restore-drill-${DRILLS}-clusters`;
  kubectl(['delete', 'validatingadmissionpolicybinding', binding, '--ignore-not-found']);
}

/** The result in the status ConfigMap. */
export function readStatus(): DrillResult {
  const { data } = getObject('configmap', `${DRILL}-status`, DRILLS) as {
    readonly data: Readonly<Record<string, string>>;
  };
  return JSON.parse(data['result.json'] ?? '') as DrillResult;
}

/** Removes everything but the archive. */
export function removeEnvironment(): void {
  kubectl(['delete', 'namespace', SOURCE, DRILLS, '--ignore-not-found', '--wait=false']);
  const roles = ['rolebinding,role', '--namespace', 'flux-system', '--ignore-not-found'];
  kubectl(['delete', ...roles, `restore-drill-${DRILLS}-flux`]);
  const policies = ['clusters', 'pods'].map((resource) => `restore-drill-${DRILLS}-${resource}`);
  for (const kind of ['validatingadmissionpolicybinding', 'validatingadmissionpolicy'])
    kubectl(['delete', kind, ...policies, '--ignore-not-found']);
}

/** Makes a namespace where there is none; waits until it and that of the drills are not being deleted any more. */
export function ensureNamespace(name: string): void {
  for (const namespace of [name, DRILLS]) {
    const { stdout } = tryKubectl(['get', 'namespace', namespace, '--output', 'jsonpath={.status.phase}']);
    if (stdout === 'Terminating')
      kubectl(['wait', '--for=delete', `namespace/${namespace}`, '--timeout=120s']);
  }
  if (tryKubectl(['get', 'namespace', name]).status !== 0) kubectl(['create', 'namespace', name]);
}
