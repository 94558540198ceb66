import type { CheckResult } from '../../../lib/plan';
import { judgeChecks, secondsText } from '../../../runner/drill/judge-checks';

const check = (
  name: string,
  status: CheckResult['status'],
  more: Partial<CheckResult> = {},
): CheckResult => ({
  name,
  kind: 'sql.query',
  status,
  expected: 'at least 1',
  duration: 5,
  ...more,
});

test('a check that does not hold speaks against the backup, with what was expected and found', () => {
  expect(judgeChecks([check('rows', 'failed', { actual: '0' }), check('role', 'passed')])).toEqual({
    failed: [{ reason: 'check-failed', message: "check 'rows': expected at least 1, found 0" }],
    unknown: [],
  });
});

test('a check that could not be done leaves it open, with the cause', () => {
  const [error] = judgeChecks([check('rows', 'error', { reason: 'timed out' })]).unknown;
  expect(error).toEqual({
    reason: 'check-error',
    message: "check 'rows': expected at least 1 (timed out)",
  });
});

test('checks of which none ran prove nothing; one that ran is enough', () => {
  const reasons = (...checks: CheckResult[]) => judgeChecks(checks).unknown.map(({ reason }) => reason);
  expect(reasons(check('a', 'not-run'), check('b', 'not-run'))).toEqual(['no-check-ran']);
  expect(reasons()).toEqual(['no-check-ran']);
  expect(reasons(check('a', 'not-run'), check('b', 'passed'))).toEqual([]);
});

test('what is not heard counts neither for nor against, and has run all the same', () => {
  const { failed, unknown } = judgeChecks([check('a', 'failed'), check('b', 'error')], {
    isHeard: () => false,
  });
  expect([failed, unknown]).toEqual([[], []]);
});

test('messages begin with where it was', () => {
  const where = 'restored to the end of the archive, ';
  const { failed, unknown } = judgeChecks([check('a', 'failed')], { where });
  expect(failed[0]?.message).toMatch(/^restored to the end of the archive, check 'a'/);
  expect(unknown).toEqual([]);
  expect(judgeChecks([], { where }).unknown[0]?.message).toBe(`${where}none of 0 checks ran`);
});

test('seconds are told with one digit, and what nobody measured as unknown', () => {
  expect([secondsText(1.26), secondsText(0), secondsText(undefined)]).toEqual(['1.3 s', '0.0 s', 'unknown']);
});
