import { READY_CONDITION } from '../../lib';

interface Condition {
  readonly type: string;
  readonly status: string;
}

/** Evaluates an expression of the subset of CEL that `READY_CONDITION` is written in: it reads the same as JavaScript. */
function evaluate(expression: string, status: { readonly conditions?: readonly Condition[] }): boolean {
  const script = expression
    .replaceAll('has(status.conditions)', "('conditions' in status)")
    .replaceAll(/\.exists\(e, /g, '.some((e) => ')
    .replaceAll(/([^=!])==([^=])/g, '$1===$2');
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  return (new Function('status', `return ${script}`) as (status: unknown) => boolean)(status);
}

const ready = (status: string) => ({
  conditions: [
    { type: 'Other', status: 'True' },
    { type: 'Ready', status },
  ],
});

test.each([
  ['a new object without any condition', {}, false, true],
  ['an object that is not ready', ready('False'), false, true],
  ['an object whose readiness is not known', ready('Unknown'), false, true],
  ['an object that is ready', ready('True'), true, false],
  [
    'an object with other conditions alone',
    { conditions: [{ type: 'Other', status: 'True' }] },
    false,
    false,
  ],
])('%s', (_, status, current, inProgress) => {
  expect(evaluate(READY_CONDITION.current, status)).toBe(current);
  expect(evaluate(READY_CONDITION.inProgress ?? 'false', status)).toBe(inProgress);
});

test('no state is both', () => {
  for (const status of [{}, ready('True'), ready('False'), ready('Unknown')]) {
    const both =
      evaluate(READY_CONDITION.current, status) && evaluate(READY_CONDITION.inProgress ?? 'false', status);
    expect(both).toBe(false);
  }
});
