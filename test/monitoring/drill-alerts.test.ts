import { Duration, Schedule } from '../../lib/core';
import { latestEnd } from '../../lib/drill/site/drill-job';
import { alertGroup } from '../../lib/monitoring/alert-group';
import { drillAlerts } from '../../lib/monitoring/drill-alerts';
import type { DrilledProtectionPlan } from '../../lib/plan';
import type { Protection } from '../../lib/protection';
import { drilledProtection } from '../drill/protection';
import { cronJobSamples, jobSamples, type End } from './drill-runs';
import { deviations, describeWithPromtool, syntaxErrors, type Firing, type Samples } from './promtool';

const HOUR = 3600;
const DAY = 24 * HOUR;
const NAME = 'develop-orders';

const weekly = drilledProtection('orders');
/** 1970 begins with a Thursday: its first Monday is the 5th of January. */
const firstMonday = drilledProtection('orders', {
  schedule: Schedule.firstWeekdayOfMonth('mon', '04:00'),
});

function groups(plan: DrilledProtectionPlan) {
  const protection = { plan: () => plan, alerts: () => [] } as Partial<Protection> as Protection;
  return [alertGroup(protection, {})];
}

function fires(...alerts: readonly string[]): readonly Firing[] {
  return alerts.map((alert) => ({
    alert: `Restorable${alert}`,
    protection: weekly.id,
    labels: { namespace: 'restore-test' },
  }));
}

function noted(
  plan: DrilledProtectionPlan,
  samples: Samples,
  at: string,
  ...alerts: readonly string[]
): void {
  expect(deviations(groups(plan), { samples, at, firing: fires(...alerts) })).toBe('');
}

test('every alert names the protection, its environment and what to do first', () => {
  for (const rule of drillAlerts(weekly)) {
    expect(rule.name).toMatch(/^Restorable[A-Z][A-Za-z]+$/);
    expect(rule.summary).toContain('develop/orders');
    expect(rule.description).toContain('develop/orders');
    expect(rule.runbook).toContain('kubectl -n restore-test');
    expect(['critical', 'warning']).toContain(rule.severity);
  }
});

test('the three verdicts have three alerts', () => {
  expect(drillAlerts(weekly).map(({ name, severity }) => [name, severity])).toEqual([
    ['RestorableDrillFailed', 'critical'],
    ['RestorableDrillInconclusive', 'warning'],
    ['RestorableNoPassedDrill', 'critical'],
  ]);
});

test('every series is asked for by the namespace of the drill, and by its CronJob', () => {
  for (const { expression } of drillAlerts(weekly)) {
    const selectors = expression.match(/kube_\w+\{[^}]*\}/g) ?? [];
    expect(selectors.length).toBeGreaterThan(1);
    for (const selector of selectors) expect(selector).toContain('namespace="restore-test"');
    expect(expression).toContain(`cronjob="${NAME}"`);
  }
  const [failed] = drillAlerts(weekly);
  expect(failed?.expression).toContain(
    `kube_job_owner{namespace="restore-test",owner_kind="CronJob",owner_name="${NAME}"}`,
  );
});

test('a drill is late once the longest gap, and all that a run may take, are over', () => {
  const { drill } = weekly;
  const late = drill.longestGap + HOUR + drill.deadline + 300;
  expect(late).toBe(drill.longestGap + latestEnd(drill));
  const rule = drillAlerts(weekly).find(({ name }) => name === 'RestorableNoPassedDrill');
  expect(rule?.expression).toContain(`> ${late}\n`);
  expect(rule?.description).toContain(Duration.seconds(late).toShort());
});

test('only a failed verdict ends the job by its pod failure policy, whatever kube-state-metrics calls that', () => {
  const [failed, inconclusive] = drillAlerts(weekly);
  expect(failed?.expression).toContain(
    'and on (namespace, job_name) (kube_job_status_failed{namespace="restore-test",reason=~"|PodFailurePolicy"} > 0)',
  );
  expect(inconclusive?.expression).toContain(
    'unless on (namespace, job_name) (kube_job_status_failed{namespace="restore-test",reason=~"|PodFailurePolicy"} > 0)',
  );
});

describeWithPromtool('alerts on drills, by promtool', () => {
  test.each([weekly, firstMonday])('are valid', (plan) => {
    expect(syntaxErrors(groups(plan))).toBe('');
  });

  test('are silent where the last drill passed', () => {
    const passed = { ...cronJobSamples(NAME, { passed: 3 * DAY }), ...jobSamples(NAME, 3 * DAY, 'passed') };
    noted(weekly, passed, '4d');
    noted(weekly, passed, '10d');
  });

  test('are silent for a drill that is new, and while one runs', () => {
    noted(weekly, cronJobSamples(NAME), '7d');
    noted(weekly, { ...cronJobSamples(NAME), ...jobSamples(NAME, 3 * DAY, 'runs') }, '3d1h');
  });

  test.each<[End, string]>([
    ['failed', 'DrillFailed'],
    ['failed, known by name', 'DrillFailed'],
    ['could not run', 'DrillInconclusive'],
    ['deadline, no pod', 'DrillInconclusive'],
  ])('tell of a job that ended so: %s', (end, alert) => {
    const job = jobSamples(NAME, 5 * DAY, end);
    noted(weekly, { ...cronJobSamples(NAME, { passed: 3 * DAY }), ...job }, '6d', alert);
    noted(weekly, { ...cronJobSamples(NAME), ...job }, '6d', alert);
  });

  test('are silent again once a drill has passed', () => {
    const earlier = { ...jobSamples(NAME, 2 * DAY, 'failed'), ...jobSamples(NAME, DAY, 'could not run') };
    noted(weekly, { ...cronJobSamples(NAME, { passed: 3 * DAY }), ...earlier }, '4d');
  });

  test('tell of both where one drill failed and the next could not be run', () => {
    const jobs = { ...jobSamples(NAME, 2 * DAY, 'failed'), ...jobSamples(NAME, 3 * DAY, 'could not run') };
    noted(
      weekly,
      { ...cronJobSamples(NAME, { passed: DAY }), ...jobs },
      '4d',
      'DrillFailed',
      'DrillInconclusive',
    );
  });

  test('are not about the drills of others in the namespace', () => {
    const own = cronJobSamples(NAME, { passed: 3 * DAY });
    for (const other of ['develop-orders-2', 'develop', 'staging-orders']) {
      noted(
        weekly,
        { ...own, ...jobSamples(other, 5 * DAY, 'failed'), ...jobSamples(other, 4 * DAY, 'could not run') },
        '6d',
      );
    }
  });

  test('tell where no drill has passed in time, also where none ever did', () => {
    noted(weekly, cronJobSamples(NAME, { passed: DAY }), '9d', 'NoPassedDrill');
    noted(weekly, cronJobSamples(NAME, { created: DAY }), '9d', 'NoPassedDrill');
  });

  test('tell where nothing is known: the CronJob or kube-state-metrics is missing', () => {
    noted(weekly, {}, '1h', 'NoPassedDrill');
    noted(weekly, cronJobSamples('develop-orders-2', { passed: 0 }), '1h', 'NoPassedDrill');
  });

  test('are silent while kube-state-metrics restarts', () => {
    const gap = Object.fromEntries(
      Object.keys(cronJobSamples(NAME, { passed: 0 })).map((series) => [series, '0+0x285 _x2 0+0x10']),
    );
    noted(weekly, gap, '23h55m');
  });

  describe('on the first Monday of a month', () => {
    const monday = 4 * DAY + 4 * HOUR;

    test('count the run of that Monday, also after runs on other days', () => {
      const runs = { ...jobSamples(NAME, monday, 'passed'), ...jobSamples(NAME, monday + DAY, 'passed') };
      noted(firstMonday, { ...cronJobSamples(NAME, { passed: monday + DAY }), ...runs }, '30d');
    });

    test('do not count the runs that did nothing, since it was not their day', () => {
      const runs = { ...jobSamples(NAME, monday, 'failed'), ...jobSamples(NAME, monday + DAY, 'passed') };
      const job = cronJobSamples(NAME, { passed: monday + DAY });
      noted(firstMonday, { ...job, ...runs }, '6d', 'DrillFailed');
      noted(firstMonday, { ...job, ...jobSamples(NAME, monday + DAY, 'passed') }, '40d', 'NoPassedDrill');
    });

    test('say nothing of a run on another day that could not be started', () => {
      const runs = {
        ...jobSamples(NAME, monday, 'passed'),
        ...jobSamples(NAME, monday + DAY, 'could not run'),
      };
      noted(firstMonday, { ...cronJobSamples(NAME), ...runs }, '6d');
    });
  });
});
