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
import { ServerLog } from '../../lib/rehearsal/server-log';
import { UNREADABLE_ARCHIVE, WalArchive } from '../../lib/rehearsal/wal-archive';

const SEGMENT = '000000010000000000000002';
let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'wal-'));
});

afterEach(() => rmSync(root, { recursive: true }));

/** An archive below a folder of this name, and the folder a server would run its commands in. */
function archiveIn(name: string): WalArchive {
  const store = join(root, name);
  mkdirSync(join(store, 'wal'), { recursive: true });
  mkdirSync(join(root, 'data/pg_wal'), { recursive: true });
  return new WalArchive(store, join(store, 'wal'));
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

describe('what is wrong with an archive', () => {
  const names = [2, 3, 4, 5].map((number) => `00000001000000000000000${number}`);
  const [first = '', second = '', third = '', last = ''] = names;

  function archiveOf(sizes: Readonly<Record<string, number>>): WalArchive {
    const archive = archiveIn('store');
    for (const [name, size] of Object.entries(sizes)) writeFileSync(archive.pathOf(name), Buffer.alloc(size));
    return archive;
  }

  test('is nothing where every segment is there', () => {
    const archive = archiveOf({ [first]: 16, [second]: 16, [third]: 16, [last]: 16 });
    expect(archive.fault(first, last, 16)).toBeUndefined();
  });

  test('is nothing where only segments from before are missing or cut', () => {
    expect(archiveOf({ [first]: 3, [third]: 16, [last]: 16 }).fault(third, last, 16)).toBeUndefined();
  });

  test('is a segment that is missing at either end', () => {
    const archive = archiveOf({ [second]: 16, [third]: 16 });
    expect(archive.fault(first, third, 16)).toBe(`the archive has no segment ${first}`);
    expect(archive.fault(second, last, 16)).toBe(`the archive has no segment ${last}`);
  });

  test('is a gap', () => {
    const archive = archiveOf({ [first]: 16, [second]: 16, [last]: 16 });
    expect(archive.fault(first, last, 16)).toBe(
      `the archive has nothing between the segments ${second} and ${last}`,
    );
  });

  test('is a segment of another size', () => {
    const archive = archiveOf({ [first]: 16, [second]: 15, [third]: 16, [last]: 16 });
    expect(archive.fault(first, last, 16)).toBe(`segment ${second} has 15 bytes instead of 16`);
  });
});

test('waiting for a segment ends when it is aborted', async () => {
  const archive = archiveIn('store');
  await expect(
    archive.untilArchived(SEGMENT, new ServerLog(), AbortSignal.abort(new Error('enough'))),
  ).rejects.toThrow('enough');
});
