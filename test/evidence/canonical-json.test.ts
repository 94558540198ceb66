import { createHash } from 'node:crypto';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { canonicalDigest, canonicalJson } from '../../lib/evidence';
import { refusal } from '../core/refusal';

test('keys are sorted by their UTF-16 code units at every depth, and there is no white space', () => {
  // RFC 8785, section 3.2.3: the example of sorting.
  const keys = ['\u20ac', '\r', '\ufb33', '1', '\u{1f600}', '\u0080', '\u00f6'];
  const value = Object.fromEntries(keys.map((key) => [key, { b: 1, a: [2] }]));
  const sorted = ['\\r', '1', '\u0080', '\u00f6', '\u20ac', '\u{1f600}', '\ufb33'];
  expect(canonicalJson(value)).toBe(`{${sorted.map((key) => `"${key}":{"a":[2],"b":1}`).join(',')}}`);
});

test('numbers and texts are written as ECMAScript writes them', () => {
  // RFC 8785, section 3.2.2.
  const value = {
    numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001, -0],
    string: '\u20ac$\u000f\u000aA\'\u0042\u0022\u005c\\"/',
    literals: [null, true, false],
  };
  expect(canonicalJson(value)).toBe(
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27,0],' +
      '"string":"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  );
});

test('the order in which an object was put together changes nothing', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue()), (value) => {
      const reversed = Object.fromEntries(Object.entries(value).reverse());
      expect(canonicalJson(reversed)).toBe(canonicalJson(value));
    }),
  );
});

test('what is written reads back as the same value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const written = canonicalJson(value);
      expect(JSON.parse(written)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(canonicalJson(JSON.parse(written))).toBe(written);
    }),
  );
});

test('undefined properties are left out, and half of a surrogate pair is escaped', () => {
  expect(canonicalJson({ a: undefined, b: '\ud83d' })).toBe('{"b":"\\ud83d"}');
});

test('plain objects of another realm are plain objects', () => {
  expect(canonicalJson(runInNewContext('({ b: [1], a: Object.create(null) })'))).toBe('{"a":{},"b":[1]}');
});

test.each([
  ['NaN', { a: [Number.NaN] }, 'a[0]'],
  ['an infinity', { a: { b: Infinity } }, 'a.b'],
  ['a big integer', { a: 1n }, 'a'],
  ['a function', { a: () => 1 }, 'a'],
  ['undefined in a list', [undefined], '[0]'],
  ['an object with a class', { a: new Date(0) }, 'a'],
])('%s is refused as RST820, with its place and without its value', (_, value, property) => {
  const problem = refusal(() => canonicalJson(value));
  expect(problem).toMatchObject({ code: 'RST820', property });
  expect(problem.value).toBeUndefined();
});

test('a circle is refused as RST820', () => {
  const circle: Record<string, unknown> = {};
  circle['again'] = circle;
  expect(refusal(() => canonicalJson(circle)).code).toBe('RST820');
});

test('a digest is the SHA-256 of the canonical text in UTF-8', () => {
  const expected = createHash('sha256').update('{"a":"ö","b":1}').digest('hex');
  expect(canonicalDigest({ b: 1, a: 'ö' })).toBe(expected);
});
