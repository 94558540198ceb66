import { define, formatProblem, formatProblems, problem } from '../../../lib/core';

const wrong = define('RST998', {
  title: 'Wrong',
  severity: 'error',
  explanation: 'It breaks.',
  fix: 'Repair it.',
});
const odd = define('RST999', {
  title: 'Odd',
  severity: 'warning',
  explanation: 'It may break.',
  fix: 'Look at it.',
});

test('shows place, value, reason, fix and link, one a line', () => {
  const text = formatProblem(
    problem(wrong, {
      path: 'app/db',
      property: 'storage.size',
      value: '20GB',
      reason: 'No such unit.',
      fix: 'Write 20Gi.',
    }),
  );
  expect(text.split('\n')).toEqual([
    'error RST998: Wrong',
    '  at      app/db · storage.size',
    "  value   '20GB'",
    '  reason  No such unit.',
    '  fix     Write 20Gi.',
    '  see     docs/errors.md#rst998',
  ]);
});

test('leaves out what an occurrence does not have', () => {
  expect(formatProblem(problem(odd, { reason: 'Hm.' })).split('\n')).toEqual([
    'warning RST999: Odd',
    '  reason  Hm.',
    '  fix     Look at it.',
    '  see     docs/errors.md#rst999',
  ]);
});

test.each([
  [{ path: 'app/db' }, '  at      app/db'],
  [{ property: 'size' }, '  at      size'],
])('names the place it knows: %j', (place, line) => {
  expect(formatProblem(problem(odd, { ...place, reason: 'Hm.' })).split('\n')[1]).toBe(line);
});

test('shows errors before warnings, each kind in the order found, with a blank line between', () => {
  const found = [odd, wrong, odd, wrong].map((definition, i) =>
    problem(definition, { reason: `Number ${i}.` }),
  );
  const reasons = formatProblems(found)
    .split('\n\n')
    .map((text) => /Number \d/.exec(text)?.[0]);
  expect(reasons).toEqual(['Number 1', 'Number 3', 'Number 0', 'Number 2']);
});

test('no problems are no text', () => {
  expect(formatProblems([])).toBe('');
});
