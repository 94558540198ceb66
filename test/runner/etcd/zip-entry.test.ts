import fc from 'fast-check';
import { zipSync } from 'fflate';
import type { ByteRange } from '../../../runner/etcd/byte-ranges';
import { openZip } from '../../../runner/etcd/zip-entry';

const rangeOf =
  (bytes: Uint8Array): ByteRange =>
  (from, length) =>
    Promise.resolve(Buffer.from(bytes.subarray(from, from + length)));

async function unpacked(bytes: Uint8Array): Promise<Buffer> {
  const { size, content } = await openZip(rangeOf(bytes), bytes.length);
  const parts: Buffer[] = [];
  for await (const part of content()) parts.push(part);
  const all = Buffer.concat(parts);
  expect(all.length).toBe(size);
  return all;
}

const zipped = (content: Uint8Array, level: 0 | 6) => zipSync({ snapshot: [content, { level }] });
const content = fc.uint8Array({ maxLength: 5000 });
const level = fc.constantFrom(0 as const, 6 as const);

test('whatever another program has packed is unpacked as it was, stored or deflated', async () => {
  await fc.assert(
    fc.asyncProperty(content, level, async (bytes, how) => {
      expect(Buffer.compare(await unpacked(zipped(bytes, how)), Buffer.from(bytes))).toBe(0);
    }),
    { numRuns: 50 },
  );
});

test('an archive that was cut anywhere is never taken for whole', async () => {
  await fc.assert(
    fc.asyncProperty(
      content,
      level,
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      async (bytes, how, part) => {
        const whole = zipped(bytes, how);
        const cut = whole.subarray(0, Math.floor(whole.length * part));
        await expect(unpacked(cut)).rejects.toMatchObject({ reason: 'snapshot-truncated' });
      },
    ),
    { numRuns: 50 },
  );
});

test('a changed byte of the content is noticed by its checksum', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 2000 }), fc.nat(), async (bytes, at) => {
      const archive = zipped(bytes, 0);
      const begin = 30 + 'snapshot'.length;
      const place = begin + (at % bytes.length);
      archive[place] = (archive[place] ?? 0) ^ 1;
      await expect(unpacked(archive)).rejects.toMatchObject({ reason: 'snapshot-corrupt' });
    }),
    { numRuns: 50 },
  );
});

test('an archive of two files is no snapshot', async () => {
  const two = zipSync({ a: new Uint8Array(10), b: new Uint8Array(10) });
  await expect(unpacked(two)).rejects.toMatchObject({
    reason: 'snapshot-corrupt',
    message: expect.stringContaining('it holds 2 files instead of one') as unknown,
  });
});

test('what the store says is told as it is, not as damage of the archive', async () => {
  const failing: ByteRange = () => Promise.reject(new Error('the store is away'));
  await expect(openZip(failing, 100)).rejects.toThrow('the store is away');
});
