import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from '../../generate/generate';
import { GeneratedFolder } from '../../generate/generated-folder';
import { readDocuments } from '../../generate/sources/documents';
import type { Wanted } from '../../generate/wanted-kinds';

const ROOT = join(__dirname, '..', '..');
const GENERATED = join(ROOT, 'lib', 'kubernetes', 'generated');

// Neither the CRDs nor the OpenAPI document belong to this project, so they may be absent.
const CRDS = process.env['RESTORABLE_CRDS'] ?? join(ROOT, '..', 'shared', 'crds');
const OPENAPI = process.env['RESTORABLE_OPENAPI'] ?? '';

const regenerated = (source: string) => {
  const wanted = JSON.parse(readFileSync(join(ROOT, 'generate', 'kinds.json'), 'utf8')) as Wanted;
  const folder = new GeneratedFolder(GENERATED);
  return generate(readDocuments([join(ROOT, 'generate', 'described'), source]), wanted, folder);
};

const committed = (file: string): string => readFileSync(join(GENERATED, file), 'utf8');

describe('regeneration', () => {
  const withSource = (source: string, name: string): typeof test => {
    if (existsSync(source)) return test;
    process.stdout.write(`regeneration: skipped, ${name} is not set to a source of kinds\n`);
    return test.skip;
  };

  withSource(CRDS, 'RESTORABLE_CRDS')('from the CRDs makes the committed bytes', () => {
    const { files, missing, appeared, disappeared } = regenerated(CRDS);
    expect({ missing, appeared, disappeared }).toEqual({ missing: [], appeared: [], disappeared: [] });
    expect(files.size).toBeGreaterThan(40);
    for (const [file, text] of files) expect({ file, text }).toEqual({ file, text: committed(file) });
  });

  withSource(OPENAPI, 'RESTORABLE_OPENAPI')('from the OpenAPI document makes the committed bytes', () => {
    const { files, missing } = regenerated(OPENAPI);
    expect(missing).toEqual([]);
    for (const [file, text] of files) expect({ file, text }).toEqual({ file, text: committed(file) });
  });
});

describe('the generated index', () => {
  const { index } = new GeneratedFolder(GENERATED);
  const wanted = JSON.parse(readFileSync(join(ROOT, 'generate', 'kinds.json'), 'utf8')) as Wanted;

  test('has exactly the wanted kinds, each with a schema and in a file of types', () => {
    const kinds = [...wanted.customResources, ...wanted.builtIn].flatMap(({ apiVersion, kinds: names }) =>
      names.map((kind) => `${apiVersion}/${kind}`),
    );
    expect(Object.keys(index.kinds)).toEqual(kinds.toSorted());
    for (const key of kinds) {
      const [apiVersion, kind] = [key.slice(0, key.lastIndexOf('/')), key.slice(key.lastIndexOf('/') + 1)];
      const module = apiVersion.includes('/') ? apiVersion : `core/${apiVersion}`;
      expect(JSON.parse(committed(`schemas/${module}/${kind}.json`))).toMatchObject({ apiVersion, kind });
      expect(committed(`${module}.ts`)).toContain(`export interface ${kind} {`);
    }
  });
});
