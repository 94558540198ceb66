import * as fc from 'fast-check';
import { toYaml } from '../../../lib/flux/emit';
import { anyString, expectSameEverywhere } from './yaml-dialects';

describe('a text or number', () => {
  it('is read back as the same string for any string, as value, item and key', () => {
    fc.assert(
      fc.property(anyString, (text) => {
        expectSameEverywhere(text);
        expectSameEverywhere({ [text]: [text, { a: text, b: [[text]] }, { [text]: text }], z: text });
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ...[
      'on',
      'off',
      'yes',
      'no',
      'y',
      'n',
      'Y',
      'N',
      'On',
      'NO',
      'true',
      'False',
      'null',
      'Null',
      '~',
      '',
      '=',
      '<<',
    ],
    ...[
      '0',
      '-1',
      '+1',
      '0777',
      '0o7',
      '0x1F',
      '0b11',
      '0b-1',
      '0_x1F',
      '-0o-7',
      '1_000',
      '1,000',
      '1e3',
      '1E-3',
      'e3',
      '1.5',
      '.5',
      '1.',
      '1.2.3',
    ],
    ...[
      '12:30',
      '12:30:45',
      '190:20:30.15',
      '.inf',
      '-.Inf',
      '+.INF',
      '.nan',
      '.NaN',
      '2026-01-02',
      '2026-01-02T03:04:05Z',
    ],
    ...[
      '2026-1-2 3:4:5',
      '---',
      '--- a',
      '...',
      '- a',
      '-',
      '? a',
      '?',
      ': a',
      'a:',
      'a: b',
      'a #b',
      '#a',
      ' a',
      'a ',
    ],
    ...[
      '*a',
      '&a',
      '!a',
      '|',
      '>',
      '%a',
      '@a',
      '`a`',
      '[a',
      '{a',
      ']',
      '}',
      ',a',
      "'a",
      '"a"',
      'a\tb',
      '\\',
      '123456789012',
    ],
  ])('quotes %j, which some reader would take for something else', (text) => {
    expect(toYaml(text)).toMatch(/^".*"\n$/);
    expect(toYaml({ [text]: 1 })).toMatch(/^".*": 1\n$/);
    expectSameEverywhere({ [text]: text, list: [text] });
  });

  it.each([
    ...[
      'postgresql.cnpg.io/v1',
      '20Gi',
      '500m',
      '15m',
      '30d',
      '0 0 2 * * *',
      '*/5'.slice(1),
      '10.42.0.0/16',
      '-c',
      '--flag=a',
    ],
    ...[
      's3://bucket/path',
      'a:b',
      'a#b',
      'Größe',
      'ghcr.io/org/image:17.5@sha256:0a1b',
      '$(NAME)',
      '${NAME}',
      '17-bookworm',
    ],
    ...[
      'nothing',
      'yesterday',
      'online',
      'SELECT count(*) FROM orders',
      "it's",
      'v1.30.0',
      'a, b',
      'a]b',
      '日本',
      'x–y',
    ],
  ])('leaves %j plain', (text) => {
    expect(toYaml(text)).toBe(`${text}\n`);
    expectSameEverywhere({ [text]: text });
  });

  it.each([
    ['a\nb', '|-\n  a\n  b'],
    ['a\nb\n', '|\n  a\n  b'],
    ['a\nb\n\n', '|+\n  a\n  b\n'],
    ['a\n\n\nb\n', '|\n  a\n\n\n  b'],
    ['  a\nb\n', '|2\n    a\n  b'],
    ['\ta\nb', '|2-\n  \ta\n  b'],
    ['\n\na\n', '|2\n\n\n  a'],
    ['# a\n- b: c\n---\n', '|\n  # a\n  - b: c\n  ---'],
    ['😀 a\nb\n', '|\n  😀 a\n  b'],
  ])('writes the lines of %j as a literal block', (text, block) => {
    expect(toYaml({ k: text })).toBe(`k: ${block}\n`);
    expectSameEverywhere({ k: text, l: [text, text], m: { n: [[text]] }, z: 1 });
  });

  it.each([
    '\n',
    '\n\n',
    'a\n ',
    ' \n ',
    'a\r\nb',
    'a\n\u0007',
    'a\u0085\nb',
    'a\u2028\nb',
    '\ufeffa\nb',
    'a\n\ud800',
  ])('quotes %j, which no literal block can hold', (text) => {
    expect(toYaml({ k: text })).toMatch(/^k: ".*"\n$/);
    expectSameEverywhere({ k: text });
  });

  it('escapes what cannot be seen', () => {
    expect(toYaml('\u0000\u001b\u007f\u0085\u00a0\u2028\ufeff\ud800')).toBe(
      '"\\u0000\\u001b\\u007f\\u0085\\u00a0\\u2028\\ufeff\\ud800"\n',
    );
  });

  it('never folds a long line', () => {
    const text = 'word '.repeat(500).trim();
    expect(toYaml({ a: text, b: `"${text}` })).toBe(`a: ${text}\nb: "\\"${text}"\n`);
  });

  it('writes a key that is too long for an implicit one with a question mark', () => {
    const long = 'k'.repeat(1100);
    expect(toYaml({ [long]: { a: 1 } })).toBe(`? ${long}\n:\n  a: 1\n`);
    expectSameEverywhere({ a: { [long]: [1], [`${long}\n`]: 'x\ny' }, b: [{ [long]: { c: {} } }] });
  });

  it.each([
    [0, '0'],
    [-0, '-0.0'],
    [1.5, '1.5'],
    [1e21, '1.0e+21'],
    [-2.5e-9, '-2.5e-9'],
    [Number.MAX_SAFE_INTEGER, '9007199254740991'],
  ])('writes the number %d so that every version reads a number', (value, text) => {
    expect(toYaml(value)).toBe(`${text}\n`);
    expectSameEverywhere({ value });
  });
});
