import { BackupHook, RestoreHook } from '../../../lib';
import { refusal } from '../../core/refusal';

const POD = { pods: { app: 'db' }, container: 'db', onError: 'Fail' } as const;

test('PostgreSQL is told to write a checkpoint by a user in a database, without a shell', () => {
  const hook = BackupHook.postgresCheckpoint({ ...POD, user: 'shop', database: 'orders', timeout: '1m' });
  expect(hook.resource(['shop'])).toEqual({
    name: 'postgres-checkpoint-db',
    includedNamespaces: ['shop'],
    includedResources: ['pods'],
    labelSelector: { matchLabels: { app: 'db' } },
    pre: [
      {
        exec: {
          container: 'db',
          command: ['psql', '-X', '-v', 'ON_ERROR_STOP=1', '-U', 'shop', '-d', 'orders', '-c', 'CHECKPOINT'],
          onError: 'Fail',
          timeout: '1m0s',
        },
      },
    ],
  });
});

test('a file system is frozen before, and thawed after', () => {
  const { pre, post } = BackupHook.freeze({ ...POD, mountPath: '/data' }).resource(['shop']);
  expect(pre?.[0]?.exec.command).toEqual(['/sbin/fsfreeze', '--freeze', '/data']);
  expect(post?.[0]?.exec.command).toEqual(['/sbin/fsfreeze', '--unfreeze', '/data']);
});

test('MySQL is told by a file of options, so that no password is written', () => {
  const { pre } = BackupHook.mysqlFlush({ ...POD, defaultsFile: '/etc/mysql/backup.cnf' }).resource(['shop']);
  expect(pre?.[0]?.exec.command).toContain('--defaults-file=/etc/mysql/backup.cnf');
});

test('annotations of pods say the same as a hook of the backup', () => {
  expect(BackupHook.exec({ ...POD, pre: ['sync'] }).podAnnotations()).toEqual({
    'pre.hook.backup.velero.io/container': 'db',
    'pre.hook.backup.velero.io/command': '["sync"]',
    'pre.hook.backup.velero.io/on-error': 'Fail',
    'pre.hook.backup.velero.io/timeout': '30s',
  });
});

test.each<readonly [string, () => unknown]>([
  ['a user that needs quoting', () => BackupHook.postgresCheckpoint({ ...POD, user: 'a b', database: 'd' })],
  [
    'a database that is an option',
    () => BackupHook.postgresCheckpoint({ ...POD, user: 'u', database: '-d' }),
  ],
  ['the root file system', () => BackupHook.freeze({ ...POD, mountPath: '/' })],
  ['a relative file of options', () => BackupHook.mysqlFlush({ ...POD, defaultsFile: 'my.cnf' })],
  ['no command', () => BackupHook.exec({ ...POD })],
  ['no program', () => BackupHook.exec({ ...POD, pre: [] })],
  ['every pod', () => BackupHook.exec({ ...POD, pods: {}, pre: ['sync'] })],
  ['no container', () => BackupHook.exec({ ...POD, container: '', pre: ['sync'] })],
  ['no time', () => BackupHook.exec({ ...POD, timeout: '0s', pre: ['sync'] })],
  [
    'another word than Fail or Continue',
    () => BackupHook.exec({ ...POD, onError: 'fail' as 'Fail', pre: ['sync'] }),
  ],
  [
    'a restore hook without a program',
    () => RestoreHook.exec({ name: 'h', ...POD, command: [], waitFor: '1m' }),
  ],
  [
    'a restore hook that waits for ever',
    () => RestoreHook.exec({ name: 'h', ...POD, command: ['a'], waitFor: '0s' }),
  ],
  [
    'an init container without an image',
    () =>
      RestoreHook.init({
        name: 'h',
        pods: { app: 'db' },
        container: { name: 'c', image: '', command: ['a'] },
        timeout: '1m',
      }),
  ],
  [
    'a restore hook of every pod',
    () => RestoreHook.exec({ name: 'h', ...POD, pods: {}, command: ['a'], waitFor: '1m' }),
  ],
])('a hook for %s is refused', (_what, make) => {
  expect(refusal(make).code).toBe('RST960');
});

test('a restore hook has an end of waiting', () => {
  const hook = RestoreHook.exec({ name: 'h', ...POD, command: ['psql'], waitFor: '5m' }).resource(['shop']);
  expect(hook.postHooks?.[0]?.exec).toMatchObject({ waitTimeout: '5m0s', execTimeout: '30s' });
  const init = RestoreHook.init({
    name: 'h',
    pods: { app: 'db' },
    container: { name: 'c', image: 'busybox:1', command: ['true'] },
    timeout: '1m',
  });
  expect(init.resource(['shop']).postHooks?.[0]?.init).toMatchObject({ timeout: '1m0s' });
});
