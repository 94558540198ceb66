import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile, ROOT } from '../examples/compile';

/** Compiling starts a whole type check. */
const COMPILING = 120_000;

/** The TypeScript blocks of a page, in their order. */
function blocksOf(page: string): readonly string[] {
  const text = readFileSync(join(ROOT, page), 'utf8');
  return [...text.matchAll(/^```(?:ts|typescript)\n([\s\S]*?)^```$/gm)].map((match) => match[1] ?? '');
}

const PAGES = ['README.md', ...readdirSync(join(ROOT, 'docs')).map((name) => join('docs', name))].filter(
  (name) => name.endsWith('.md'),
);

/** Every block under the name of a file that is nowhere on disk. */
const BLOCKS = new Map(
  PAGES.flatMap((page) =>
    blocksOf(page).map((text, index) => [join(ROOT, `${page}.block-${index + 1}.ts`), text] as const),
  ),
);

test('the README shows how it reads', () => {
  expect([...BLOCKS.keys()]).toContain(join(ROOT, 'README.md.block-1.ts'));
});

test(
  'every TypeScript block of the documents compiles against the library',
  () => {
    expect(compile([...BLOCKS.keys()], BLOCKS)).toEqual([]);
  },
  COMPILING,
);

test(
  'a block that does not compile is noticed',
  () => {
    const file = join(ROOT, 'docs', 'wrong.block-1.ts');
    const text = "import { App } from 'restorable';\n\nnew App({ repositry: '.' });\n";
    expect(compile([file], new Map([[file, text]]))).toEqual([
      expect.stringMatching(/^docs\/wrong\.block-1\.ts:3 TS2561: .*'repositry'/) as string,
    ]);
  },
  COMPILING,
);
