import { define, problem } from '../../../lib/core';

const wrong = define('RST998', {
  title: 'Wrong',
  severity: 'error',
  explanation: 'It breaks.',
  fix: 'Repair it.',
});

test('an occurrence carries what its definition says', () => {
  expect(problem(wrong, { reason: 'So.' })).toEqual({
    code: 'RST998',
    severity: 'error',
    title: 'Wrong',
    path: '',
    reason: 'So.',
    fix: 'Repair it.',
    docs: 'docs/errors.md#rst998',
  });
});

test('an occurrence has its own place and fix', () => {
  const found = problem(wrong, { path: 'app/db', property: 'size', reason: 'So.', fix: 'Like this.' });
  expect([found.path, found.property, found.fix]).toEqual(['app/db', 'size', 'Like this.']);
});

test.each([
  ['text', "'text'"],
  [5, '5'],
  [false, 'false'],
  [null, 'null'],
  [{ a: [1] }, '{"a":[1]}'],
  ['x'.repeat(200), `'${'x'.repeat(119)}…`],
])('shows the value %j as %s', (value, shown) => {
  expect(problem(wrong, { value, reason: 'So.' }).value).toBe(shown);
});
