import { Duration, Schedule } from '../../lib/core';
import {
  Check,
  resolveDrill,
  RestoreTo,
  Witness,
  type DrillContext,
  type DrillProps,
  type ResolvedDrill,
} from '../../lib/drill';
import { Gathered, codesOf } from './problems';
import { OBJECTIVES } from './protection';

const counting = Check.query('SELECT count(*) FROM orders', { atLeast: 1 });
const weekly: DrillProps = { schedule: Schedule.weekly('sun', '04:00'), checks: [counting] };

function resolve(
  props: Partial<DrillProps> = {},
  context: Partial<DrillContext> = {},
): { plan: ResolvedDrill; codes: readonly string[] } {
  const report = new Gathered();
  const plan = resolveDrill({ ...weekly, ...props }, { objectives: OBJECTIVES, ...context }, report);
  return { plan, codes: report.codes };
}

test('a drill is planned with its schedule in UTC, its targets and its checks', () => {
  const { plan, codes } = resolve();
  expect(codes).toEqual([]);
  expect(plan).toMatchObject({
    schedule: '0 4 * * 0',
    scheduleText: 'Sundays at 04:00 UTC',
    longestGap: 7 * 86_400,
    targets: [{ kind: 'latest' }, { kind: 'pointInTime', before: 600 }],
    checks: [{ kind: 'sql.query' }],
  });
  expect(plan).not.toHaveProperty('onlyOnWeekday');
});

test('a schedule that cron cannot express alone carries its weekday', () => {
  const { plan } = resolve(
    { schedule: Schedule.firstWeekdayOfMonth('mon', '04:00') },
    {
      objectives: { ...OBJECTIVES, retention: 90 * 86_400 },
    },
  );
  expect(plan).toMatchObject({ schedule: '0 4 1-7 * *', onlyOnWeekday: 1 });
});

test('freshness is planned with the RPO', () => {
  const { plan } = resolve({ checks: [Check.freshness({ by: 'archive' })] });
  expect(plan.checks).toMatchObject([{ kind: 'sql.freshness', within: OBJECTIVES.rpo }]);
});

describe('deadline', () => {
  test('is twice the RTO and the timeouts of the checks for each target, and 15 minutes', () => {
    expect(resolve().plan.deadline).toBe(2 * (2 * OBJECTIVES.rto + 60) + 900);
    expect(resolve({ targets: [RestoreTo.latest()] }).plan.deadline).toBe(2 * OBJECTIVES.rto + 60 + 900);
  });

  test('never reaches into the next drill by default', () => {
    const { plan, codes } = resolve({ schedule: Schedule.every('2h') });
    expect(plan.deadline).toBe(0.9 * 7200);
    expect(codes).toEqual([]);
  });

  test('is that of the drill, else that of the environment', () => {
    const environment = { deadline: Duration.of('3h') };
    expect(resolve({}, environment).plan.deadline).toBe(10_800);
    expect(resolve({ deadline: '2h' }, environment).plan.deadline).toBe(7200);
  });

  test('may not be as long as the time between two drills', () => {
    expect(resolve({ schedule: Schedule.daily('04:00'), deadline: '1d' }).codes).toEqual(['RST617']);
    expect(resolve({ schedule: Schedule.daily('04:00'), deadline: '23h' }).codes).toEqual([]);
  });

  test('must leave time for restores that meet the RTO and for the longest check', () => {
    expect(resolve({ deadline: '1h' }).codes).toEqual(['RST618']);
    expect(resolve({ deadline: '61m' }).codes).toEqual([]);
    const slow = Check.rowCounts({ orders: { atLeast: 1 } }, { timeout: '2h' });
    expect(resolve({ deadline: '2h', checks: [slow] }).codes).toEqual(['RST618']);
  });

  test('cannot be right where drills follow faster than restores may take', () => {
    expect(resolve({ schedule: Schedule.hourly() }).codes).toEqual(['RST618']);
  });

  test('is refused where it cannot be read', () => {
    expect(codesOf(() => resolve({ deadline: 'long' }))).toEqual(['RST101']);
  });
});

test('drills are not rarer than the retention', () => {
  const objectives = { ...OBJECTIVES, retention: 6 * 86_400 };
  expect(resolve({}, { objectives }).codes).toEqual(['RST616']);
  expect(resolve({}, { objectives: { ...OBJECTIVES, retention: 7 * 86_400 } }).codes).toEqual([]);
});

test.each([
  ['none at all', []],
  ['one twice', [RestoreTo.latest(), RestoreTo.latest()]],
  ['one before the oldest backup', [RestoreTo.pointInTime({ before: '30d' })]],
])('of targets, %s is refused', (_what, targets) => {
  expect(resolve({ targets }).codes).toEqual(['RST619']);
});

test('checks are looked at together with the witness', () => {
  const checks = [Check.rowCounts({ within: '5%' })];
  expect(resolve({ checks }).codes).toEqual(['RST613']);
  expect(resolve({ checks }, { witness: Witness.every('5m', { counts: ['orders'] }) }).codes).toEqual([]);
  expect(resolve({ checks: [] }).codes).toContain('RST614');
  expect(resolve({ checks: [Check.write()] }).codes).toEqual(['RST615']);
});

test('everything wrong is reported at once', () => {
  const { codes } = resolve(
    { checks: [], targets: [], deadline: '8d' },
    { objectives: { ...OBJECTIVES, retention: 86_400 } },
  );
  expect(codes).toEqual(['RST614', 'RST619', 'RST616', 'RST617']);
});

test('a schedule with seconds is refused, since CronJobs read none', () => {
  expect(codesOf(() => resolve({ schedule: Schedule.cron('30 0 4 * * 0') }))).toEqual(['RST103']);
});
