import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DrillPlan } from '../../lib/plan';
import { jsonLog } from '../../runner/log';
import type { Procedures } from '../../runner/procedures';
import { run } from '../../runner/run';
import { drilledProtection } from '../drill/protection';

const FOLDER = mkdtempSync(join(tmpdir(), 'restorable-run-'));
const SUNDAY = new Date('2027-01-03T04:00:00Z');
const MONDAY = new Date('2027-01-04T04:00:00Z');

function planFile(document: unknown): string {
  const path = join(FOLDER, 'plan.json');
  writeFileSync(path, typeof document === 'string' ? document : JSON.stringify(document));
  return path;
}

function plan(drill: Partial<DrillPlan> = {}): string {
  const protection = drilledProtection('orders');
  return planFile({ version: 1, protection: { ...protection, drill: { ...protection.drill, ...drill } } });
}

async function outcome(
  planPath: string,
  {
    procedures = new Map(),
    on = SUNDAY,
    startedBy,
    job,
  }: { procedures?: Procedures; on?: Date; startedBy?: string; job?: string } = {},
) {
  const lines: string[] = [];
  const log = jsonLog(
    (line) => lines.push(line),
    () => on,
  );
  return {
    outcome: await run({
      planPath,
      procedures,
      log,
      now: () => on,
      ...(startedBy !== undefined && { startedBy }),
      ...(job !== undefined && { job }),
    }),
    lines,
  };
}

test('a drill ends with the verdict of its procedure', async () => {
  const passed = { verdict: 'passed', reason: 'restored', message: 'everything held' } as const;
  const { outcome: ended, lines } = await outcome(plan(), {
    procedures: new Map([['PostgresCluster', () => Promise.resolve(passed)]]),
  });
  expect(ended).toEqual(passed);
  expect(JSON.parse(lines[0] ?? '')).toEqual({
    time: '2027-01-03T04:00:00.000Z',
    level: 'info',
    message: 'drill started',
    drill: 'develop-orders',
    protection: 'safeops/develop/orders',
    kind: 'PostgresCluster',
  });
});

test('a kind without a procedure is inconclusive', async () => {
  expect((await outcome(plan())).outcome).toMatchObject({
    verdict: 'inconclusive',
    reason: 'procedure-unavailable',
  });
});

test('a procedure that throws is inconclusive, and what it threw is not repeated', async () => {
  const { outcome: ended, lines } = await outcome(plan(), {
    procedures: new Map([
      ['PostgresCluster', () => Promise.reject(new TypeError('postgresql://app:marked-secret@db'))],
    ]),
  });
  expect(ended).toMatchObject({
    verdict: 'inconclusive',
    reason: 'runner-error',
    message: 'the procedure threw TypeError',
  });
  expect(JSON.stringify([ended, lines])).not.toContain('marked-secret');
});

test('on another weekday than the one it must fall on, a drill has no verdict', async () => {
  const procedures: Procedures = new Map([
    ['PostgresCluster', () => Promise.reject(new Error('must not run'))],
  ]);
  const { outcome: ended, lines } = await outcome(plan({ onlyOnWeekday: 1 }), { procedures, on: SUNDAY });
  expect(ended).toBeUndefined();
  expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { message: 'no drill today', onlyOn: 'Monday' },
  ]);
});

test('on its weekday it runs', async () => {
  const { outcome: ended } = await outcome(plan({ onlyOnWeekday: 1 }), { on: MONDAY });
  expect(ended).toMatchObject({ reason: 'procedure-unavailable' });
});

test('a run that was due on its weekday runs also where its pod starts after midnight', async () => {
  const due = new Date('2027-01-04T23:59:00Z');
  const { outcome: ended } = await outcome(plan({ onlyOnWeekday: 1 }), {
    on: new Date('2027-01-05T00:00:30Z'),
    job: `develop-orders-${due.getTime() / 60_000}`,
  });
  expect(ended).toMatchObject({ reason: 'procedure-unavailable' });
});

test.each([
  ['a missing file', join(FOLDER, 'none.json'), 'plan-unreadable'],
  ['a folder', FOLDER, 'plan-unreadable'],
])('%s is no plan', async (_what, path, reason) => {
  expect((await outcome(path)).outcome).toMatchObject({ verdict: 'inconclusive', reason });
});

const protection = drilledProtection('orders');

test.each<[string, unknown, string]>([
  ['text that is not JSON', '{', 'plan-invalid'],
  ['null', null, 'plan-version-unknown'],
  ['a plan without a version', { protection }, 'plan-version-unknown'],
  ['a plan of a later version', { version: 2, protection }, 'plan-version-unknown'],
  ['a version that only looks right', { version: '1', protection }, 'plan-version-unknown'],
  ['a plan without a protection', { version: 1 }, 'plan-invalid'],
  ['a protection without a kind', { version: 1, protection: { ...protection, kind: '' } }, 'plan-invalid'],
  ['a waived drill', { version: 1, protection: { ...protection, drill: { waived: {} } } }, 'plan-invalid'],
  [
    'objectives that are not numbers',
    { version: 1, protection: { ...protection, objectives: {} } },
    'plan-invalid',
  ],
  [
    'a drill without checks',
    { version: 1, protection: { ...protection, drill: { ...protection.drill, checks: [] } } },
    'plan-invalid',
  ],
  [
    'an eighth weekday',
    { version: 1, protection: { ...protection, drill: { ...protection.drill, onlyOnWeekday: 7 } } },
    'plan-invalid',
  ],
])('%s is inconclusive', async (_what, document, reason) => {
  expect((await outcome(planFile(document as object))).outcome).toMatchObject({
    verdict: 'inconclusive',
    reason,
  });
});

test('what is wrong with a plan is named', async () => {
  const { outcome: ended } = await outcome(
    planFile({ version: 1, protection: { ...protection, source: [] } }),
  );
  expect(ended?.message).toBe("the plan's protection.source is missing or of another kind");
});

test('whoever starts a drill by hand gets it on any weekday, and is in its log', async () => {
  const passed = { verdict: 'passed', reason: 'restored', message: 'everything held' } as const;
  const { outcome: ended, lines } = await outcome(plan({ onlyOnWeekday: 1 }), {
    procedures: new Map([['PostgresCluster', () => Promise.resolve(passed)]]),
    on: SUNDAY,
    startedBy: 'anna@example.org',
  });
  expect(ended).toEqual(passed);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    message: 'drill started',
    startedBy: 'anna@example.org',
  });
});
