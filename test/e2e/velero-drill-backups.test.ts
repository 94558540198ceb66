import { eventually, kubectl } from './kubectl';
import { age, backUp, forget } from './velero/backups';
import { backupKey, change, cut, dataPieces, flip, remove } from './velero/damage';
import { applyWriter, changePlan, DRILL, LIVE_VELERO, SOURCE } from './velero/drill-environment';
import { expectRed } from './velero/expect-red';
import { drill } from './velero/run-drill';
import { GOOD, useEnvironment } from './velero/set-up';
import { sql } from './velero/source-namespace';

/** Faults of backups and of what they are kept in. */
useEnvironment();

test('a backup whose hook failed fails the drill, which says that an older one is whole', async () => {
  const hooks = kubectl([
    ...['get', 'schedules.velero.io', DRILL, '--namespace', LIVE_VELERO],
    ...['--output', 'jsonpath={.spec.template.hooks}'],
  ]);
  const failing = JSON.parse(hooks.replaceAll('CHECKPOINT', 'NO STATEMENT')) as unknown;
  const { status } = await backUp(`${DRILL}-hook`, { hooks: failing });
  try {
    expect(status).toMatchObject({ phase: 'PartiallyFailed', hookStatus: { hooksFailed: 1 } });
    const { result } = await expectRed({
      verdict: 'failed',
      reason: 'backup-hook-failed',
      says: `${DRILL}-hook`,
    });
    expect(result.restored).toMatchObject({ backup: GOOD, phase: 'Completed' });
    expect(result.targets[0]?.checks.map((check) => check.status)).not.toContain('failed');
  } finally {
    await forget(`${DRILL}-hook`);
  }
});

test('a backup that is incomplete for another reason fails the drill', async () => {
  // On a node without a node agent: nobody can copy its volume.
  const lost = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'lost', namespace: SOURCE },
    spec: {
      nodeName: `${SOURCE}-gone`,
      containers: [
        { name: 'lost', image: 'busybox:1.36.1', volumeMounts: [{ name: 'files', mountPath: '/files' }] },
      ],
      volumes: [{ name: 'files', emptyDir: {} }],
    },
  };
  const running = JSON.stringify({ status: { phase: 'Running' } });
  kubectl(['create', '--filename', '-'], JSON.stringify(lost));
  kubectl([
    ...['patch', 'pod', 'lost', '--namespace', SOURCE, '--subresource', 'status'],
    ...['--type', 'merge', '--patch', running],
  ]);
  const { status } = await backUp(`${DRILL}-partial`);
  kubectl([
    'delete',
    'pod',
    'lost',
    '--namespace',
    SOURCE,
    '--force',
    '--grace-period=0',
    '--ignore-not-found',
  ]);
  try {
    expect(status).toMatchObject({ phase: 'PartiallyFailed' });
    await expectRed({ verdict: 'failed', reason: 'backup-partially-failed', says: `${DRILL}-partial` });
  } finally {
    await forget(`${DRILL}-partial`);
  }
});

test('a backup that cannot be stored fails the drill', async () => {
  applyWriter('reader');
  const { status } = await backUp(`${DRILL}-unstored`);
  applyWriter();
  try {
    expect(status?.phase).toBe('Failed');
    await expectRed({ verdict: 'failed', reason: 'backup-failed', says: `${DRILL}-unstored` });
  } finally {
    await forget(`${DRILL}-unstored`);
  }
});

test('a stale backup fails the drill, though it can be restored', async () => {
  const undo = age(GOOD, 27 * 3600);
  try {
    const { result } = await expectRed({
      verdict: 'failed',
      reason: 'data-older-than-rpo',
      says: 'the RPO is 93600 s',
    });
    expect(result.message).not.toContain('paused');
    expect(result.targets[0]?.measuredRpo).toBeGreaterThan(27 * 3600);
  } finally {
    undo();
  }
});

test('the last backup of a paused schedule fails the drill, which says why', async () => {
  const pause = (paused: boolean) =>
    kubectl([
      ...['patch', 'schedules.velero.io', DRILL, '--namespace', LIVE_VELERO, '--type', 'merge'],
      ...['--patch', JSON.stringify({ spec: { paused } })],
    ]);
  const undo = age(GOOD, 27 * 3600);
  pause(true);
  try {
    await expectRed({ verdict: 'failed', reason: 'data-older-than-rpo', says: 'its Schedule is paused' });
  } finally {
    undo();
    pause(false);
  }
});

test('a claim whose data was left out by an annotation fails the drill, though the backup is complete', async () => {
  const annotate = (value: string) =>
    kubectl([
      ...['annotate', 'pod', 'postgres-0', '--namespace', SOURCE, '--overwrite'],
      `backup.velero.io/backup-volumes-excludes${value}`,
    ]);
  annotate('=data');
  const { status } = await backUp(`${DRILL}-excluded`);
  annotate('-');
  try {
    expect(status?.phase).toBe('Completed');
    await expectRed({ verdict: 'failed', reason: 'backup-incomplete', says: `${SOURCE}/data-postgres-0` });
  } finally {
    await forget(`${DRILL}-excluded`);
  }
});

test('a claim that no pod mounts is in the backup without its data, which fails the drill', async () => {
  const claim = {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'forgotten', namespace: SOURCE },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '16Mi' } } },
  };
  kubectl(['apply', '--filename', '-'], JSON.stringify(claim));
  const { status } = await backUp(`${DRILL}-claim`);
  kubectl(['delete', 'persistentvolumeclaim', 'forgotten', '--namespace', SOURCE]);
  try {
    expect(status?.phase).toBe('Completed');
    await expectRed({ verdict: 'failed', reason: 'backup-incomplete', says: `${SOURCE}/forgotten` });
  } finally {
    await forget(`${DRILL}-claim`);
  }
});

test('a repository that lost an object of data fails the drill, and so does a later backup that is complete', async () => {
  const undo = await remove(...(await dataPieces()));
  try {
    await expectRed({ verdict: 'failed', reason: 'volume-data-missing', says: 'BLOB not found' });
    sql("INSERT INTO books VALUES (1001, 'one more')");
    const { status } = await backUp(`${DRILL}-later`);
    expect(status?.phase).toBe('Completed');
    const { result } = await expectRed({
      verdict: 'failed',
      reason: 'volume-data-missing',
      says: 'BLOB not found',
    });
    expect(result.restored?.backup).toBe(`${DRILL}-later`);
  } finally {
    await undo();
    await forget(`${DRILL}-later`);
  }
});

test('one flipped bit in the repository fails the drill', async () => {
  const undo = await change(await dataPieces(), flip);
  try {
    await expectRed({ verdict: 'failed', reason: 'backup-corrupt', says: '' });
  } finally {
    await undo();
  }
});

test('a truncated archive of objects fails the drill', async () => {
  const undo = await change([backupKey(GOOD, `${GOOD}.tar.gz`)], cut);
  try {
    await expectRed({ verdict: 'failed', reason: 'backup-corrupt', says: 'EOF' });
  } finally {
    await undo();
  }
});

test('a truncated file of metadata fails the drill', async () => {
  const undo = await change([backupKey(GOOD, `${GOOD}-volumeinfo.json.gz`)], cut);
  try {
    await expectRed({ verdict: 'failed', reason: 'backup-corrupt', says: 'volumeinfo' });
  } finally {
    await undo();
  }
});

test('an archive of objects that is gone fails the drill', async () => {
  const undo = await remove(backupKey(GOOD, `${GOOD}.tar.gz`));
  try {
    await expectRed({ verdict: 'failed', reason: 'backup-object-missing', says: `${GOOD}.tar.gz` });
  } finally {
    await undo();
  }
});

test('no backup at all fails the drill', async () => {
  const undo = changePlan((document) => {
    const { protection } = document;
    return {
      ...document,
      protection: { ...protection, source: { ...protection.source, schedule: 'other' } },
    };
  });
  try {
    await expectRed({ verdict: 'failed', reason: 'no-backup', says: 'other' });
  } finally {
    undo();
  }
});

test('a restored workload that ends again and again fails the drill', async () => {
  const broken = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'broken', namespace: SOURCE },
    spec: {
      selector: { matchLabels: { app: 'broken' } },
      template: {
        metadata: { labels: { app: 'broken' } },
        spec: {
          containers: [
            { name: 'broken', image: 'busybox:1.36.1', command: ['/bin/sh', '-c', 'echo no page; exit 1'] },
          ],
        },
      },
    },
  };
  kubectl(['apply', '--filename', '-'], JSON.stringify(broken));
  const { status } = await backUp(`${DRILL}-broken`);
  kubectl(['delete', 'deployment', 'broken', '--namespace', SOURCE]);
  try {
    expect(status?.phase).toBe('Completed');
    await expectRed({ verdict: 'failed', reason: 'workload-not-ready', says: 'no page' });
  } finally {
    await forget(`${DRILL}-broken`);
  }
});

test('what the backup does not hold in the database fails the drill', async () => {
  const undo = changePlan((document) => {
    const { protection } = document;
    const checks = protection.drill.checks.map((check) =>
      check.kind === 'sql.query' ? { ...check, expect: { kind: 'range', atLeast: 5000 } } : check,
    );
    return { ...document, protection: { ...protection, drill: { ...protection.drill, checks } } };
  });
  try {
    await expectRed({ verdict: 'failed', reason: 'check-failed', says: 'at least 5000, found 1000' });
  } finally {
    undo();
  }
});

test('after all of it the same backup passes', async () => {
  await eventually(
    'the pods of the source',
    60,
    () => kubectl(['get', 'pods', '--namespace', SOURCE, '--output', 'name']),
    (names) => !names.includes('broken'),
  );
  const { result } = await drill('green-again');
  expect(result).toMatchObject({ verdict: 'passed', reason: 'restored-and-checked', cleanedUp: true });
});
