import type * as core from '../../../lib/core';
import { define, fail, formatProblems, problem, RestorableError } from '../../../lib/core';
import { refusal } from '../refusal';

const wrong = define('RST998', {
  title: 'Wrong',
  severity: 'error',
  explanation: 'It breaks.',
  fix: 'Repair it.',
});

test('carries every problem, and its message is their report', () => {
  const problems = [problem(wrong, { reason: 'One.' }), problem(wrong, { reason: 'Two.' })];
  const error = new RestorableError(problems);
  expect(error.problems).toEqual(problems);
  expect(error.message).toBe(formatProblems(problems));
  expect(error.name).toBe('RestorableError');
  expect(error).toBeInstanceOf(Error);
});

test('fail throws one problem', () => {
  const found = refusal(() => fail(wrong, { property: 'size', value: 5, reason: 'So.' }));
  expect(found).toEqual(problem(wrong, { property: 'size', value: 5, reason: 'So.' }));
});

test('fail keeps the cause, and has none if none is given', () => {
  const cause = new Error('disk full');
  expect(thrown(() => fail(wrong, { reason: 'So.' }, cause)).cause).toBe(cause);
  expect('cause' in thrown(() => fail(wrong, { reason: 'So.' }))).toBe(false);
});

test('the stack of fail leads to its caller', () => {
  expect(
    thrown(function composing() {
      fail(wrong, { reason: 'So.' });
    }).stack,
  ).toContain('composing');
});

test('is() knows errors of another copy of the package, which instanceof does not', () => {
  const other = otherCopy();
  const error = thrown(() => other.fail(wrong, { reason: 'So.' }));
  expect(error).not.toBeInstanceOf(RestorableError);
  expect(RestorableError.is(error)).toBe(true);
  expect(other.RestorableError.is(new RestorableError([]))).toBe(true);
});

test.each([new Error('RestorableError'), null, undefined, 'RST998', { problems: [] }])(
  'is() refuses %p',
  (value) => {
    expect(RestorableError.is(value)).toBe(false);
  },
);

function thrown(act: () => unknown): Error {
  try {
    act();
  } catch (error) {
    return error as Error;
  }
  throw new Error('expected an error');
}

function otherCopy(): typeof core {
  let copy: typeof core | undefined;
  jest.isolateModules(() => {
    copy = jest.requireActual('../../../lib/core');
  });
  if (copy === undefined) throw new Error('expected a copy');
  return copy;
}
