import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments, stringify } from 'yaml';
import type { RecoveryPlan } from '../../lib/plan';
import { eventually, getObject, kubectl, tryKubectl } from './kubectl';
import { findSetting } from './settings';

const EXAMPLES = join(__dirname, '..', '..', 'examples');
const SYNTHESISED = readdirSync(EXAMPLES).filter((name) =>
  existsSync(join(EXAMPLES, name, 'recovery-plan.json')),
);

beforeAll(() => {
  applyMissingCrds();
  for (const example of SYNTHESISED)
    for (const namespace of namespacesOf(example)) ensureNamespace(namespace);
});

test('three examples are synthesised', () => {
  expect(SYNTHESISED).toEqual(expect.arrayContaining(['quickstart', 'rciis', 'safeops']));
});

describe.each(SYNTHESISED)('%s', (example) => {
  const folders = foldersOf(join(EXAMPLES, example));

  test.each(folders)('the API server and its webhooks accept every object of %s', (folder) => {
    const answer = tryKubectl(
      ['apply', '--server-side', '--force-conflicts', '--dry-run=server', '--filename', '-'],
      decrypted(kubectl(['kustomize', join(EXAMPLES, example, folder)])),
    );
    expect(answer.stderr.split('\n').filter((line) => /error|invalid|denied/i.test(line))).toEqual([]);
    expect(answer.status).toBe(0);
    expect(answer.stdout).toContain('serverside-applied (server dry run)');
  });
});

describe('the quickstart on a real cluster', () => {
  const tree = join(EXAMPLES, 'quickstart', 'flux');

  beforeAll(() => {
    makeStoreService();
    makeSecret('shop', 'backup-s3');
  });

  afterAll(() => {
    kubectl([
      'delete',
      'namespace',
      'shop',
      'shop-drill',
      'object-storage',
      '--ignore-not-found',
      '--wait=false',
    ]);
  });

  test('its Cluster becomes healthy and archives its WAL, from the manifests as they are', async () => {
    kubectl(['apply', '--server-side', '--force-conflicts', '--kustomize', join(tree, 'data', 'postgres')]);
    const cluster = await eventually('a healthy Cluster', 300, readCluster, ({ status }) => isReady(status));
    expect(cluster.status?.phase).toBe('Cluster in healthy state');
    const archiving = await eventually('WAL archiving', 300, readCluster, ({ status }) =>
      hasCondition(status, 'ContinuousArchiving', 'True'),
    );
    expect(archiving.status?.readyInstances).toBe(1);
  });

  test('a Backup by the method of its ScheduledBackup completes', async () => {
    const scheduled = getObject(
      'scheduledbackup.postgresql.cnpg.io',
      'orders-base',
      'shop',
    ) as ScheduledBackup;
    const { method, pluginConfiguration, cluster } = scheduled.spec;
    const backup = {
      apiVersion: 'postgresql.cnpg.io/v1',
      kind: 'Backup',
      metadata: { name: 'orders-e2e', namespace: 'shop' },
      spec: { method, pluginConfiguration, cluster },
    };
    kubectl(['apply', '--server-side', '--filename', '-'], JSON.stringify(backup));
    const done = await eventually(
      'a completed Backup',
      300,
      () => getObject('backup.postgresql.cnpg.io', 'orders-e2e', 'shop') as Backup,
      ({ status }) => status?.phase === 'completed' || status?.phase === 'failed',
    );
    expect(done.status).toMatchObject({ phase: 'completed' });
    const store = getObject('objectstore.barmancloud.cnpg.io', 'orders-archive', 'shop') as ObjectStore;
    expect(store.status?.serverRecoveryWindow?.['orders']?.lastSuccessfulBackupTime).toBeDefined();
  });
});

/** What Flux applies of a folder: Secrets without the metadata of SOPS. Their values are made up; nobody has the key. */
function decrypted(manifests: string): string {
  const documents = parseAllDocuments(manifests).map((document) => {
    const { sops, ...object } = document.toJS() as Record<string, unknown>;
    if (sops === undefined) return object;
    const keys = Object.keys(object['stringData'] as object);
    return { ...object, stringData: Object.fromEntries(keys.map((key) => [key, 'made-up'])) };
  });
  return documents.map((document) => stringify(document)).join('---\n');
}

interface Status {
  readonly phase?: string;
  readonly readyInstances?: number;
  readonly conditions?: readonly { readonly type: string; readonly status: string }[];
}
interface Cluster {
  readonly status?: Status;
}
interface Backup {
  readonly status?: { readonly phase?: string; readonly error?: string };
}
interface ScheduledBackup {
  readonly spec: {
    readonly method: string;
    readonly pluginConfiguration: unknown;
    readonly cluster: unknown;
  };
}
interface ObjectStore {
  readonly status?: {
    readonly serverRecoveryWindow?: Record<string, { readonly lastSuccessfulBackupTime?: string }>;
  };
}

function readCluster(): Cluster {
  return getObject('cluster.postgresql.cnpg.io', 'orders', 'shop') as Cluster;
}

function isReady(status: Status | undefined): boolean {
  return status?.phase === 'Cluster in healthy state' && hasCondition(status, 'Ready', 'True');
}

function hasCondition(status: Status | undefined, type: string, value: string): boolean {
  return status?.conditions?.some((c) => c.type === type && c.status === value) ?? false;
}

function planOf(example: string): RecoveryPlan {
  return JSON.parse(readFileSync(join(EXAMPLES, example, 'recovery-plan.json'), 'utf8')) as RecoveryPlan;
}

function namespacesOf(example: string): readonly string[] {
  const named = planOf(example).clusters.flatMap((cluster) => cluster.namespaces.map(({ name }) => name));
  return [...named, 'flux-system', 'cert-manager', 'cnpg-system'];
}

/** Folders with a kustomization, below an example. */
function foldersOf(root: string, below = ''): readonly string[] {
  return readdirSync(join(root, below), { withFileTypes: true }).flatMap((entry) => {
    const path = join(below, entry.name);
    if (entry.isDirectory()) return foldersOf(root, path);
    return entry.name === 'kustomization.yaml' ? [below] : [];
  });
}

function ensureNamespace(name: string): void {
  const { stdout } = tryKubectl(['get', 'namespace', name, '--output', 'jsonpath={.status.phase}']);
  if (stdout === 'Terminating') kubectl(['wait', '--for=delete', `namespace/${name}`, '--timeout=120s']);
  if (stdout !== 'Active') kubectl(['create', 'namespace', name]);
}

function applyMissingCrds(): void {
  const folder = findSetting('E2E_CRDS');
  const present = new Set(kubectl(['get', 'crd', '--output', 'name']).split('\n'));
  for (const file of readdirSync(folder)) {
    const [group, plural] = file.replace(/\.yaml$/, '').split('_');
    if (present.has(`customresourcedefinition.apiextensions.k8s.io/${plural ?? ''}.${group ?? ''}`)) continue;
    kubectl(['apply', '--server-side', '--filename', join(folder, file)]);
  }
  kubectl(['wait', '--for=condition=Established', 'crd', '--all', '--timeout=60s']);
}

/** The name by which the quickstart reaches its store, pointing to the store of the settings. */
function makeStoreService(): void {
  const port = Number(findSetting('E2E_S3_PORT'));
  const metadata = { name: 'minio', namespace: 'object-storage' };
  const objects = [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'object-storage' } },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: { ports: [{ name: 's3', port: 9000, targetPort: port }] },
    },
    {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { ...metadata, labels: { 'kubernetes.io/service-name': 'minio' } },
      addressType: 'IPv4',
      ports: [{ name: 's3', port }],
      endpoints: [{ addresses: [findSetting('E2E_S3_ADDRESS')] }],
    },
  ];
  for (const object of objects)
    kubectl(['apply', '--server-side', '--filename', '-'], JSON.stringify(object));
}

function makeSecret(namespace: string, name: string): void {
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace },
    stringData: {
      ACCESS_KEY_ID: findSetting('E2E_S3_ACCESS_KEY_ID'),
      ACCESS_SECRET_KEY: findSetting('E2E_S3_SECRET_ACCESS_KEY'),
      REGION: 'eu-central-1',
    },
  };
  kubectl(['apply', '--server-side', '--filename', '-'], JSON.stringify(secret));
}
