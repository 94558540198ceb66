import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseDocuments, readDocuments } from '../../generate/sources/documents';

const kinds = (text: string): unknown[] =>
  parseDocuments(text, 'a.yaml').map(({ content }) => content['kind']);

describe('parseDocuments', () => {
  test('reads every document of a YAML file and passes empty ones over', () => {
    expect(kinds('kind: A\n---\n---\n# nothing\n---\nkind: B\n')).toEqual(['A', 'B']);
  });

  test('reads the items of a List, as kubectl dumps it in YAML and in JSON', () => {
    expect(kinds('kind: List\nitems:\n- kind: A\n- kind: B\n')).toEqual(['A', 'B']);
    expect(kinds('{"kind":"List","items":[{"kind":"A"}]}')).toEqual(['A']);
  });

  test('names the file whose text is not YAML', () => {
    expect(() => parseDocuments('a: [', 'broken.yaml')).toThrow('broken.yaml is not YAML');
  });
});

describe('readDocuments', () => {
  const folder = mkdtempSync(join(tmpdir(), 'restorable-sources-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('reads the YAML and JSON files of a folder by name, and single files', () => {
    writeFileSync(join(folder, 'b.yaml'), 'kind: B');
    writeFileSync(join(folder, 'a.json'), '{"kind":"A"}');
    writeFileSync(join(folder, 'notes.txt'), 'kind: C');
    const sources = readDocuments([folder, join(folder, 'b.yaml')]).map(({ source, content }) => [
      source,
      content['kind'],
    ]);
    expect(sources).toEqual([
      ['a.json', 'A'],
      ['b.yaml', 'B'],
      ['b.yaml', 'B'],
    ]);
  });
});
