import * as fc from 'fast-check';
import * as yaml from 'yaml';
import { RestorableError } from '../../../lib/core/problems';
import { toYaml, toYamlDocuments } from '../../../lib/flux/emit';

const DIALECTS = [
  { version: '1.2' },
  { version: '1.1', merge: true },
  { version: '1.2', schema: 'yaml-1.1', merge: true },
  { version: '1.1', schema: 'core' },
] as const satisfies readonly yaml.ParseOptions[] | readonly object[];

function expectSameEverywhere(value: unknown): void {
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

const anyString = fc.oneof(
  trickyString,
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.string({ maxLength: 20 }),
);

const anyJson = fc.letrec<{ value: unknown; leaf: unknown }>((tie) => ({
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

describe('toYaml', () => {
  it('is read back as the same value by YAML 1.1 and 1.2', () => {
    fc.assert(fc.property(anyJson, expectSameEverywhere), { numRuns: 1000 });
  });

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

  it('writes empty collections on one line', () => {
    expect(toYaml({})).toBe('{}\n');
    expect(toYaml([])).toBe('[]\n');
    expect(toYaml({ a: {}, b: [], c: [[], {}, [[]]] })).toBe('a: {}\nb: []\nc:\n  - []\n  - {}\n  - - []\n');
  });

  it('leaves undefined out of maps and writes null for it in lists, as JSON does', () => {
    const value = { a: undefined, b: { c: undefined }, d: [undefined, , { e: undefined }], f: 1 };
    expect(toYaml(value)).toBe('b: {}\nd:\n  - null\n  - null\n  - {}\nf: 1\n');
    expect(yaml.parse(toYaml(value))).toEqual(JSON.parse(JSON.stringify(value)));
  });

  it('keeps an own key named __proto__', () => {
    const value = JSON.parse('{"__proto__": {"a": 1}}') as unknown;
    expect(toYaml(value)).toBe('__proto__:\n  a: 1\n');
  });

  it('writes a Cluster as one would by hand', () => {
    const cluster = {
      apiVersion: 'postgresql.cnpg.io/v1',
      kind: 'Cluster',
      metadata: {
        name: 'app-postgres',
        namespace: 'production',
        annotations: { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' },
      },
      spec: {
        bootstrap: {
          initdb: {
            database: 'app',
            owner: 'app',
            postInitSQL: ['CREATE EXTENSION pgcrypto'],
            secret: { name: 'app-owner' },
          },
        },
        enablePDB: true,
        imageName: 'ghcr.io/cloudnative-pg/postgresql:17.5',
        instances: 3,
        managed: { roles: [{ ensure: 'present', login: true, name: 'reader' }] },
        postgresql: {
          parameters: { archive_timeout: '5min', max_connections: '200', shared_buffers: '1GB' },
          pg_hba: ['host all all 10.42.0.0/16 scram-sha-256'],
        },
        storage: { size: '20Gi' },
        tolerations: [],
      },
    };
    expect(toYaml(cluster)).toBe(`apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata:
  name: app-postgres
  namespace: production
  annotations:
    kustomize.toolkit.fluxcd.io/prune: disabled
spec:
  bootstrap:
    initdb:
      database: app
      owner: app
      postInitSQL:
        - CREATE EXTENSION pgcrypto
      secret:
        name: app-owner
  enablePDB: true
  imageName: ghcr.io/cloudnative-pg/postgresql:17.5
  instances: 3
  managed:
    roles:
      - ensure: present
        login: true
        name: reader
  postgresql:
    parameters:
      archive_timeout: 5min
      max_connections: "200"
      shared_buffers: 1GB
    pg_hba:
      - host all all 10.42.0.0/16 scram-sha-256
  storage:
    size: 20Gi
  tolerations: []
`);
  });

  const cycle: Record<string, unknown> = {};
  cycle['self'] = { again: cycle };
  let deep: unknown = 1;
  for (let i = 0; i < 20_000; i++) deep = [deep];

  it.each([
    ['a function', { spec: { a: [() => 1] } }, 'spec.a.0', 'a function is not JSON'],
    ['a bigint', { spec: 1n }, 'spec', 'a bigint is not JSON'],
    ['NaN', { spec: { a: Number.NaN } }, 'spec.a', 'NaN is not JSON'],
    ['infinity', { a: -Infinity }, 'a', '-Infinity is not JSON'],
    ['a date', { spec: { since: new Date(0) } }, 'spec.since', 'an object of class Date is not JSON'],
    ['a map', { a: new Map() }, 'a', 'an object of class Map is not JSON'],
    ['a cycle', cycle, 'self.again', 'it holds itself'],
    ['a value too deep for the stack', deep, undefined, 'it is nested too deeply'],
  ])('refuses %s with RST401 and says where', (_, value, property, reason) => {
    let thrown: unknown;
    try {
      toYaml(value);
    } catch (error) {
      thrown = error;
    }
    if (!RestorableError.is(thrown)) throw new Error('not refused', { cause: thrown });
    expect(thrown.problems).toHaveLength(1);
    expect(thrown.problems[0]).toMatchObject({ code: 'RST401', reason });
    expect(thrown.problems[0]?.property).toBe(property);
  });
});

describe('toYamlDocuments', () => {
  it('parts documents by three dashes and is read back as the same documents', () => {
    expect(toYamlDocuments([{ a: 1 }, { b: 'x\n\n' }, {}])).toBe('a: 1\n---\nb: |+\n  x\n\n---\n{}\n');
    fc.assert(
      fc.property(fc.array(anyJson, { minLength: 1, maxLength: 4 }), (values) => {
        const documents = yaml.parseAllDocuments(toYamlDocuments(values), { version: '1.1' });
        expect((documents as yaml.Document[]).map((d) => d.toJS() as unknown)).toEqual(values);
      }),
    );
  });

  it('is empty for no documents', () => {
    expect(toYamlDocuments([])).toBe('');
  });
});
