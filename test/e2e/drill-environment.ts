import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, BackupStore, Check, Credentials, Environment, FluxFolder, RestoreTo } from 'restorable';
import { KubernetesCluster, Operators, PostgresCluster, Schedule } from 'restorable';
import type { DrillDocument, DrillResult } from '../../lib/plan';
import { eventually, getObject, kubectl, tryKubectl } from './kubectl';
import { findSetting } from './settings';

/** Namespace of the source, and of its drills. */
export const SOURCE = 'e2e-drill-source';
export const DRILLS = 'e2e-drill-site';

/** Name of the drill, and of all that belongs to it. */
export const DRILL = 'e2e-orders';

/** New for every run: an archive is begun only in an empty place. */
const CLUSTER = `e2e-${Date.now().toString(36)}`;

const KEYS = { accessKeyId: 'ACCESS_KEY_ID', secretAccessKey: 'ACCESS_SECRET_KEY', region: 'REGION' };
const REGION = 'eu-central-1';

/** Where the archive lies in the bucket. */
export const ARCHIVE_PREFIX = `${CLUSTER}/e2e/orders/`;

/** Composes the environment and writes its tree. Returns the folder of the tree. */
export function synthesise(): string {
  const repository = mkdtempSync(join(tmpdir(), 'restorable-e2e-'));
  const app = new App({ repository });
  const cluster = new KubernetesCluster(app, CLUSTER, {
    flux: { path: 'flux' },
    operators: Operators.pinned({ cloudNativePg: true, barmanCloud: true, certManager: true }),
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
      targets: [RestoreTo.latest(), RestoreTo.pointInTime({ before: '15s' })],
      checks: [
        Check.tables('orders'),
        Check.query('SELECT count(*) FROM orders', { atLeast: 2 }),
        Check.write(),
      ],
    },
  });
  app.synth();
  return join(repository, 'flux');
}

/** Applies source and drill as they were written, with the Secrets they need; waits until the source archives. */
export async function applyEnvironment(tree: string): Promise<void> {
  ensureNamespace(SOURCE);
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

function applySecret(namespace: string, name: string, stringData: Readonly<Record<string, string>>): void {
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

/** Names of what is there of the drill's Cluster: Clusters, its pods, claims, and the lock. */
export function leftOfDrill(): readonly string[] {
  const get = (kinds: string, ...more: readonly string[]) =>
    kubectl(['get', kinds, '--namespace', DRILLS, '--output', 'name', ...more]).split('\n');
  const names = [
    ...get('clusters.postgresql.cnpg.io,persistentvolumeclaims,leases'),
    ...get('pods', '--selector', `cnpg.io/cluster=${DRILL}`),
  ];
  return names.filter((name) => name !== '');
}

/** Changes the plan that the next drill reads. */
export function changePlan(change: (document: DrillDocument) => unknown): void {
  const { data } = getObject('configmap', `${DRILL}-plan`, DRILLS) as {
    readonly data: Readonly<Record<string, string>>;
  };
  const document = JSON.parse(data['plan.json'] ?? '') as DrillDocument;
  const changed = { data: { 'plan.json': JSON.stringify(change(document)) } };
  const args = ['patch', 'configmap', `${DRILL}-plan`, '--namespace', DRILLS, '--type', 'merge'];
  kubectl([...args, '--patch', JSON.stringify(changed)]);
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
}

function ensureNamespace(name: string): void {
  for (const namespace of [name, DRILLS]) {
    const { stdout } = tryKubectl(['get', 'namespace', namespace, '--output', 'jsonpath={.status.phase}']);
    if (stdout === 'Terminating')
      kubectl(['wait', '--for=delete', `namespace/${namespace}`, '--timeout=120s']);
  }
  if (tryKubectl(['get', 'namespace', name]).status !== 0) kubectl(['create', 'namespace', name]);
}
