import type { CheckResult } from '../../../lib/plan';
import { judge, type DrillFacts, type TargetFacts } from '../../../runner/postgres/judge';

const OBJECTIVES = { rpo: 900, rto: 1800 };

function check(status: CheckResult['status'], more: Partial<CheckResult> = {}): CheckResult {
  return { name: 'rows', kind: 'sql.query', status, expected: 'at least 1', duration: 1, ...more };
}

function latest(more: Partial<TargetFacts> = {}): TargetFacts {
  return {
    target: { kind: 'latest' },
    hasWitness: false,
    measuredRpo: 60,
    commitAge: 60,
    measuredRto: 40,
    checks: [check('passed')],
    ...more,
  };
}

function verdict(targets: readonly TargetFacts[], more: Partial<DrillFacts> = {}) {
  return judge({ objectives: OBJECTIVES, plannedTargets: targets.length, targets, ...more });
}

test('a drill that nothing speaks against passes, and says what was measured', () => {
  const found = verdict([latest({ checks: [check('passed'), check('not-run')] })]);
  expect(found).toMatchObject({ verdict: 'passed', reason: 'restored-and-checked' });
  expect(found.message).toContain(
    '1 check passed, 1 cannot run here, RPO 60.0 s of 900 s, RTO 40.0 s of 1800 s',
  );
});

test.each([
  ['a check that failed', { checks: [check('passed'), check('failed')] }, 'failed', 'check-failed'],
  [
    'a check that ended in an error',
    { checks: [check('passed'), check('error')] },
    'inconclusive',
    'check-error',
  ],
  ['no check that ran', { checks: [check('not-run')] }, 'inconclusive', 'no-check-ran'],
  ['no check at all', { checks: [] }, 'inconclusive', 'no-check-ran'],
  ['a slow restore', { measuredRto: 1801 }, 'failed', 'restore-slower-than-rto'],
  [
    'an old heartbeat',
    { hasWitness: true, measuredRpo: 901, commitAge: 905 },
    'failed',
    'data-older-than-rpo',
  ],
  [
    'an old heartbeat beside a fresh commit',
    { hasWitness: true, measuredRpo: 901 },
    'inconclusive',
    'witness-stopped',
  ],
  [
    'an old commit without a witness',
    { measuredRpo: 901, commitAge: 901 },
    'inconclusive',
    'data-age-unknown',
  ],
  [
    'a commit after the point in time',
    {
      target: { kind: 'pointInTime', before: 600 },
      restoredTo: '2027-01-03T04:00:00Z',
      lastCommitAt: '2027-01-03T04:00:00.100Z',
    },
    'failed',
    'restored-past-target',
  ],
] as const)('%s decides', (_what, facts, expected, reason) => {
  expect(verdict([latest(facts)])).toMatchObject({ verdict: expected, reason });
});

test('data whose age nobody knows is no proof', () => {
  const { measuredRpo, commitAge, ...unknown } = latest();
  expect([measuredRpo, commitAge]).toEqual([60, 60]);
  expect(verdict([unknown])).toMatchObject({ verdict: 'inconclusive', reason: 'data-age-unknown' });
  expect(verdict([{ ...unknown, hasWitness: true }])).toMatchObject({
    verdict: 'failed',
    reason: 'data-older-than-rpo',
  });
});

test('before a point in time nothing need have been written, unless a witness writes', () => {
  const old = latest({ target: { kind: 'pointInTime', before: 600 }, measuredRpo: 5000, commitAge: 5000 });
  expect(verdict([old])).toMatchObject({ verdict: 'passed' });
  expect(verdict([{ ...old, hasWitness: true }])).toMatchObject({ reason: 'data-older-than-rpo' });
});

test('an incident decides, unless something is known to be bad', () => {
  const incident = { reason: 'interrupted', message: 'stopped' } as const;
  expect(verdict([latest()], { plannedTargets: 2, incident })).toMatchObject({
    verdict: 'inconclusive',
    reason: 'interrupted',
  });
  expect(verdict([latest({ checks: [check('failed')] })], { plannedTargets: 2, incident })).toMatchObject({
    verdict: 'failed',
    reason: 'check-failed',
  });
});

test('a target that was not restored for no reason is no proof', () => {
  expect(verdict([latest()], { plannedTargets: 2 })).toMatchObject({
    verdict: 'inconclusive',
    reason: 'runner-error',
  });
});

test('what is left behind keeps a drill from passing, and hides no failure', () => {
  const leftBehind = 'Pod orders-1';
  expect(verdict([latest()], { leftBehind })).toMatchObject({
    verdict: 'inconclusive',
    reason: 'not-cleaned-up',
  });
  expect(verdict([latest({ checks: [check('failed')] })], { leftBehind })).toMatchObject({
    verdict: 'failed',
  });
});
