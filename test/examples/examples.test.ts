import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkObject } from '../../lib/kubernetes/schema';
import { Composed } from '../postgres/fixture';
import { compile } from './compile';
import { APPS, composeExample, EXAMPLES, sourceFiles } from './example-folders';

/** Compiling starts a whole type check. */
const COMPILING = 120_000;

test('all five systems are examples', () => {
  expect(APPS).toEqual(['bookstore', 'knative-lambda', 'quickstart', 'rciis', 'safeops']);
});

test(
  'every file of the examples compiles',
  () => {
    const files = sourceFiles();
    expect(files.length).toBeGreaterThan(APPS.length);
    expect(compile(files)).toEqual([]);
  },
  COMPILING,
);

test('the quickstart takes fewer than 50 lines', () => {
  const text = readFileSync(join(EXAMPLES, 'quickstart', 'main.ts'), 'utf8');
  expect(text.trimEnd().split('\n').length).toBeLessThan(50);
});

describe.each(APPS)('%s', (name) => {
  const { app, composition } = composeExample(name);
  const composed = new Composed(composition);

  test('composes without an error', () => {
    expect(composed.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test('has a schema for every object, which it matches', () => {
    expect(composed.objects.length).toBeGreaterThan(10);
    const unlike = composed.objects.flatMap(({ file, manifest }) => {
      const found = checkObject(manifest);
      return found.length === 0 ? [] : [{ file, kind: manifest.kind, found }];
    });
    expect(unlike).toEqual([]);
  });

  test('composes to the files that are committed, each of them and no other', () => {
    const folder = join(EXAMPLES, name);
    expect(app.repository).toBe(folder);
    const ledger = JSON.parse(readFileSync(join(folder, '.restorable', 'tree.json'), 'utf8')) as {
      files: object;
    };
    expect(Object.keys(ledger.files).sort()).toEqual(composition.tree.paths);
    for (const [path, text] of composed.files) {
      expect([path, readFileSync(join(folder, path), 'utf8')]).toEqual([path, text]);
    }
  });

  test('lists files in its kustomizations that are there', () => {
    for (const [path, text] of composed.files.filter(([file]) => file.endsWith('kustomization.yaml'))) {
      for (const resource of [...text.matchAll(/^ {2}- (.*)$/gm)].map((match) => match[1] ?? '')) {
        const file = join(path, '..', resource);
        expect([file, existsSync(join(EXAMPLES, name, file))]).toEqual([file, true]);
      }
    }
  });
});
