import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProblemDefinition } from '../../lib/core/problems';
import * as catalogue from '../../lib/core/problems/catalogue';
import { errorsDocument } from '../../lib/core/problems/errors-document';
import { ROOT } from '../examples/compile';

const { problemCatalogue, ...areas } = catalogue;

/** The problems of every area, by the name of the area's catalogue. */
const AREAS = Object.entries<Readonly<Record<string, ProblemDefinition>>>(areas);

function textBelow(folders: readonly string[], except: RegExp): string {
  return folders
    .flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !except.test(path))
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n');
}

describe('docs/errors.md', () => {
  const document = readFileSync(join(ROOT, 'docs', 'errors.md'), 'utf8');

  test('is what the catalogue says: `npm run docs` writes it', () => {
    expect(document).toBe(errorsDocument());
  });

  test('has a heading for every code, and for nothing else', () => {
    const headings = [...document.matchAll(/^### (.*)$/gm)].map((match) => match[1]);
    expect(headings).toEqual(problemCatalogue.map(({ code }) => code));
  });

  test('has a heading in words for every area', () => {
    const headings = [...document.matchAll(/^## (.*)$/gm)].map((match) => match[1]);
    expect(headings).toHaveLength(new Set(problemCatalogue.map(({ code }) => code.charAt(3))).size);
    for (const heading of headings) expect(heading).toMatch(/^[A-Z]/);
  });
});

describe('the catalogue', () => {
  test('has every problem of every area once, in the order of the codes', () => {
    const codes = problemCatalogue.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    expect([...codes].sort()).toEqual(codes);
    const ofAreas = AREAS.flatMap(([, problems]) => Object.values(problems).map(({ code }) => code));
    expect([...ofAreas].sort()).toEqual(codes);
  });

  test.each(AREAS)('has one range of codes for %s', (_, problems) => {
    const codes = Object.values(problems).map(({ code }) => code);
    for (const code of codes) expect(code).toMatch(/^RST[1-9]\d\d$/);
    expect(new Set(codes.map((code) => code.charAt(3))).size).toBe(1);
  });

  test.each(problemCatalogue)('says of $code what it is, why and what to do', (definition) => {
    const { title, explanation, fix, severity } = definition;
    expect(['error', 'warning']).toContain(severity);
    expect(title).toMatch(/^\S.*[^.\s]$/);
    for (const sentence of [explanation, fix]) expect(sentence).toMatch(/^\S[\s\S]*[.!)]$/);
  });
});

describe('every code', () => {
  const sources = textBelow(['lib', 'cli', 'runner', 'charts', 'stacks'], /lib\/core\/problems\/catalogue\//);
  /** Names that follow a catalogue, `postgresProblems.refusedRole`, or stand in quotes where one is looked up. */
  const raised = new Set(
    [...sources.matchAll(/Problems\.(\w+)|'(\w+)'/g)].map((match) => match[1] ?? match[2]),
  );
  const tested = new Set(textBelow(['test'], /test\/docs\//).match(/RST\d{3}/g));
  const named = AREAS.flatMap(([, problems]) =>
    Object.entries(problems).map(([name, { code }]) => ({ name, code })),
  );

  test.each(named)('$code is raised somewhere, by its name $name', ({ name }) => {
    expect(raised.has(name)).toBe(true);
  });

  test.each(named)('$code appears in a test', ({ code }) => {
    expect(tested.has(code)).toBe(true);
  });
});
