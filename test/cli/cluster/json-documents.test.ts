import fc from 'fast-check';
import { jsonDocuments } from '../../../cli/cluster/json-documents';
import { textLines } from '../../../cli/cluster/text-lines';

// eslint-disable-next-line @typescript-eslint/require-await -- a stream that is there already
async function* pieces(text: string, size: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

async function all(stream: AsyncIterable<string>): Promise<string[]> {
  const seen: string[] = [];
  for await (const text of stream) seen.push(text);
  return seen;
}

test('objects that follow one another are found whole, however they are cut and written', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { maxLength: 5 }),
      fc.integer({ min: 1, max: 20 }),
      fc.constantFrom(undefined, 4),
      fc.constantFrom('\n', '', '\n\n '),
      async (objects, size, indent, between) => {
        const text = objects.map((object) => JSON.stringify(object, undefined, indent)).join(between);
        const found = await all(jsonDocuments(pieces(text, size)));
        expect(found.map((one) => JSON.parse(one) as unknown)).toEqual(JSON.parse(JSON.stringify(objects)));
      },
    ),
  );
});

test('what is cut off at the end is left out', async () => {
  await expect(all(jsonDocuments(pieces('{"a":1}\n{"b":', 3)))).resolves.toEqual(['{"a":1}']);
});

test('lines are found whole, also the last one where nothing ends it', async () => {
  for (const size of [1, 3, 100]) {
    await expect(all(textLines(pieces('one\n\nthree\nfour', size)))).resolves.toEqual([
      'one',
      '',
      'three',
      'four',
    ]);
    await expect(all(textLines(pieces('one\n', size)))).resolves.toEqual(['one']);
  }
});
