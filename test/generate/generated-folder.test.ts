import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from '../../generate/generate';
import { GeneratedFolder } from '../../generate/generated-folder';
import { customResource } from './custom-resource';

const size = { type: 'object', properties: { size: { type: 'string' } } };
const sources = [customResource('Disk', size), customResource('Tape', size)];
const wanted = (...kinds: string[]) => ({
  customResources: [{ apiVersion: 'example.org/v1', kinds }],
  builtIn: [],
});

describe('GeneratedFolder', () => {
  const path = mkdtempSync(join(tmpdir(), 'restorable-generated-'));
  afterAll(() => rmSync(path, { recursive: true }));

  test('writes what changed, and removes what is wanted no more', () => {
    const first = new GeneratedFolder(path);
    expect(first.index.kinds).toEqual({});
    expect(first.update(generate(sources, wanted('Disk', 'Tape'), first))).toHaveLength(4);

    const second = new GeneratedFolder(path);
    expect(second.schema('example.org/v1', 'Tape')).toMatchObject({ kind: 'Tape' });
    expect(second.update(generate(sources, wanted('Disk', 'Tape'), second))).toEqual([]);

    writeFileSync(join(path, 'stray.ts'), '');
    expect(second.update(generate(sources, wanted('Disk'), second)).toSorted()).toEqual([
      'example.org/v1.ts',
      'index.json',
      'schemas/example.org/v1/Tape.json',
      'stray.ts',
    ]);
    expect(existsSync(join(path, 'schemas/example.org/v1/Tape.json'))).toBe(false);
    expect(readFileSync(join(path, 'example.org/v1.ts'), 'utf8')).not.toContain('Tape');
  });
});
