import * as fc from 'fast-check';
import * as yaml from 'yaml';
import { toYaml } from '../../../lib/flux/emit';

/** How readers of YAML differ: both versions, and each with the habits of the other. */
const DIALECTS = [
  { version: '1.2' },
  { version: '1.1', merge: true },
  { version: '1.2', schema: 'yaml-1.1', merge: true },
  { version: '1.1', schema: 'core' },
] as const satisfies readonly yaml.ParseOptions[] | readonly object[];

/** Expects that a value is read back by every dialect as it is. */
export function expectSameEverywhere(value: unknown): void {
  const text = toYaml(value);
  for (const dialect of DIALECTS) {
    const document = yaml.parseDocument(text, { ...dialect, uniqueKeys: true, strict: true });
    expect({ text, errors: document.errors, warnings: document.warnings }).toEqual({
      text,
      errors: [],
      warnings: [],
    });
    expect({ text, value: document.toJS() as unknown }).toEqual({ text, value });
  }
}

/** Strings made of what YAML gives a meaning to: random letters alone would hardly ever meet it. */
const trickyString = fc
  .array(
    fc.constantFrom(
      ...[
        'a',
        'B',
        '0',
        '1',
        '7',
        '9',
        ' ',
        '  ',
        ':',
        '#',
        '-',
        '?',
        '"',
        "'",
        '\\',
        '\n',
        '\n\n',
        '\t',
        '\r',
        '\r\n',
      ],
      ...[
        '{',
        '}',
        '[',
        ']',
        ',',
        '&',
        '*',
        '!',
        '|',
        '>',
        '%',
        '@',
        '`',
        '.',
        '_',
        '~',
        '=',
        '<',
        '/',
        '+',
        'e',
        'x',
      ],
      ...[
        'o',
        'y',
        'n',
        'é',
        '\u0000',
        '\u0007',
        '\u007f',
        '\u0085',
        '\u00a0',
        '\u2028',
        '\u2029',
        '\ufeff',
        '😀',
        '\ud800',
      ],
      ...[
        ': ',
        ' #',
        'true',
        'null',
        'on',
        'No',
        '0x',
        '0b',
        '12:30',
        '2001-01-01',
        '.inf',
        '---',
        '...',
        '<<',
        '${a}',
      ],
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));

/** Any string, most of them tricky. */
export const anyString = fc.oneof(
  trickyString,
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.string({ maxLength: 20 }),
);

/** Any value of JSON. */
export const anyJson = fc.letrec<{ value: unknown; leaf: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    tie('leaf'),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(anyString, tie('value'), { maxKeys: 5, noNullPrototype: true }),
  ),
  leaf: fc.oneof(
    { weight: 4, arbitrary: anyString },
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
  ),
})).value;
