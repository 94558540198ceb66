import { createHash } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  App,
  BackupHook,
  BackupStore,
  Check,
  Credentials,
  Environment,
  EvidenceLock,
  FluxFolder,
  KubernetesCluster,
  NamespaceBackup,
  NamespaceCheck,
  Schedule,
  Velero,
  VolumeBackup,
} from 'restorable';
import type { DrillDocument } from '../../../lib/plan';
import { eventually, getObject, kubectl, tryKubectl } from '../kubectl';
import { findSetting } from '../settings';

/** Lets several runs of these tests share a cluster. */
const PREFIX = process.env['E2E_PREFIX'] ?? 'e2e';

/** Namespace that is backed up, that of the drill's runner, and what drills restore into. */
export const SOURCE = `${PREFIX}-shop`;
export const DRILLS = `${PREFIX}-shop-site`;
export const TARGET = `${DRILLS}-${SOURCE}`;

/** Name of the drill and its Restore, and of the Schedule. */
export const DRILL = `${PREFIX}-shop`;

/** Name of the BackupStorageLocation in both namespaces of Velero: beside those that others have there. */
export const LOCATION = `${PREFIX}-shop`;

/** Namespaces of the two installations of Velero. */
export const LIVE_VELERO = process.env['E2E_VELERO_NAMESPACE'] ?? 'velero';
export const DRILL_VELERO = process.env['E2E_VELERO_DRILL_NAMESPACE'] ?? 'velero-drill';

/** New for every run: nothing can be removed from the bucket of evidence. */
export const CLUSTER = process.env['E2E_RUN'] ?? `shop-${Date.now().toString(36)}`;

/** Where Velero writes in the bucket `backups`, and the repository of the volumes. */
export const ARCHIVE_PREFIX = `velero/${CLUSTER}/`;
export const REPOSITORY_PREFIX = `${ARCHIVE_PREFIX}kopia/${SOURCE}/`;

/** A file on the volume of the source, and its text. */
export const FILES = '/var/lib/postgresql/data/exports';
export const CATALOG = `${Array.from({ length: 2000 }, (_, id) => `${id},book number ${id}`).join('\n')}\n`;

const REGION = 'eu-central-1';
const KEYS = { accessKeyId: 'ACCESS_KEY_ID', secretAccessKey: 'ACCESS_SECRET_KEY', region: 'REGION' };

/** Composes the environment and writes its tree. Returns the folder of the tree. */
export function synthesise(): string {
  const repository = mkdtempSync(join(tmpdir(), 'restorable-velero-'));
  const app = new App({ repository });
  const endpoint = `http://${findSetting('E2E_S3_ADDRESS')}:${findSetting('E2E_S3_PORT')}`;
  const storeOf = (bucket: string) => BackupStore.minio({ endpoint, bucket, region: REGION });
  const store = storeOf('backups');
  const repositoryPassword = Credentials.existing('velero-repo-credentials', {
    repositoryPassword: 'repository-password',
  });
  const cluster = new KubernetesCluster(app, CLUSTER, {
    flux: { path: 'flux' },
    evidence: {
      store: storeOf(findSetting('E2E_S3_EVIDENCE_BUCKET')),
      prefix: CLUSTER,
      credentials: Credentials.existing('evidence-writer', KEYS),
      signingKey: Credentials.existing('evidence-key', { privateKey: 'key.pem' }),
      lock: EvidenceLock.byBucket(),
    },
  });
  const velero = new Velero(cluster, 'velero', {
    store,
    namespace: LIVE_VELERO,
    location: LOCATION,
    install: false,
    credentials: Credentials.existing(`${LOCATION}-writer`, { credentialsFile: 'cloud' }),
    repositoryPassword,
    drill: {
      namespace: DRILL_VELERO,
      credentials: Credentials.existing(`${LOCATION}-restorer`, { credentialsFile: 'cloud' }),
      repositoryPassword,
    },
  });
  const environment = new Environment(cluster, PREFIX, {
    namespace: SOURCE,
    objectives: { rpo: '26h', rto: '10m', retention: '14d' },
    store,
    credentials: Credentials.existing('archive-writer', KEYS),
    drill: { namespace: DRILLS, credentials: Credentials.existing('archive-reader', KEYS) },
  });
  new NamespaceBackup(new FluxFolder(environment, 'backup/shop'), 'shop', {
    velero,
    schedule: Schedule.daily('02:00'),
    volumes: VolumeBackup.fileSystem(),
    hooks: [
      BackupHook.postgresCheckpoint({
        pods: { app: 'postgres' },
        container: 'postgres',
        user: 'shop',
        database: 'shop',
        onError: 'Fail',
      }),
    ],
    drill: {
      schedule: Schedule.weekly('sun', '04:00'),
      database: {
        pod: 'postgres-0',
        user: 'shop',
        database: 'shop',
        password: { secret: 'db-credentials', key: 'POSTGRES_PASSWORD' },
      },
      nodePorts: { web: [80] },
      checks: [
        NamespaceCheck.ready({ workloads: ['postgres', 'web'] }),
        NamespaceCheck.claims('data-postgres-0'),
        Check.tables('books'),
        Check.query('SELECT count(*) FROM books', { atLeast: 1000 }),
        NamespaceCheck.http('web', { port: 80, get: '/', contains: 'the shop is open' }),
        NamespaceCheck.files({
          pod: 'postgres-0',
          folder: FILES,
          checksums: { 'catalog.csv': createHash('sha256').update(CATALOG).digest('hex') },
          count: { equals: 1 },
        }),
        NamespaceCheck.command({
          pod: 'postgres-0',
          command: ['pg_isready'],
          prints: 'accepting connections',
        }),
      ],
    },
  });
  app.synth();
  return join(repository, 'flux');
}

/** Applies what was written, unmodified, with the Secrets it needs. */
export async function applyEnvironment(tree: string, signingKey: string): Promise<void> {
  for (const name of [SOURCE, DRILLS, TARGET])
    kubectl(['wait', '--for=delete', `namespace/${name}`, '--timeout=180s']);
  for (const name of ['flux-system', SOURCE])
    if (tryKubectl(['get', 'namespace', name]).status !== 0) kubectl(['create', 'namespace', name]);
  applyWriter();
  applyRestorer();
  applyFolder(join(tree, 'infrastructure', LIVE_VELERO));
  // What is in the site's namespace is not there before it: Flux tries again, and so do we.
  applyFolder(join(tree, 'infrastructure', 'drills', DRILLS));
  applyFolder(join(tree, 'infrastructure', 'drills', DRILL_VELERO));
  applyReader();
  applySecret(DRILLS, 'evidence-writer', {
    ACCESS_KEY_ID: findSetting('E2E_S3_EVIDENCE_ACCESS_KEY_ID'),
    ACCESS_SECRET_KEY: findSetting('E2E_S3_EVIDENCE_SECRET_ACCESS_KEY'),
    REGION,
  });
  applySecret(DRILLS, 'evidence-key', { 'key.pem': signingKey });
  applyFolder(join(tree, 'backup', 'shop'));
  for (const namespace of [LIVE_VELERO, DRILL_VELERO]) await locationIs(namespace, 'Available');
}

/** Applies the objects of a folder unmodified. */
export function applyFolder(folder: string): void {
  kubectl(['apply', '--server-side', '--force-conflicts', '--kustomize', folder]);
}

/** Waits until a Velero has looked at its location and found it so. */
export async function locationIs(namespace: string, phase: string): Promise<void> {
  await eventually(
    `a location that is ${phase} in ${namespace}`,
    150,
    () =>
      getObject('backupstoragelocations.velero.io', LOCATION, namespace) as {
        readonly status?: { readonly phase?: string };
      },
    ({ status }) => status?.phase === phase,
  );
}

/** The Secret of the Velero that backs up: with a key that writes, or one that only reads. */
export function applyWriter(key: 'writer' | 'reader' = 'writer'): void {
  const name = key === 'writer' ? 'E2E_S3' : 'E2E_S3_READER';
  applySecret(LIVE_VELERO, `${LOCATION}-writer`, {
    cloud: credentialsFile(findSetting(`${name}_ACCESS_KEY_ID`), findSetting(`${name}_SECRET_ACCESS_KEY`)),
  });
}

/** The Secret of the second Velero: with the few writes of a restore, or another key. */
export function applyRestorer(key: 'restorer' | 'reader' | 'wrong' = 'restorer'): void {
  const [id, secret] =
    key === 'reader'
      ? [findSetting('E2E_S3_READER_ACCESS_KEY_ID'), findSetting('E2E_S3_READER_SECRET_ACCESS_KEY')]
      : [findSetting('E2E_S3_RESTORER_ACCESS_KEY_ID'), findSetting('E2E_S3_RESTORER_SECRET_ACCESS_KEY')];
  applySecret(DRILL_VELERO, `${LOCATION}-restorer`, {
    cloud: credentialsFile(id, key === 'wrong' ? 'wrong-secret-marked-7391' : secret),
  });
}

/** The Secret of the runner, with another secret key where one is given. */
export function applyReader(secretKey = findSetting('E2E_S3_READER_SECRET_ACCESS_KEY')): void {
  applySecret(DRILLS, 'archive-reader', {
    ACCESS_KEY_ID: findSetting('E2E_S3_READER_ACCESS_KEY_ID'),
    ACCESS_SECRET_KEY: secretKey,
    REGION,
  });
}

function credentialsFile(id: string, secret: string): string {
  return `[default]\naws_access_key_id=${id}\naws_secret_access_key=${secret}\n`;
}

function applySecret(namespace: string, name: string, stringData: Readonly<Record<string, string>>): void {
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace }, stringData };
  kubectl(['apply', '--server-side', '--force-conflicts', '--filename', '-'], JSON.stringify(secret));
}

/** Changes the plan that the next drill reads. Returns what puts the old one back. */
export function changePlan(change: (document: DrillDocument) => unknown): () => void {
  const name = `${DRILL}-plan`;
  const { data } = getObject('configmap', name, DRILLS) as {
    readonly data: Readonly<Record<string, string>>;
  };
  const write = (plan: string) =>
    kubectl([
      ...['patch', 'configmap', name, '--namespace', DRILLS, '--type', 'merge'],
      ...['--patch', JSON.stringify({ data: { 'plan.json': plan } })],
    ]);
  const before = data['plan.json'] ?? '';
  write(JSON.stringify(change(JSON.parse(before) as DrillDocument)));
  return () => void write(before);
}

/** Removes everything but what is in the store. */
export function removeEnvironment(): void {
  const ignore = ['--ignore-not-found', '--wait=false'];
  kubectl(['delete', 'namespace', SOURCE, DRILLS, TARGET, ...ignore]);
  for (const namespace of [LIVE_VELERO, DRILL_VELERO]) {
    const owned = ['--namespace', namespace, ...ignore];
    // Without it Velero does not find the backups again.
    kubectl(['delete', 'backupstoragelocations.velero.io', LOCATION, ...owned]);
    kubectl(['delete', 'schedules.velero.io', DRILL, ...owned]);
    kubectl(['delete', 'backups.velero.io', '--selector', `velero.io/schedule-name=${DRILL}`, ...owned]);
    kubectl(['delete', 'restores.velero.io', DRILL, ...owned]);
    kubectl([
      ...['delete', 'backuprepositories.velero.io', ...owned],
      ...['--selector', `velero.io/storage-location=${LOCATION}`],
    ]);
    kubectl(['delete', 'secret', `${LOCATION}-writer`, `${LOCATION}-restorer`, ...owned]);
    const role = `restore-drill-${DRILLS}`;
    kubectl(['delete', 'rolebinding,role', role, `${role}-source`, ...owned]);
  }
  kubectl(['delete', 'configmap', `${DRILL}-modifiers`, '--namespace', DRILL_VELERO, ...ignore]);
  kubectl([
    'delete',
    'rolebinding,role',
    `restore-drill-${DRILLS}-flux`,
    '--namespace',
    'flux-system',
    ...ignore,
  ]);
  kubectl(['delete', 'clusterrolebinding,clusterrole', `restore-drill-${DRILLS}-volumes`, ...ignore]);
  const policies = [`restores-${LIVE_VELERO}`, `restores-${DRILL_VELERO}`, `volumes-${DRILL_VELERO}`];
  for (const kind of ['validatingadmissionpolicybinding', 'validatingadmissionpolicy'])
    kubectl(['delete', kind, ...policies, ...ignore]);
}
