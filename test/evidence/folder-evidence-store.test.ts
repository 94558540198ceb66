import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RestorableError } from '../../lib/core';
import { FolderEvidenceStore, readRecords, recordName, verifyChain } from '../../lib/evidence';
import { KEY } from './keys';
import { chain, nth, PROTECTION } from './records';

const NAME = recordName(PROTECTION, 1);
const CONTENT = Buffer.from('{"content":1}');

let folder = '';

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'restorable-evidence-')));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** The code of the problem that a promise rejects with. */
async function rejection(promise: Promise<unknown>): Promise<string | undefined> {
  try {
    await promise;
  } catch (error) {
    if (RestorableError.is(error)) return error.problems[0]?.code;
    throw error;
  }
  return undefined;
}

test('what is put is listed and read back; folders are made on the way', async () => {
  const store = FolderEvidenceStore.at(join(folder, 'new', 'evidence'));
  await expect(store.list()).resolves.toEqual([]);
  await expect(store.putIfAbsent(NAME, CONTENT)).resolves.toBe('stored');
  await expect(store.list()).resolves.toEqual([{ name: NAME, size: CONTENT.length }]);
  expect(Buffer.from(await store.get({ name: NAME, size: 0 })).equals(CONTENT)).toBe(true);
});

test('what is there is never overwritten, and nothing else is left in the folder', async () => {
  const store = FolderEvidenceStore.at(folder);
  await store.putIfAbsent(NAME, CONTENT);
  await expect(store.putIfAbsent(NAME, Buffer.from('other'))).resolves.toBe('exists');
  expect(readFileSync(join(folder, NAME)).equals(CONTENT)).toBe(true);
  expect(readdirSync(join(folder, PROTECTION))).toEqual(['000000000001.json']);
});

test('of many writers of one name exactly one stores its content, whole', async () => {
  const contents = Array.from({ length: 20 }, (_, index) => Buffer.alloc(50_000, index + 1));
  const outcomes = await Promise.all(
    contents.map((content) => FolderEvidenceStore.at(folder).putIfAbsent(NAME, content)),
  );
  expect(outcomes.filter((outcome) => outcome === 'stored')).toHaveLength(1);
  const winner = nth(contents, outcomes.indexOf('stored'));
  expect(readFileSync(join(folder, NAME)).equals(winner)).toBe(true);
});

test('lists are sorted, of one protection alone where asked for, and without hidden and other files', async () => {
  const store = FolderEvidenceStore.at(folder);
  for (const name of [recordName(PROTECTION, 2), NAME, recordName('a/b/c', 1)])
    await store.putIfAbsent(name, CONTENT);
  writeFileSync(join(folder, 'README.md'), '');
  writeFileSync(join(folder, PROTECTION, '.1.unfinished'), '');
  const names = async (below?: string) => (await store.list(below)).map(({ name }) => name);
  await expect(names()).resolves.toEqual([recordName('a/b/c', 1), NAME, recordName(PROTECTION, 2)]);
  await expect(names(`${PROTECTION}/`)).resolves.toEqual([NAME, recordName(PROTECTION, 2)]);
});

test('a link in place of a file is refused as RST818 and not followed', async () => {
  const store = FolderEvidenceStore.at(folder);
  await store.putIfAbsent(NAME, CONTENT);
  writeFileSync(join(folder, 'secret'), 'secret');
  symlinkSync(join(folder, 'secret'), join(folder, recordName(PROTECTION, 2)));
  await expect(rejection(store.list())).resolves.toBe('RST818');
  await expect(rejection(store.get({ name: recordName(PROTECTION, 2), size: 0 }))).resolves.toBe('RST818');
  await expect(store.putIfAbsent(recordName(PROTECTION, 2), CONTENT)).resolves.toBe('exists');
  expect(readFileSync(join(folder, 'secret'), 'utf8')).toBe('secret');
});

test('a link in place of a folder is refused as RST818, the folder of the store itself too', async () => {
  const elsewhere = join(folder, 'elsewhere');
  mkdirSync(elsewhere);
  symlinkSync(elsewhere, join(folder, 'linked'));
  await expect(rejection(FolderEvidenceStore.at(join(folder, 'linked')).list())).resolves.toBe('RST818');
  await expect(
    rejection(FolderEvidenceStore.at(join(folder, 'linked')).putIfAbsent(NAME, CONTENT)),
  ).resolves.toBe('RST818');
  const store = FolderEvidenceStore.at(join(folder, 'store'));
  mkdirSync(join(folder, 'store'));
  symlinkSync(elsewhere, join(folder, 'store', 'safeops'));
  await expect(rejection(store.putIfAbsent(NAME, CONTENT))).resolves.toBe('RST818');
  expect(readdirSync(elsewhere)).toEqual([]);
});

test('a pipe in place of a file is refused as RST818, and nobody waits for it', async () => {
  mkdirSync(join(folder, PROTECTION), { recursive: true });
  execFileSync('mkfifo', [join(folder, NAME)]);
  const store = FolderEvidenceStore.at(folder);
  await expect(rejection(store.list())).resolves.toBe('RST818');
  await expect(rejection(store.get({ name: NAME, size: 0 }))).resolves.toBe('RST818');
});

test('what the operating system refuses is RST817', async () => {
  writeFileSync(join(folder, 'file'), '');
  const store = FolderEvidenceStore.at(join(folder, 'file', 'below'));
  await expect(rejection(store.putIfAbsent(NAME, CONTENT))).resolves.toBe('RST817');
  await expect(rejection(store.get({ name: NAME, size: 0 }))).resolves.toBe('RST817');
});

test.each(['../out.json', 'a/../../out.json', '/etc/passwd', 'a/.hidden.json', 'record.json'])(
  'the name %s is refused as RST819',
  async (name) => {
    const store = FolderEvidenceStore.at(join(folder, 'store'));
    await expect(rejection(store.putIfAbsent(name, CONTENT))).resolves.toBe('RST819');
    expect(existsSync(join(folder, 'out.json'))).toBe(false);
  },
);

test.each(['../out.json', 'a/../../out.json', '/etc/passwd'])(
  'the name %s is not read: RST819',
  async (name) => {
    await expect(rejection(FolderEvidenceStore.at(folder).get({ name, size: 0 }))).resolves.toBe('RST819');
  },
);

test('a chain in a folder verifies, and a file that is too long for a record is not read', async () => {
  const store = FolderEvidenceStore.at(folder);
  for (const { name, content } of chain(3)) await store.putIfAbsent(name, content);
  writeFileSync(join(folder, recordName(PROTECTION, 4)), Buffer.alloc(5 * 1024 * 1024, 32));
  const records = await readRecords(store);
  const { findings } = await verifyChain(records, { publicKeys: [KEY.publicKey] });
  expect(findings).toMatchObject([{ code: 'RST803', path: recordName(PROTECTION, 4) }]);
  expect(findings[0]?.reason).toContain('5242880 bytes');
});
