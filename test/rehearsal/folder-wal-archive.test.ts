import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FolderWalArchive } from '../../lib/rehearsal/folder-wal-archive';
import { ServerLog } from '../../lib/rehearsal/server-log';
import { UNREADABLE_ARCHIVE } from '../../lib/rehearsal/wal-archive';

const SEGMENT = '000000010000000000000002';
let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'wal-'));
});

afterEach(() => rmSync(root, { recursive: true }));

/** An archive below a folder of this name, and the folder a server would run its commands in. */
function archiveIn(name: string): FolderWalArchive {
  const store = join(root, name);
  mkdirSync(join(store, 'wal'), { recursive: true });
  mkdirSync(join(root, 'data/pg_wal'), { recursive: true });
  return new FolderWalArchive(store, join(store, 'wal'));
}

/** Runs a command as PostgreSQL does: `%p` and `%f` filled in, `%%` for one (PostgreSQL, percentrepl.c). */
function run(command: string, segment: string, path = `pg_wal/${segment}`): number {
  const filled = command.replace(/%(.)/g, (_all, letter: string) => {
    if (letter === 'p') return path;
    return letter === 'f' ? segment : letter;
  });
  try {
    execFileSync('/bin/sh', ['-c', filled], { cwd: join(root, 'data'), stdio: 'ignore' });
    return 0;
  } catch (error) {
    return (error as { readonly status: number }).status;
  }
}

function writeWal(segment: string, content: string): void {
  writeFileSync(join(root, 'data/pg_wal', segment), content);
}

describe.each(['plain', 'with space', `quo'te`, '100% full', '$HOME `x` "y" \\z'])(
  'in a folder %j',
  (name) => {
    test('a segment is archived and fetched whole', () => {
      const archive = archiveIn(name);
      writeWal(SEGMENT, 'one');
      expect(run(archive.archiveCommand, SEGMENT)).toBe(0);
      expect(readdirSync(archive.folder)).toEqual([SEGMENT]);
      expect(run(archive.restoreCommand, SEGMENT, 'pg_wal/RECOVERYXLOG')).toBe(0);
      expect(readFileSync(join(root, 'data/pg_wal/RECOVERYXLOG'), 'utf8')).toBe('one');
    });
  },
);

test('a segment that is there is never overwritten by another', () => {
  const archive = archiveIn('store');
  writeWal(SEGMENT, 'one');
  run(archive.archiveCommand, SEGMENT);
  writeWal(SEGMENT, 'two');
  expect(run(archive.archiveCommand, SEGMENT)).not.toBe(0);
  expect(readFileSync(archive.pathOf(SEGMENT), 'utf8')).toBe('one');
});

test('a segment that is there with the same content counts as archived', () => {
  const archive = archiveIn('store');
  writeWal(SEGMENT, 'one');
  run(archive.archiveCommand, SEGMENT);
  expect(run(archive.archiveCommand, SEGMENT)).toBe(0);
});

test('what an archiver that was killed left behind is no segment, and does not stop the next', () => {
  const archive = archiveIn('store');
  writeFileSync(archive.pathOf(`${SEGMENT}.part`), 'o');
  expect(archive.segments()).toEqual([]);
  writeWal(SEGMENT, 'one');
  expect(run(archive.archiveCommand, SEGMENT)).toBe(0);
  expect(archive.segments().map(({ name }) => name)).toEqual([SEGMENT]);
});

test('a segment that is not there is told apart from an archive that cannot be read', () => {
  const archive = archiveIn('store');
  expect(run(archive.restoreCommand, SEGMENT)).toBe(1);
  rmSync(archive.store, { recursive: true });
  expect(run(archive.restoreCommand, SEGMENT)).toBe(UNREADABLE_ARCHIVE);
  expect(existsSync(join(root, 'data/pg_wal', SEGMENT))).toBe(false);
});

test('a segment that cannot be copied is told as an archive that cannot be read, lest recovery ends as if all were well', () => {
  const archive = archiveIn('store');
  writeFileSync(archive.pathOf(SEGMENT), 'one');
  expect(run(archive.restoreCommand, SEGMENT, 'no/such/folder')).toBe(UNREADABLE_ARCHIVE);
});

test('waiting for a segment ends when it is aborted', async () => {
  const archive = archiveIn('store');
  await expect(
    archive.untilArchived(SEGMENT, new ServerLog(), AbortSignal.abort(new Error('enough'))),
  ).rejects.toThrow('enough');
});

test('the list tells the size of each segment and when it was archived, in order', async () => {
  const archive = archiveIn('store');
  const before = Date.now() - 1000;
  for (const name of ['000000010000000000000003', SEGMENT, '00000002.history'])
    writeFileSync(archive.pathOf(name), 'one');
  const listed = await archive.list();
  expect(listed.map(({ segment, size }) => [segment.name, size])).toEqual([
    [SEGMENT, 3],
    ['000000010000000000000003', 3],
  ]);
  for (const { at } of listed) expect(at.getTime()).toBeGreaterThan(before);
});
