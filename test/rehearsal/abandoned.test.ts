import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { abandon, abandonedIn, claim } from '../../lib/rehearsal/abandoned';
import { Sandbox } from '../../lib/rehearsal/sandbox';

let parent: string;
let folder: string;

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'abandoned-'));
  folder = join(parent, 'restorable-abc');
  mkdirSync(folder);
});

afterEach(() => rmSync(parent, { recursive: true }));

/** Changes what stands in the claim of the folder. */
function claimedBy(change: Readonly<Record<string, unknown>>): void {
  claim(folder);
  const file = join(folder, 'owner.json');
  const owner = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, unknown>>;
  writeFileSync(file, JSON.stringify({ ...owner, ...change }));
}

/** Id of a process that has ended. */
function endedProcess(): number {
  return spawnSync('true').pid;
}

test('the folder of a process that runs is not abandoned', () => {
  claim(folder);
  expect(abandonedIn(parent)).toEqual([]);
});

test('the folder of a process that has ended is abandoned', () => {
  claimedBy({ pid: endedProcess() });
  expect(abandonedIn(parent)).toEqual([folder]);
});

test('another process that was given the same id owns nothing', () => {
  claimedBy({ started: '1' });
  // Only Linux tells when a process started.
  expect(abandonedIn(parent)).toEqual(process.platform === 'linux' ? [folder] : []);
});

test('the folder of a process that cannot be seen from here is left alone', () => {
  claimedBy({ pid: endedProcess(), processes: 'another machine' });
  expect(abandonedIn(parent)).toEqual([]);
});

test.each(['', 'no JSON'])('a folder whose owner cannot be read is left alone: %j', (text) => {
  if (text !== '') writeFileSync(join(folder, 'owner.json'), text);
  expect(abandonedIn(parent)).toEqual([]);
});

test('a folder that is being removed is abandoned, also where nothing says whose it is', () => {
  const gone = abandon(folder);
  expect(existsSync(folder)).toBe(false);
  expect(abandonedIn(parent)).toEqual([gone]);
  mkdirSync(folder);
});

test('a folder of somebody else is none of its business', () => {
  claimedBy({ pid: endedProcess() });
  const other = join(parent, 'other');
  mkdirSync(other);
  writeFileSync(join(other, 'owner.json'), readFileSync(join(folder, 'owner.json')));
  expect(abandonedIn(parent)).toEqual([folder]);
});

test('the next sandbox removes what was abandoned beside it, and stops nothing but its servers', async () => {
  claimedBy({ pid: endedProcess() });
  const server = join(folder, 'source', 'data');
  mkdirSync(server, { recursive: true });
  // The id was given to another process since: this one.
  writeFileSync(join(server, 'postmaster.pid'), `${process.pid}\n`);
  const sandbox = Sandbox.open(undefined, parent);
  const half = abandon(mkdtempSync(join(parent, 'restorable-')));
  await Sandbox.open(undefined, parent).close();
  await sandbox.close();
  expect([folder, half].filter((path) => existsSync(path))).toEqual([]);
});
