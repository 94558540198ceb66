import type { CheckResult } from '../../../lib/plan';
import { judge, type DrillFacts, type TargetFacts, type WitnessFacts } from '../../../runner/postgres/judge';

const OBJECTIVES = { rpo: 900, rto: 1800 };

function check(status: CheckResult['status'], more: Partial<CheckResult> = {}): CheckResult {
  return { name: 'rows', kind: 'sql.query', status, expected: 'at least 1', duration: 1, ...more };
}

function latest(more: Partial<TargetFacts> = {}): TargetFacts {
  return {
    target: { kind: 'latest' },
    measuredRpo: 60,
    commitAge: 60,
    measuredRto: 40,
    checks: [check('passed')],
    ...more,
  };
}

/** A witness that beats every five minutes, and the check that compares with what it wrote. */
function witness(heartbeatAge?: number): WitnessFacts {
  return { every: 300, checks: ['counts'], ...(heartbeatAge !== undefined && { heartbeatAge }) };
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
    'an old heartbeat beside commits as old',
    { witness: witness(901), measuredRpo: 901, commitAge: 905 },
    'failed',
    'data-older-than-rpo',
  ],
  [
    'an old heartbeat beside a fresh commit',
    { witness: witness(901), measuredRpo: 60, commitAge: 60 },
    'inconclusive',
    'witness-stopped',
  ],
  [
    'no heartbeat beside a fresh commit',
    { witness: witness(), measuredRpo: 60, commitAge: 60 },
    'inconclusive',
    'witness-stopped',
  ],
  [
    'a witness that had stopped long before the newest commit, which is old too',
    { witness: witness(5000), measuredRpo: 1000, commitAge: 1000 },
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
  // Nothing was replayed although the witness writes all the time.
  expect(verdict([{ ...unknown, witness: witness() }])).toMatchObject({
    verdict: 'failed',
    reason: 'data-older-than-rpo',
  });
  // Commits may have been replayed that nobody heard of: lost data and a stopped witness look the same.
  const unheard = { ...unknown, witness: witness(901), measuredRpo: 901, commitUnheard: true };
  expect(verdict([unheard])).toMatchObject({ verdict: 'inconclusive', reason: 'data-age-unknown' });
});

test('before a point in time nothing need have been written, unless a witness writes', () => {
  const old = latest({ target: { kind: 'pointInTime', before: 600 }, measuredRpo: 5000, commitAge: 5000 });
  expect(verdict([old])).toMatchObject({ verdict: 'passed' });
  expect(verdict([{ ...old, witness: witness(5000) }])).toMatchObject({ reason: 'data-older-than-rpo' });
});

test('a heartbeat that is late by less than two intervals and a minute is no trouble', () => {
  const facts = latest({ witness: witness(660), measuredRpo: 0, commitAge: 0 });
  const counts = check('failed', { name: 'counts' });
  expect(verdict([facts])).toMatchObject({ verdict: 'passed' });
  expect(verdict([{ ...facts, checks: [counts] }])).toMatchObject({
    verdict: 'failed',
    reason: 'check-failed',
  });
});

test('a check against a witness that had stopped is no objection to the backup, others are', () => {
  const stopped = latest({ witness: witness(700), measuredRpo: 0, commitAge: 0 });
  const counts = check('failed', { name: 'counts' });
  expect(verdict([{ ...stopped, checks: [check('passed'), counts] }])).toMatchObject({
    verdict: 'inconclusive',
    reason: 'witness-stopped',
  });
  expect(verdict([{ ...stopped, checks: [check('failed'), counts] }])).toMatchObject({
    reason: 'check-failed',
  });
  // All that it was needed for holds all the same.
  expect(verdict([{ ...stopped, checks: [check('passed', { name: 'counts' })] }])).toMatchObject({
    verdict: 'passed',
  });
});

test('what is wrong with the archive explains a failed check, and outweighs what could not be found out', () => {
  const archive = [{ reason: 'archived-data-lost', message: 'nothing between two segments' }] as const;
  const failing = latest({ checks: [check('failed')] });
  expect(verdict([failing], { archive })).toMatchObject({ verdict: 'failed', reason: 'archived-data-lost' });
  expect(verdict([latest()], { archive })).toMatchObject({ verdict: 'failed', reason: 'archived-data-lost' });
});

test('an archive that could not be looked at again keeps a drill from passing, and hides no failure', () => {
  const archive = [{ reason: 'archive-not-proven', message: 'the store cannot be reached' }] as const;
  const incident = { reason: 'evicted', message: 'a node went away' } as const;
  expect(verdict([latest()], { archive })).toMatchObject({
    verdict: 'inconclusive',
    reason: 'archive-not-proven',
  });
  expect(verdict([latest()], { archive, incident })).toMatchObject({ reason: 'evicted' });
  expect(verdict([latest({ checks: [check('failed')] })], { archive })).toMatchObject({ verdict: 'failed' });
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
