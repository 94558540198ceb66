import { spawnSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { archivePlace } from '../../../lib/rehearsal/s3/archive-options';
import { expectNode, installProgram, type ArchiveCommands } from '../../../lib/rehearsal/s3/install-program';
import { Sandbox } from '../../../lib/rehearsal/sandbox';
import { serverUser } from '../../../lib/rehearsal/server-user';
import { UNREADABLE_ARCHIVE } from '../../../lib/rehearsal/wal-archive';
import { CREDENTIALS } from '../../evidence/fake-s3';
import { FAST_FOLDER } from '../protection';
import { ArchiveStore, PREFIX } from './archive-store';

const SEGMENT = '000000010000000000000002';

let store: ArchiveStore;
let sandbox: Sandbox;
let folder: string;
let data: string;
let commands: ArchiveCommands;

beforeEach(async () => {
  store = await ArchiveStore.start();
  sandbox = Sandbox.open(serverUser(), FAST_FOLDER);
  // Everything that a shell and PostgreSQL could take for something else.
  folder = sandbox.makeFolder(`it's 100% "$HOME"`);
  data = sandbox.makeFolder('data');
  mkdirSync(join(data, 'pg_wal'));
  sandbox.give(join(data, 'pg_wal'));
  commands = installProgram(folder, sandbox, archivePlace(store.archive({ timeout: 2 }), 'run'));
});

afterEach(async () => {
  await sandbox.close();
  await store.stop();
});

/** Runs a command as a server does: `%p` and `%f` filled in, `%%` for one, as its user, in its data folder. */
function run(
  command: string,
  path = `pg_wal/${SEGMENT}`,
): Promise<{ readonly code: number | null; readonly said: string }> {
  const filled = command.replace(/%(.)/g, (_all, letter: string) => {
    if (letter === 'p') return path;
    return letter === 'f' ? SEGMENT : letter;
  });
  return new Promise((resolve) => {
    const child = spawn('/bin/sh', ['-c', filled], { cwd: data, ...serverUser() });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        said += chunk.toString();
      });
    child.once('close', (code) => resolve({ code, said }));
  });
}

function writeWal(content: string): void {
  writeFileSync(join(data, 'pg_wal', SEGMENT), content);
  sandbox.give(join(data, 'pg_wal', SEGMENT));
}

test('a segment is archived, with a receipt here, and fetched whole', async () => {
  writeWal('one');
  expect(await run(commands.archive)).toEqual({ code: 0, said: '' });
  expect(store.s3.current(`${PREFIX}/run/wal/${SEGMENT}`)?.toString()).toBe('one');
  expect(existsSync(join(folder, `${SEGMENT}.archived`))).toBe(true);
  expect(await run(commands.restore, 'pg_wal/RECOVERYXLOG')).toEqual({ code: 0, said: '' });
  expect(readFileSync(join(data, 'pg_wal/RECOVERYXLOG'), 'utf8')).toBe('one');
});

test('a segment that is not there is told apart from an archive that cannot be read', async () => {
  expect(await run(commands.restore)).toEqual({ code: 1, said: '' });
  store.refuse({ status: 403, code: 'AccessDenied' });
  expect(await run(commands.restore)).toEqual({
    code: UNREADABLE_ARCHIVE,
    said: 'restorable-archive access-denied: the store answers 403 AccessDenied\n',
  });
  expect(existsSync(join(data, 'pg_wal', SEGMENT))).toBe(false);
});

test('a segment that cannot be written here is told as an archive that cannot be read, lest recovery ends as if all were well', async () => {
  writeWal('one');
  await run(commands.archive);
  expect(await run(commands.restore, 'no/such/folder')).toMatchObject({ code: UNREADABLE_ARCHIVE });
});

test('what the store does not take has no receipt', async () => {
  writeWal('one');
  await run(commands.archive);
  writeWal('two');
  const other = await run(commands.archive);
  expect(other).toMatchObject({ code: 1, said: expect.stringContaining('has another') as string });
  store.refuse({ status: 503, code: 'SlowDown' });
  expect(await run(commands.archive.replaceAll('%f', 'other'))).toMatchObject({ code: 1 });
  expect(existsSync(join(folder, 'other.archived'))).toBe(false);
});

test('the key stands in one file that only the user of the servers may read, and in no command', () => {
  expect(statSync(join(folder, 'place.json')).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(folder, 'place.json'), 'utf8')).toContain(CREDENTIALS.secretAccessKey);
  expect(readFileSync(join(folder, 'archive.js'), 'utf8')).not.toContain(CREDENTIALS.secretAccessKey);
  expect(commands.archive + commands.restore).not.toContain(CREDENTIALS.secretAccessKey);
});

test('the program needs nothing of this package beside its one file', () => {
  const { status, stderr } = spawnSync(
    process.execPath,
    [join(folder, 'archive.js'), 'restore', 'no-place'],
    {
      cwd: '/',
      encoding: 'utf8',
    },
  );
  expect(status).toBe(UNREADABLE_ARCHIVE);
  expect(stderr).toContain('ENOENT');
});

test('that the user of the servers can run Node.js is looked at first', async () => {
  await expect(expectNode(sandbox, AbortSignal.timeout(10_000))).resolves.toBeUndefined();
  await expect(expectNode(sandbox, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
  const nowhere = { folder: '/no/such/folder', user: undefined };
  await expect(expectNode(nowhere, AbortSignal.timeout(10_000))).rejects.toMatchObject({
    reason: 'place-unsuited',
  });
});
