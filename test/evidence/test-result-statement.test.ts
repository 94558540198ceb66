import { restoreDrillStatement } from '../../lib/evidence/restore-drill-statement';
import { testResultStatement } from '../../lib/evidence';
import type { CheckResult, CheckStatus, DrillResult } from '../../lib/plan';
import { at, CONFIGURATION, drillInput, PROTECTION } from './records';

const FIRST = { sequence: 1, previous: undefined };

function check(name: string, status: CheckStatus): CheckResult {
  return { name, kind: 'sql.query', status, expected: 'at least 1', duration: 1 };
}

function testResult(changes: Partial<DrillResult>) {
  return testResultStatement(restoreDrillStatement(drillInput(0, changes), FIRST, at(2)));
}

test('a passed drill is PASSED, with its checks by target, its configuration and its commit', () => {
  const result = testResult({
    targets: [
      { target: { kind: 'latest' }, checks: [check('orders', 'passed'), check('roles', 'passed')] },
      { target: { kind: 'pointInTime', before: 600 }, checks: [check('orders', 'passed')] },
    ],
  });
  expect(result).toEqual({
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: PROTECTION, digest: { sha256: CONFIGURATION } }],
    predicateType: 'https://in-toto.io/attestation/test-result/v0.1',
    predicate: {
      result: 'PASSED',
      configuration: [
        { name: 'recovery-plan', digest: { sha256: CONFIGURATION } },
        { name: 'revision', digest: { gitCommit: 'ab'.repeat(20) } },
      ],
      passedTests: ['latest: orders', 'latest: roles', 'point in time 2: orders'],
      warnedTests: [],
      failedTests: [],
    },
  });
});

test('a passed drill of which a check did not run is WARNED, and that check is in no list', () => {
  const checks = [check('orders', 'passed'), check('application', 'not-run')];
  const { predicate } = testResult({ targets: [{ target: { kind: 'latest' }, checks }] }) ?? {};
  expect(predicate).toMatchObject({ result: 'WARNED', passedTests: ['latest: orders'], failedTests: [] });
});

test('a failed drill is FAILED, also where its checks held', () => {
  const checks = [check('orders', 'failed'), check('roles', 'error'), check('tables', 'passed')];
  const { predicate } =
    testResult({ verdict: 'failed', targets: [{ target: { kind: 'latest' }, checks }] }) ?? {};
  expect(predicate).toMatchObject({
    result: 'FAILED',
    passedTests: ['latest: tables'],
    failedTests: ['latest: orders', 'latest: roles'],
  });
  expect(testResult({ verdict: 'failed' })?.predicate.result).toBe('FAILED');
});

test('an inconclusive drill, and a rehearsal, have no test result', () => {
  expect(testResult({ verdict: 'inconclusive' })).toBeUndefined();
  expect(testResult({ mode: 'rehearsal' })).toBeUndefined();
});

test.each([
  ['main@sha1:short', undefined],
  ['sha1:abc', undefined],
  [`main/${'ab'.repeat(20)}`, undefined],
  [`v1@sha256:${'cd'.repeat(32)}`, 'cd'.repeat(32)],
])('of the revision %s the commit is %s', (revision, commit) => {
  const statement = restoreDrillStatement({ ...drillInput(), revision }, FIRST, at(2));
  const descriptors = testResultStatement(statement)?.predicate.configuration ?? [];
  expect(descriptors.find(({ name }) => name === 'revision')?.digest?.['gitCommit']).toBe(commit);
});
