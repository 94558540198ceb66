import { redactor } from '../../../runner/checks/redact';

test('secrets are replaced, also as they are written in URIs and in JSON', () => {
  const shown = redactor(['p@ss "w"', '']);
  expect(shown('a p@ss "w" b p%40ss%20%22w%22 c p@ss \\"w\\" d')).toBe(
    'a [redacted] b [redacted] c [redacted] d',
  );
});

test('of two secrets one of which contains the other nothing is left', () => {
  expect(redactor(['abc', 'abc-def'])('abc-def abc')).toBe('[redacted] [redacted]');
});

test.each([
  'postgresql://db/app',
  'postgres://app:word@db:5432/app?sslmode=require',
  'https://user:word@store.example/bucket',
  "password = 'my word'",
  'password=word',
  'PASSWORD=word',
])('%s is not shown', (text) => {
  const shown = redactor([])(`before ${text} after`);
  expect(shown).toBe('before [redacted] after');
});

test('other texts stay, on one line and of a bounded length', () => {
  const shown = redactor(['secret']);
  expect(shown('relation "orders" does not exist at https://store.example/x')).toBe(
    'relation "orders" does not exist at https://store.example/x',
  );
  expect(shown('one\n\ttwo\u0007three ')).toBe('one two three');
  expect(shown('x'.repeat(10_000))).toHaveLength(500);
});
