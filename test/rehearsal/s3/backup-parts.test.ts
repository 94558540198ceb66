import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { partsOf, PartWriter, readParts } from '../../../lib/rehearsal/s3/backup-parts';

const MEBIBYTE = 1024 ** 2;

let from: string;
let to: string;

beforeEach(() => {
  [from, to] = [mkdtempSync(join(tmpdir(), 'parts-')), mkdtempSync(join(tmpdir(), 'parts-'))];
});

afterEach(() => {
  for (const folder of [from, to]) rmSync(folder, { recursive: true });
});

/** Files of these sizes with content that tells places apart. */
function filesOf(...sizes: readonly number[]) {
  return sizes.map((size, index) => {
    const path = `file-${index}`;
    writeFileSync(join(from, path), Buffer.alloc(size, `${index} of ${size} `));
    return { path, size, sha256: '' };
  });
}

test.each([
  ['small files', [10, 20, 30]],
  ['empty files in between and at the end', [0, 10, 0, 20, 0, 0]],
  ['a file of just one part', [16 * MEBIBYTE]],
  ['files that end with a part', [10 * MEBIBYTE, 6 * MEBIBYTE, 5]],
  ['a file over three parts', [5, 40 * MEBIBYTE, 7]],
])('%s are the same after they were cut into parts', (_what, sizes) => {
  const files = filesOf(...sizes);
  const parts = partsOf({ files });
  const writer = new PartWriter(to, files);
  const lengths: number[] = [];
  for (const part of readParts(from, { files })) {
    lengths.push(part.length);
    writer.write(part);
  }
  writer.close();
  expect(lengths).toEqual(parts.map(({ size }) => size));
  expect(parts.every(({ size }) => size > 0 && size <= 16 * MEBIBYTE)).toBe(true);
  for (const { path } of files)
    expect(readFileSync(join(to, path)).equals(readFileSync(join(from, path)))).toBe(true);
});

test('names of parts sort in their order', () => {
  const names = partsOf({ files: filesOf(170 * MEBIBYTE) }).map(({ name }) => name);
  expect(names).toHaveLength(11);
  expect([...names].sort()).toEqual(names);
});

test('a file that has become shorter is no whole backup', () => {
  const [file] = filesOf(10);
  const files = file === undefined ? [] : [{ ...file, size: 11 }];
  expect(() => [...readParts(from, { files })]).toThrow('file-0 of the base backup is shorter');
  expect(statSync(join(from, 'file-0')).size).toBe(10);
});
