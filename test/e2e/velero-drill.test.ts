import { listArchive } from './archive-listing';
import { readObject } from './archive-objects';
import { eventually, getObject, kubectl, tryKubectl } from './kubectl';
import { findSetting } from './settings';
import { backupKey } from './velero/damage';
import {
  ARCHIVE_PREFIX,
  changePlan,
  CLUSTER,
  DRILL,
  DRILL_VELERO,
  DRILLS,
  LIVE_VELERO,
  SOURCE,
  TARGET,
} from './velero/drill-environment';
import { drill, leftOfDrill, podOf, readStatus, startDrill } from './velero/run-drill';
import { GOOD, useEnvironment } from './velero/set-up';
import { versionsOfSource } from './velero/source-namespace';
import { applyWebhook, isOpen, removeWebhook, startJob, WEBHOOK, WEBHOOKS } from './velero/side-effects';
import { gunzipSync } from 'node:zlib';

/** Everything that a cluster has a webhook for is in the backup too. */
const environment = useEnvironment({ includedClusterScopedResources: [WEBHOOKS] }, () => {
  applyWebhook();
  startJob();
});

const RUNNER = `system:serviceaccount:${DRILLS}:restore-drill`;

test('the first Velero has made a whole backup, after the hook, with a webhook in it', async () => {
  expect(environment.good).toMatchObject({
    status: { phase: 'Completed', hookStatus: { hooksAttempted: 1 } },
  });
  const list = await readObject(backupKey(GOOD, `${GOOD}-resource-list.json.gz`));
  expect(gunzipSync(list).toString()).toContain(WEBHOOK);
  removeWebhook();
});

test('the drill passes through the second Velero, and leaves source, backup and cluster as they were', async () => {
  const source = versionsOfSource();
  const objects = await listArchive(ARCHIVE_PREFIX);
  const { result, exitCode, log } = await drill('green');
  expect(result).toMatchObject({ verdict: 'passed', reason: 'restored-and-checked', cleanedUp: true });
  expect(exitCode).toBe(0);
  expect(result.targets[0]?.checks.map(({ name, status }) => `${status} ${name}`)).toEqual([
    'passed workloads ready',
    'passed claims data-postgres-0',
    'passed tables books',
    'passed query SELECT count(*) FROM books',
    'passed http web/',
    `passed files in /var/lib/postgresql/data/exports`,
    'passed command pg_isready in postgres-0',
  ]);
  const [target] = result.targets;
  expect(target?.measuredRpo).toBeGreaterThan(0);
  expect(target?.measuredRto).toBeGreaterThan(1);
  expect(result.archive).toMatchObject({
    newestBackup: { id: GOOD },
    changes: { added: 0, removed: 0, rewritten: 0, unexplained: [] },
  });
  const [volume] = result.restored?.volumes ?? [];
  expect(volume?.bytes).toBeGreaterThan(1_000_000);
  expect(volume?.restoredBytes).toBe(volume?.bytes);
  expect(result.restored?.warnings).toEqual([expect.stringContaining('kube-root-ca.crt')]);
  for (const secret of [findSetting('E2E_S3_READER_SECRET_ACCESS_KEY'), 'of-the-shop-4711'])
    expect(log).not.toContain(secret);

  const { result: stored, evidence } = readStatus();
  expect(stored.verdict).toBe('passed');
  expect(evidence).toBe(
    `stored: stored as ${CLUSTER}/${result.protection.split('/')[1] ?? ''}/shop/000000000001.json`,
  );

  expect(versionsOfSource()).toEqual(source);
  expect(await listArchive(ARCHIVE_PREFIX)).toEqual(objects);
  expect(leftOfDrill()).toEqual([]);
  expect(tryKubectl(['get', WEBHOOKS, WEBHOOK]).status).not.toBe(0);
});

test('what is restored does nothing: no CronJob, no open port, no way out', async () => {
  const undo = changePlan((document) => {
    const { protection } = document;
    const [check] = protection.drill.checks.filter(({ kind }) => kind === 'namespace.command');
    const checks = [{ ...check, timeout: 300, command: ['sleep', '240'], prints: undefined }];
    return { ...document, protection: { ...protection, drill: { ...protection.drill, checks } } };
  });
  startDrill('held');
  await eventually(
    'a restored database in use',
    120,
    () => kubectl(['get', 'pods', '--namespace', TARGET, '--output', 'name']) + String(isOpen(TARGET)),
    (seen) => seen.includes('postgres-0') && !seen.includes('undefined'),
  );
  const [cronJob] = restored('cronjobs.batch') as readonly { readonly spec: { readonly suspend: boolean } }[];
  expect(cronJob?.spec.suspend).toBe(true);
  const services = restored('services') as readonly {
    readonly metadata: { readonly name: string };
    readonly spec: { readonly type: string; readonly ports: readonly { readonly nodePort?: number }[] };
  }[];
  expect(services.map(({ metadata, spec }) => `${metadata.name} ${spec.type}`)).toEqual([
    'postgres ClusterIP',
    'web ClusterIP',
  ]);
  expect(services.flatMap(({ spec }) => spec.ports.filter(({ nodePort }) => nodePort !== undefined))).toEqual(
    [],
  );
  expect(restored('jobs.batch')).toEqual([]);
  // A pod of a Job was in the backup: it is there and does not run.
  const held = (restored('pods') as readonly RestoredPod[]).filter(({ metadata }) =>
    metadata.name.startsWith('mailing-'),
  );
  expect(held.map(({ spec, status }) => [spec.nodeName, status.phase])).toEqual([[undefined, 'Pending']]);
  expect(tryKubectl(['get', WEBHOOKS, WEBHOOK]).status).not.toBe(0);
  expect(isOpen(SOURCE)).toBe(true);
  expect(isOpen(TARGET)).toBe(false);
  // What is restored has the class whose volumes stay, as its source.
  const [claim] = restored('persistentvolumeclaims') as readonly {
    readonly spec: { readonly storageClassName: string };
  }[];
  expect(claim?.spec.storageClassName).toBe(`${SOURCE}-retain`);

  const pod = podOf('held')?.metadata.name ?? '';
  kubectl(['delete', 'job', 'held', '--namespace', DRILLS, '--cascade=orphan']);
  kubectl(['delete', 'pod', pod, '--namespace', DRILLS, '--grace-period=0', '--force']);
  undo();
  expect(leftOfDrill()).not.toEqual([]);
});

test('a drill after a runner that was killed removes what that left, and passes', async () => {
  // The lock of the other one holds for a minute.
  await eventually(
    'a lock that is free',
    120,
    () =>
      getObject('lease', `${DRILL}-drill`, DRILLS) as {
        readonly spec: { readonly renewTime: string; readonly leaseDurationSeconds: number };
      },
    ({ spec }) => Date.parse(spec.renewTime) + spec.leaseDurationSeconds * 1000 < Date.now(),
  );
  const { result } = await drill('after-killed');
  expect(result).toMatchObject({ verdict: 'passed', reason: 'restored-and-checked', cleanedUp: true });
  expect(leftOfDrill()).toEqual([]);
});

test('the account of the runner is refused every Restore but that of its drill, into its own namespaces', () => {
  const { protection } = readPlan();
  const declared = protection.source.drill.restore;
  const restore = { ...declared, spec: { ...declared.spec, backupName: GOOD } };
  const attempt = (changed: unknown) =>
    tryKubectl(['create', '--dry-run=server', '--as', RUNNER, '--filename', '-'], JSON.stringify(changed));
  expect(attempt(restore)).toMatchObject({ status: 0 });
  const { spec } = restore;
  const changes: readonly unknown[] = [
    { ...spec, namespaceMapping: { [SOURCE]: SOURCE } },
    { ...spec, namespaceMapping: { [SOURCE]: 'default' } },
    { ...spec, namespaceMapping: { '*': TARGET } },
    { backupName: GOOD, includedNamespaces: [SOURCE] },
    { ...spec, includedResources: [...spec.includedResources, WEBHOOKS] },
    { ...spec, includeClusterResources: true },
    { ...spec, existingResourcePolicy: 'update' },
    { ...spec, resourceModifier: { kind: 'configmap', name: 'other' } },
  ];
  for (const changed of changes) {
    const { status, stderr } = attempt({ ...restore, spec: changed });
    expect(status).not.toBe(0);
    expect(stderr).toContain(`ValidatingAdmissionPolicy 'restores-${DRILL_VELERO}'`);
  }
  const renamed = attempt({ ...restore, metadata: { ...restore.metadata, name: 'other' } });
  expect(renamed.stderr).toContain('here are only the Restores of drills');
  const live = attempt({ ...restore, metadata: { ...restore.metadata, namespace: LIVE_VELERO } });
  expect(live.stderr).toContain('cannot create resource "restores"');
});

test('the account of the runner cannot touch volumes of others, nor read what is not of its drill', () => {
  const template = `{.items[?(@.spec.claimRef.namespace=="${SOURCE}")].metadata.name}`;
  const volume = kubectl(['get', 'persistentvolumes', '--output', `jsonpath=${template}`]);
  const patch = JSON.stringify({ spec: { persistentVolumeReclaimPolicy: 'Delete' } });
  const attempts = [
    ['patch', 'persistentvolume', volume, '--type', 'merge', '--patch', patch, '--dry-run=server'],
    ['delete', 'persistentvolume', volume, '--dry-run=server'],
  ];
  for (const args of attempts)
    expect(tryKubectl([...args, '--as', RUNNER]).stderr).toContain('touches volumes of drills only');
  for (const args of [
    ['get', 'secrets', '--namespace', SOURCE],
    ['get', 'secrets', '--namespace', DRILL_VELERO],
    ['get', 'secrets', '--namespace', DRILLS],
    ['delete', 'backups.velero.io', GOOD, '--namespace', DRILL_VELERO],
  ])
    expect(tryKubectl([...args, '--as', RUNNER]).stderr).toContain('Forbidden');
});

interface RestoredPod {
  readonly metadata: { readonly name: string };
  readonly spec: { readonly nodeName?: string };
  readonly status: { readonly phase: string };
}

function restored(kind: string): readonly unknown[] {
  const args = ['get', kind, '--namespace', TARGET, '--output', 'json'];
  return (JSON.parse(kubectl(args)) as { readonly items: readonly unknown[] }).items;
}

function readPlan() {
  const { data } = getObject('configmap', `${DRILL}-plan`, DRILLS) as {
    readonly data: Readonly<Record<string, string>>;
  };
  return JSON.parse(data['plan.json'] ?? '') as {
    readonly protection: {
      readonly source: {
        readonly drill: {
          readonly restore: {
            readonly metadata: object;
            readonly spec: { readonly includedResources: readonly string[] };
          };
        };
      };
    };
  };
}
