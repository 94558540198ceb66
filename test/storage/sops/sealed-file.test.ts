import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { inspectSealedFile, type SealedFileExpectation } from '../../../lib/storage';
import { codesOf } from '../problem-codes';
import { SEALED, SEALED_AS_A_WHOLE, SEALED_JSON } from './sealed-secrets';

const EXPECTED: SealedFileExpectation = {
  name: 'postgres-app',
  namespace: 'production',
  type: 'kubernetes.io/basic-auth',
  keys: ['username', 'password'],
};
const PASSWORD = /( +password: )ENC\[.*\]/;

const inspect = (text: string, expected: Partial<SealedFileExpectation> = {}) =>
  inspectSealedFile(text, { ...EXPECTED, ...expected });

describe('a file sealed by sops', () => {
  it('has no problem', () => {
    expect(inspect(SEALED)).toEqual([]);
    expect(inspect(SEALED_JSON)).toEqual([]);
  });

  it('may leave its namespace to kustomize, and what is not asked for unsaid', () => {
    expect(inspect(SEALED.replace(/\n +namespace: production/, ''))).toEqual([]);
    expect(inspectSealedFile(SEALED, { name: 'postgres-app', keys: ['username'] })).toEqual([]);
  });

  it('may have key groups instead of recipients', () => {
    const groups = SEALED.replace('    age:\n', '    key_groups:\n        - age:\n').replaceAll(
      /^ {8}(- recipient|  enc|    )/gm,
      (line) => `      ${line}`,
    );
    expect(groups).toContain('key_groups');
    expect(inspect(groups)).toEqual([]);
  });
});

describe('a file in clear', () => {
  it('is refused with RST223 for each value, naming keys and no values', () => {
    const clear =
      'apiVersion: v1\nkind: Secret\nmetadata: {name: postgres-app}\ntype: kubernetes.io/basic-auth\nstringData:\n  username: app\n  password: hunter2\n';
    const problems = inspect(clear);
    expect(codesOf(problems)).toEqual(['RST223', 'RST223']);
    expect(problems.map((p) => p.reason)).toEqual([
      "the value of 'username' is not encrypted",
      "the value of 'password' is not encrypted",
    ]);
    expect(JSON.stringify(problems)).not.toContain('hunter2');
  });

  it.each([
    'hunter2',
    '"ENC[hunter2]"',
    '12345678',
    'true',
    '["hunter2"]',
    '{a: hunter2}',
    'ENC[AES256_GCM,data:x,iv:y]',
  ])('is refused although everything else is sealed: %s', (value) => {
    const problems = inspect(SEALED.replace(PASSWORD, `$1${value}`));
    expect(codesOf(problems)).toEqual(['RST223']);
    expect(problems[0]?.reason).toContain("'password'");
    expect(JSON.stringify(problems)).not.toContain('hunter2');
  });

  it('is refused if it keeps a copy of itself in clear, as kubectl does', () => {
    const annotated = SEALED.replace(
      '    name: postgres-app\n',
      `    name: postgres-app\n    annotations:\n        kubectl.kubernetes.io/last-applied-configuration: '{"data":{"password":"aHVudGVyMg=="}}'\n`,
    );
    const problems = inspect(annotated);
    expect(codesOf(problems)).toEqual(['RST223']);
    expect(JSON.stringify(problems)).not.toContain('aHVudGVyMg');
  });

  it.each([
    ['the metadata of sops', /\nsops:[\s\S]*$/, '\n', 'metadata'],
    ['the checksum', /\n +mac: .*/, '', 'mac'],
    ['every recipient', / {4}age:[\s\S]*?-----END AGE ENCRYPTED FILE-----\n/, '    age: []\n', 'recipient'],
  ])('is what a file without %s counts as', (_, pattern, replacement, reason) => {
    const spoilt = SEALED.replace(pattern, replacement);
    expect(spoilt).not.toBe(SEALED);
    const problems = inspect(spoilt);
    expect(codesOf(problems)).toEqual(['RST223']);
    expect(problems[0]?.reason).toContain(reason);
  });
});

describe('a file that is no Secret', () => {
  it.each([
    ['', 'empty'],
    ['# nothing\n', 'empty'],
    ['- a\n', 'no object'],
    ['hunter2', 'no object'],
    ['a: [hunter2\nb: "hunter2\n', 'no YAML'],
    [`${SEALED}---\n${SEALED}`, 'several documents'],
    [SEALED.replace('kind: Secret', 'kind: ConfigMap'), 'no Secret'],
    [SEALED.replace('apiVersion: v1', 'apiVersion: v2'), 'no Secret'],
    [SEALED_AS_A_WHOLE, 'kind or name is encrypted'],
    ['apiVersion: v1\nkind: Secret\nmetadata: {name: postgres-app}\ndata: hunter2\n', 'list of keys'],
    ['a: &x hunter2\nb: *x\n', 'aliases'],
  ])('is refused with RST224 (%#)', (text, reason) => {
    const problems = inspect(text);
    expect(codesOf(problems)).toEqual(['RST224']);
    expect(problems[0]?.reason).toContain(reason);
    expect(JSON.stringify(problems)).not.toContain('hunter2');
  });

  it('still tells what is in clear in it', () => {
    const problems = inspect('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\ndata: {a: hunter2}\n');
    expect(codesOf(problems)).toEqual(['RST223', 'RST224']);
  });

  it('tells the line of what is no YAML', () => {
    expect(inspect('a: 1\nb: 2\nc: "x\n')[0]?.reason).toMatch(/^line [34] is no YAML/);
  });
});

describe('a file with another Secret', () => {
  it.each<[Partial<SealedFileExpectation>, string]>([
    [{ name: 'other' }, "its name is not 'other'"],
    [{ namespace: 'staging' }, "its namespace is not 'staging'"],
    [{ type: 'Opaque' }, "its type is not 'Opaque'"],
    [{ keys: ['username', 'url'] }, "it has no key 'url'"],
    [{ keys: ['empty'] }, "its key 'empty' is empty"],
  ])('is refused with RST225: %j', (expected, reason) => {
    const problems = inspect(SEALED, expected);
    expect(codesOf(problems)).toEqual(['RST225']);
    expect(problems[0]?.reason).toBe(reason);
  });

  it('without a type is Opaque', () => {
    const untyped = SEALED.replace(/\ntype: .*/, '');
    expect(inspect(untyped, { type: 'Opaque' })).toEqual([]);
    expect(codesOf(inspect(untyped))).toEqual(['RST225']);
  });

  it('gets all differences at once', () => {
    expect(codesOf(inspect(SEALED, { name: 'a', namespace: 'b', type: 'c', keys: ['d', 'e'] }))).toEqual(
      Array<string>(5).fill('RST225'),
    );
  });
});

describe('whatever a file contains', () => {
  const marker = 'S3CRETMARKER';

  it('no value of it is ever repeated', () => {
    const value = fc.constantFrom(
      marker,
      `"${marker}"`,
      `'${marker}`,
      `[${marker}`,
      `{${marker}: ${marker}}`,
      `&${marker} x`,
      `*${marker}`,
      `!${marker} x`,
      `|\n  ${marker}`,
    );
    const line = fc.constantFrom(
      'apiVersion',
      'kind',
      'metadata',
      'data',
      'stringData',
      'type',
      'sops',
      '  password',
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(line, value), { maxLength: 8 }), (lines) => {
        const text = lines.map(([key, v]) => `${key}: ${v}`).join('\n');
        const problems = inspect(text);
        expect(problems.length).toBeGreaterThan(0);
        // Keys may be repeated; here some are the marker.
        const withoutKeys = JSON.stringify(problems).replaceAll(`'${marker}' is not encrypted`, '');
        expect(withoutKeys).not.toContain(marker);
      }),
    );
  });
});
