import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BookstoreProject, CLUSTER, LOCATION, SHOP, VELERO, WRITER } from './bookstore/project';
import { stepsIn, type ReadStep } from './bookstore/runbook-steps';
import { askCatalog, destroyData, openShop, sql, stateOfShop, trySql } from './bookstore/shop';
import { eventually, getObject, kubectl, tryKubectl } from './kubectl';
import { findSetting } from './settings';

const OUTPUT = mkdtempSync(join(tmpdir(), 'restorable-e2e-bookstore-'));
const ID = `${CLUSTER}/production/daily`;
const SCHEDULE = 'production-daily';
const FOLDER = 'recover-production-daily-recovered';
const KUSTOMIZATION = 'backup-bookstore';

interface Backup {
  readonly metadata: { readonly name: string };
  readonly spec: { readonly includedNamespaces: readonly string[] };
  readonly status?: {
    readonly phase?: string;
    readonly hookStatus?: { readonly hooksAttempted?: number; readonly hooksFailed?: number };
    readonly progress?: { readonly itemsBackedUp?: number };
  };
}

let project: BookstoreProject;
let runbook: string;

beforeAll(async () => {
  mkdirSync(join(OUTPUT, 'bin'));
  project = new BookstoreProject(join(OUTPUT, 'bookstore'), join(OUTPUT, 'bin'));
  project.run('restorable synth');
  project.run('restorable runbook --out DR-RUNBOOK.md');
  runbook = readFileSync(join(project.folder, 'DR-RUNBOOK.md'), 'utf8');
  if (tryKubectl(['get', 'namespace', 'flux-system']).status !== 0)
    kubectl(['create', 'namespace', 'flux-system']);
  applySecret(WRITER, {
    cloud: `[default]\naws_access_key_id=${findSetting('E2E_S3_ACCESS_KEY_ID')}\naws_secret_access_key=${findSetting('E2E_S3_SECRET_ACCESS_KEY')}\n`,
  });
  apply('--kustomize', join(project.tree, 'infrastructure', 'velero'));
  await openShop();
  apply('--kustomize', join(project.tree, 'backup', 'bookstore'));
  apply('--filename', join(project.tree, 'clusters', CLUSTER, `${KUSTOMIZATION}.yaml`));
  await eventually(
    'a location that is Available',
    150,
    () => getObject('backupstoragelocations.velero.io', LOCATION, VELERO) as Backup,
    ({ status }) => status?.phase === 'Available',
  );
});

afterAll(() => {
  const ignore = ['--ignore-not-found', '--wait=false'];
  kubectl(['delete', 'namespace', SHOP, ...ignore]);
  const owned = ['--namespace', VELERO, ...ignore];
  // Without it Velero does not find the backups again.
  kubectl(['delete', 'backupstoragelocations.velero.io', LOCATION, ...owned]);
  kubectl(['delete', 'schedules.velero.io', SCHEDULE, ...owned]);
  kubectl(['delete', 'backups.velero.io', '--selector', `velero.io/storage-location=${LOCATION}`, ...owned]);
  kubectl(['delete', 'restores.velero.io', 'daily-recovered', ...owned]);
  kubectl([
    ...['delete', 'backuprepositories.velero.io', ...owned],
    ...['--selector', `velero.io/storage-location=${LOCATION}`],
  ]);
  kubectl(['delete', 'secret', WRITER, ...owned]);
  kubectl([
    ...['delete', 'kustomization.kustomize.toolkit.fluxcd.io', KUSTOMIZATION],
    ...['--namespace', 'flux-system', ...ignore],
  ]);
  for (const kind of ['validatingadmissionpolicybinding', 'validatingadmissionpolicy'])
    kubectl(['delete', kind, `restores-${VELERO}`, ...ignore]);
  rmSync(OUTPUT, { recursive: true });
});

function apply(...what: readonly string[]): void {
  kubectl(['apply', '--server-side', '--force-conflicts', ...what]);
}

function applySecret(name: string, stringData: Readonly<Record<string, string>>): void {
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace: VELERO }, stringData };
  kubectl(['apply', '--server-side', '--force-conflicts', '--filename', '-'], JSON.stringify(secret));
}

/** Makes a Backup of the Schedule, as its controller does, and waits for its end. */
async function backUp(name: string): Promise<Backup> {
  const spec = `{apiVersion, kind: "Backup", metadata: {name: "${name}", namespace: .metadata.namespace, labels: {"velero.io/schedule-name": .metadata.name}}, spec: (.spec.template | del(.metadata))}`;
  project.run(
    `kubectl get schedules.velero.io ${SCHEDULE} --namespace ${VELERO} --output json | jq '${spec}' | kubectl create --filename -`,
  );
  return eventually(
    `the end of the Backup ${name}`,
    300,
    () => getObject('backups.velero.io', name, VELERO) as Backup,
    ({ status }) =>
      ['Completed', 'PartiallyFailed', 'Failed', 'FailedValidation'].includes(status?.phase ?? ''),
  );
}

/** Does what the runbook says, in one shell, as somebody who has decided to recover without a drill. */
function follow(steps: readonly ReadStep[]): void {
  const script = steps.map(({ title, script: commands }) =>
    title === 'Write the manifests of the recovery'
      ? commands.replace(/\n$/, ' --without-proof "$REASON"\n')
      : commands,
  );
  const begun = Date.now();
  const said = project.run(script.join('\n'), {
    REASON: 'a test of the runbook',
    EVIDENCE_KEY: join(project.folder, 'no-such-key.pem'),
  });
  console.log(`followed ${steps.length} steps in ${((Date.now() - begun) / 1000).toFixed(1)} s\n${said}`);
}

function expectRestored(): void {
  expect(sql('SELECT string_agg(note, $$,$$ ORDER BY at) FROM dr_demo')).toBe('before-backup');
  expect(sql('SELECT count(*), min(title), max(id) FROM books')).toBe('1000|book number 1|1000');
  expect(stateOfShop()).toMatchObject({ phase: 'Bound', pods: 3, readyPods: 3 });
  expect(askCatalog()).toBe('the catalog is open\n');
  const { spec } = getObject('kustomization.kustomize.toolkit.fluxcd.io', KUSTOMIZATION, 'flux-system') as {
    readonly spec: { readonly suspend?: boolean };
  };
  expect(spec.suspend ?? false).toBe(false);
}

test('a backup of the shop by its Schedule is complete, and its hook has flushed the database', async () => {
  const before = sql('SELECT pg_current_wal_lsn() - $$0/0$$::pg_lsn');
  const { status, spec } = await backUp('production-daily-e2e-1');
  expect(spec.includedNamespaces).toEqual([SHOP]);
  expect(status).toMatchObject({ phase: 'Completed', hookStatus: { hooksAttempted: 1 } });
  expect(status?.hookStatus?.hooksFailed ?? 0).toBe(0);
  const checkpoint = sql('SELECT redo_lsn - $$0/0$$::pg_lsn FROM pg_control_checkpoint()');
  expect(Number(checkpoint)).toBeGreaterThanOrEqual(Number(before));
  const volumes = JSON.parse(
    kubectl([
      ...['get', 'podvolumebackups.velero.io', '--namespace', VELERO, '--output', 'json'],
      ...['--selector', 'velero.io/backup-name=production-daily-e2e-1'],
    ]),
  ) as { readonly items: readonly { readonly status?: { readonly phase?: string } }[] };
  expect(volumes.items.map((item) => item.status?.phase)).toContain('Completed');
});

test('whoever is not named in the composition restores nothing', () => {
  const restore = {
    apiVersion: 'velero.io/v1',
    kind: 'Restore',
    metadata: { name: 'by-a-stranger', namespace: VELERO },
    spec: { backupName: 'production-daily-e2e-1', includedNamespaces: [SHOP] },
  };
  const { status, stderr } = tryKubectl(['create', '--filename', '-'], JSON.stringify(restore));
  expect(status).not.toBe(0);
  expect(stderr).toContain('only those named in the composition create Restores');
});

test('lost data of a volume comes back in place by the commands of the runbook', () => {
  sql("INSERT INTO dr_demo (note) VALUES ('after-backup')");
  const before = stateOfShop();
  destroyData();
  expect(trySql('SELECT count(*) FROM books').status).not.toBe(0);
  follow(stepsIn(runbook, `${CLUSTER}: a pod or a volume is lost`, ID));
  expectRestored();
  expect(stateOfShop().claim).not.toBe(before.claim);
});

test('a deleted namespace comes back whole by the commands of the runbook', async () => {
  sql("INSERT INTO dr_demo (note) VALUES ('since-the-first-recovery')");
  sql("DELETE FROM dr_demo WHERE note = 'since-the-first-recovery'");
  expect((await backUp('production-daily-e2e-2')).status?.phase).toBe('Completed');
  kubectl(['delete', 'namespace', SHOP, '--wait']);
  expect(tryKubectl(['get', 'namespace', SHOP]).status).not.toBe(0);
  // As its first step says.
  renameSync(join(project.folder, FOLDER), join(project.folder, `${FOLDER}-first`));
  follow(stepsIn(runbook, `${CLUSTER}: a namespace is lost`, ID));
  expectRestored();
});

test('the decision is on record, with its reason', () => {
  for (const folder of [`${FOLDER}-first`, FOLDER])
    expect(readFileSync(join(project.folder, folder, 'decision.json'), 'utf8')).toContain(
      'a test of the runbook',
    );
});
