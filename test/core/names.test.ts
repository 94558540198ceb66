import fc from 'fast-check';
import { DnsLabel, DnsSubdomain, ServiceName, type Problem } from '../../lib/core';
import { refusal } from './refusal';

test.each(['a', '0', 'app-postgres', 'a'.repeat(63), '7-eleven'])('%s is a DNS label', (text) => {
  expect(DnsLabel.of(text).text).toBe(text);
  expect(DnsLabel.of(text).toString()).toBe(text);
});

test.each([
  ['', 'empty', undefined],
  ['a'.repeat(64), '64 characters, and 63', 'a'.repeat(63)],
  ['AppPostgres', 'upper-case', 'app-postgres'],
  ['app_postgres', "contains '_'", 'app-postgres'],
  ['app.postgres', "contains '.'", 'app-postgres'],
  ['-app-', 'dash', 'app'],
  ['größe', "contains 'ö'", 'gr-e'],
  ['___', "contains '_'", undefined],
])("'%s' is no DNS label: %s", (text, reason, meant) => {
  const problem = refusal(() => DnsLabel.of(text));
  expect(problem.code).toBe('RST105');
  expect(problem.reason).toContain(reason);
  expect(suggestion(problem)).toBe(meant);
});

test.each(['a.b', 'example.com', '1.2.3', 'a'.repeat(253)])('%s is a DNS subdomain', (text) => {
  expect(DnsSubdomain.of(text).text).toBe(text);
  expect(DnsSubdomain.of(text).toString()).toBe(text);
});

test.each([
  ['', 'empty', undefined],
  ['a..b', 'two dots', 'a.b'],
  ['.a', 'dot at an end', 'a'],
  ['Example.com', "In 'Example': It has upper-case", 'example.com'],
  ['a.-b', "In '-b': It starts or ends with a dash", 'a.b'],
  ['Example', 'It has upper-case', 'example'],
  ['a'.repeat(254), '254 characters, and 253', 'a'.repeat(63)],
])("'%s' is no DNS subdomain: %s", (text, reason, meant) => {
  const problem = refusal(() => DnsSubdomain.of(text));
  expect(problem.code).toBe('RST105');
  expect(problem.reason).toContain(reason);
  expect(suggestion(problem)).toBe(meant);
});

test.each([
  ['1app', 63, 'does not start with a letter', 'app'],
  ['123', 63, 'does not start with a letter', 'n-123'],
  ['a'.repeat(51), 50, '51 characters, and 50', 'a'.repeat(50)],
  ['App', 50, 'upper-case', 'app'],
])("'%s' of at most %d characters is no service name: %s", (text, max, reason, meant) => {
  const problem = refusal(() => ServiceName.of(text, max));
  expect(problem.code).toBe('RST105');
  expect(problem.reason).toContain(reason);
  expect(suggestion(problem)).toBe(meant);
});

test('a service name may have 63 characters unless told otherwise', () => {
  expect(ServiceName.of('a'.repeat(63)).text).toHaveLength(63);
  expect(ServiceName.of('a'.repeat(50), 50).toString()).toHaveLength(50);
});

test('every suggestion is a name of its kind', () => {
  const kinds = [
    (text: string) => DnsLabel.of(text),
    (text: string) => DnsSubdomain.of(text),
    (text: string) => ServiceName.of(text),
    (text: string) => ServiceName.of(text, 50),
  ];
  const text = fc.oneof(
    fc.string({ maxLength: 300 }),
    fc.string({ unit: 'grapheme', maxLength: 30 }),
    fc.string({ unit: fc.constantFrom('a', 'B', '0', '-', '.', '_'), maxLength: 300 }),
  );
  fc.assert(
    fc.property(text, fc.constantFrom(...kinds), (written, read) => {
      let meant: string | undefined;
      try {
        expect(read(written).text).toBe(written);
      } catch {
        meant = suggestion(refusal(() => read(written)));
      }
      if (meant !== undefined) expect(read(meant).text).toBe(meant);
    }),
    { numRuns: 500 },
  );
});

function suggestion(problem: Problem): string | undefined {
  return /^Use a name such as (.*)\.$/.exec(problem.fix)?.[1];
}
