import fc from 'fast-check';
import type { CheckResult, CheckStatus } from '../../lib/plan';
import { judge, VERDICT_REASONS, type RehearsalFacts, type TargetFacts } from '../../lib/rehearsal';

function check(status: CheckStatus, name = 'orders'): CheckResult {
  return { name, kind: 'sql.query', status, expected: 'at least 1', actual: '0', reason: 'why', duration: 1 };
}

function target(facts: Partial<TargetFacts> = {}): TargetFacts {
  return {
    target: { kind: 'latest' },
    missingCommits: [],
    unwantedCommits: [],
    measuredRpo: 10,
    measuredRto: 20,
    checks: [check('passed')],
    ...facts,
  };
}

function facts(parts: Partial<RehearsalFacts> = {}): RehearsalFacts {
  return { objectives: { rpo: 900, rto: 1800 }, plannedTargets: 1, targets: [target()], ...parts };
}

function reasonOf(parts: Partial<RehearsalFacts>): string {
  return judge(facts(parts)).reason;
}

test('a rehearsal that nothing speaks against has passed, and says what it rests on', () => {
  expect(judge(facts())).toEqual({
    verdict: 'passed',
    reason: 'restored-and-checked',
    message: 'restored to the end of the archive: 1 check passed, RPO 10.0 s of 900 s, RTO 20.0 s of 1800 s',
  });
});

test('a check that cannot run here is shown, and is no objection', () => {
  const { verdict, message } = judge(
    facts({ targets: [target({ checks: [check('passed'), check('not-run', 'application')] })] }),
  );
  expect(verdict).toBe('passed');
  expect(message).toContain('1 check passed, 1 cannot run here');
});

test('where no check ran at all, nobody looked', () => {
  expect(judge(facts({ targets: [target({ checks: [check('not-run')] })] }))).toMatchObject({
    verdict: 'inconclusive',
    reason: 'no-check-ran',
  });
  expect(reasonOf({ targets: [target({ checks: [] })] })).toBe('no-check-ran');
});

test('each target must be looked at, not only one of them', () => {
  const targets = [
    target(),
    target({ target: { kind: 'pointInTime', before: 60 }, checks: [check('not-run')] }),
  ];
  expect(judge(facts({ plannedTargets: 2, targets }))).toMatchObject({
    reason: 'no-check-ran',
    message: expect.stringContaining('a point in time') as string,
  });
});

test('a failed check fails the rehearsal, and its message says what was expected and found', () => {
  expect(
    judge(facts({ targets: [target({ checks: [check('passed', 'first'), check('failed')] })] })),
  ).toEqual({
    verdict: 'failed',
    reason: 'check-failed',
    message: "restored to the end of the archive, check 'orders': expected at least 1, found 0 (why)",
  });
});

test('a check that ended in an error says nothing of the backup', () => {
  expect(judge(facts({ targets: [target({ checks: [check('error')] })] }))).toMatchObject({
    verdict: 'inconclusive',
    reason: 'check-error',
  });
});

test('an error because of damaged pages fails the rehearsal', () => {
  const damaged = target({ checks: [check('error')], corruption: 'invalid page in block 3' });
  expect(judge(facts({ targets: [damaged] }))).toEqual({
    verdict: 'failed',
    reason: 'data-corrupt',
    message: 'restored to the end of the archive, invalid page in block 3',
  });
});

test('archived commits that are missing fail it, with the cause', () => {
  const lost = target({ missingCommits: ['the last archived commit'], lossCause: 'a gap' });
  expect(judge(facts({ targets: [lost] }))).toEqual({
    verdict: 'failed',
    reason: 'archived-data-lost',
    message: 'restored to the end of the archive, archived data is missing (the last archived commit): a gap',
  });
});

test('commits from after the point in time fail it', () => {
  expect(reasonOf({ targets: [target({ unwantedCommits: ['later'] })] })).toBe('restored-past-target');
});

test('data may be exactly as old as the RPO, and the restore take exactly the RTO', () => {
  expect(reasonOf({ targets: [target({ measuredRpo: 900, measuredRto: 1800 })] })).toBe(
    'restored-and-checked',
  );
  expect(reasonOf({ targets: [target({ measuredRpo: 900.001 })] })).toBe('data-older-than-rpo');
  expect(reasonOf({ targets: [target({ measuredRto: 1800.001 })] })).toBe('restore-slower-than-rto');
});

test('data of unknown age is not fresh', () => {
  const { measuredRpo, ...unknown } = target();
  expect(measuredRpo).toBe(10);
  expect(reasonOf({ targets: [unknown] })).toBe('data-older-than-rpo');
});

test('an incident gives the verdict of its reason', () => {
  expect(judge(facts({ targets: [], incident: { reason: 'no-backup', message: 'nothing there' } }))).toEqual({
    verdict: 'failed',
    reason: 'no-backup',
    message: 'nothing there',
  });
  expect(judge(facts({ targets: [], incident: { reason: 'interrupted', message: 'stopped' } }))).toEqual({
    verdict: 'inconclusive',
    reason: 'interrupted',
    message: 'stopped',
  });
});

test('what is known to be bad stays known when the rehearsal is interrupted afterwards', () => {
  expect(
    reasonOf({
      plannedTargets: 2,
      targets: [target({ checks: [check('failed')] })],
      incident: { reason: 'interrupted', message: 'stopped' },
    }),
  ).toBe('check-failed');
});

test('a target that was never restored is no success', () => {
  expect(reasonOf({ plannedTargets: 0, targets: [] })).toBe('rehearsal-error');
  expect(judge(facts({ plannedTargets: 2 }))).toMatchObject({
    verdict: 'inconclusive',
    reason: 'rehearsal-error',
  });
});

describe('the witness', () => {
  const checks = [check('failed', 'freshness'), check('passed')];

  test('checks against a witness that wrote too long ago are no objection to the backup', () => {
    expect(
      judge(facts({ targets: [target({ checks })], witness: { checks: ['freshness'], age: 901 } })),
    ).toMatchObject({
      verdict: 'inconclusive',
      reason: 'witness-stopped',
      message: expect.stringContaining('it wrote last 901.0 s before') as string,
    });
  });

  test('a witness that never wrote, or could not write the last time, had stopped', () => {
    expect(reasonOf({ witness: { checks: [] } })).toBe('witness-stopped');
    expect(judge(facts({ witness: { checks: [], age: 1, fault: 'no permission' } })).message).toContain(
      '(no permission)',
    );
  });

  test('checks against a witness that writes count as any other', () => {
    expect(reasonOf({ targets: [target({ checks })], witness: { checks: ['freshness'], age: 1 } })).toBe(
      'check-failed',
    );
  });

  test('other checks count although the witness has stopped', () => {
    expect(
      reasonOf({
        targets: [target({ checks: [check('failed', 'orders')] })],
        witness: { checks: ['freshness'], age: 901 },
      }),
    ).toBe('check-failed');
  });
});

const status = fc.constantFrom<CheckStatus>('passed', 'failed', 'error', 'not-run');
const targetFacts = fc
  .record({
    missing: fc.boolean(),
    unwanted: fc.boolean(),
    rpo: fc.option(fc.double({ min: 0, max: 1800, noNaN: true }), { nil: undefined }),
    rto: fc.double({ min: 0, max: 3600, noNaN: true }),
    statuses: fc.array(status, { maxLength: 4 }),
    corrupt: fc.boolean(),
  })
  .map(({ missing, unwanted, rpo, rto, statuses, corrupt }): TargetFacts => ({
    target: { kind: 'latest' },
    missingCommits: missing ? ['one'] : [],
    unwantedCommits: unwanted ? ['one'] : [],
    ...(rpo !== undefined && { measuredRpo: rpo }),
    measuredRto: rto,
    checks: statuses.map((each, index) => check(each, `check ${index}`)),
    ...(corrupt && { corruption: 'damaged' }),
  }));

function isGood(facts: TargetFacts): boolean {
  return (
    facts.missingCommits.length === 0 &&
    facts.unwantedCommits.length === 0 &&
    facts.corruption === undefined &&
    (facts.measuredRpo ?? Infinity) <= 900 &&
    facts.measuredRto <= 1800 &&
    facts.checks.every(({ status: each }) => each === 'passed' || each === 'not-run') &&
    facts.checks.some(({ status: each }) => each === 'passed')
  );
}

test('no false green, whatever the facts: it passes only where every part of every target holds', () => {
  fc.assert(
    fc.property(
      fc.array(targetFacts, { maxLength: 3 }),
      fc.nat(3),
      fc.boolean(),
      (targets, planned, stopped) => {
        const { verdict, reason } = judge(
          facts({
            targets,
            plannedTargets: planned,
            ...(stopped && { incident: { reason: 'interrupted', message: 'stopped' } }),
          }),
        );
        const good = !stopped && targets.length === planned && targets.every(isGood);
        expect(verdict === 'passed').toBe(good && targets.length > 0);
        expect(VERDICT_REASONS[reason].verdict).toBe(verdict);
      },
    ),
  );
});

test('no false red, whatever the facts: it fails only where the backup itself is at fault', () => {
  fc.assert(
    fc.property(fc.array(targetFacts, { minLength: 1, maxLength: 3 }), (targets) => {
      const { verdict } = judge(facts({ targets, plannedTargets: targets.length }));
      const atFault = targets.some(
        (each) =>
          each.missingCommits.length > 0 ||
          each.unwantedCommits.length > 0 ||
          each.corruption !== undefined ||
          (each.measuredRpo ?? Infinity) > 900 ||
          each.measuredRto > 1800 ||
          each.checks.some(({ status: found }) => found === 'failed'),
      );
      expect(verdict === 'failed').toBe(atFault);
    }),
  );
});
