import fc from 'fast-check';
import { Schedule, type ScheduleConsumer } from '../../../lib/core';
import { refusal } from '../refusal';
import { croner, cronTexts, moments, tryCron } from './croner';

const FIVE_FIELDS: readonly ScheduleConsumer[] = ['cronjob', 'velero', 'k3s'];

test('CloudNativePG is told six fields, the others five', () => {
  const schedule = Schedule.cron('0 0 * * *');
  expect(schedule.for('cloudnativepg')).toBe('0 0 0 * * *');
  expect(FIVE_FIELDS.map((consumer) => schedule.for(consumer))).toEqual([
    '0 0 * * *',
    '0 0 * * *',
    '0 0 * * *',
  ]);
});

test.each(FIVE_FIELDS)('%s cannot be told seconds', (consumer) => {
  const problem = refusal(() => Schedule.daily('02:00:30').for(consumer));
  expect([problem.code, problem.value]).toEqual(['RST103', "'daily at 02:00:30 UTC'"]);
  expect(problem.reason).toContain('no field for seconds');
});

test('CloudNativePG can be told seconds', () => {
  expect(Schedule.daily('02:00:30').for('cloudnativepg')).toBe('30 0 2 * * *');
});

test('a job of ours is told the guard it must check', () => {
  const schedule = Schedule.firstWeekdayOfMonth('mon', '02:00');
  expect(schedule.guard).toEqual({ weekday: 1 });
  expect(schedule.render('cronjob')).toEqual({ cron: '0 2 1-7 * *', guard: { weekday: 1 } });
  expect(schedule.for('cronjob')).toBe('0 2 1-7 * *');
});

test.each(['cloudnativepg', 'velero', 'k3s'] as const)('%s cannot check a guard', (consumer) => {
  const problem = refusal(() => Schedule.firstWeekdayOfMonth('mon', '02:00').for(consumer));
  expect(problem.code).toBe('RST103');
  expect(problem.reason).toContain('cannot check for Monday');
});

test('a schedule without a guard renders without one', () => {
  expect(Schedule.daily('02:00').render('velero')).toEqual({ cron: '0 2 * * *' });
});

test('every dialect fires when the text that was read does', () => {
  fc.assert(
    fc.property(cronTexts, moments, (text, moment) => {
      const schedule = tryCron(text);
      fc.pre(schedule !== undefined);
      const expected = runs(text, moment);
      const six = schedule.for('cloudnativepg');
      expect(six.split(' ')).toHaveLength(6);
      expect(runs(six, moment)).toEqual(expected);
      if (schedule.toString().split(' ').length === 6) return;
      for (const consumer of FIVE_FIELDS) expect(runs(schedule.for(consumer), moment)).toEqual(expected);
    }),
    { numRuns: 300 },
  );
});

test('no dialect is told a name, a question mark, or a stepped star beside a restricted day', () => {
  fc.assert(
    fc.property(cronTexts, (text) => {
      const schedule = tryCron(text);
      fc.pre(schedule !== undefined);
      const fields = schedule.for('cloudnativepg').split(' ');
      expect(fields.join(' ')).toMatch(/^[0-9*/, -]+$/);
      const [, , , dayOfMonth = '', , dayOfWeek = ''] = fields;
      if (dayOfMonth !== '*' && dayOfWeek !== '*') expect(dayOfMonth + dayOfWeek).not.toContain('*');
    }),
    { numRuns: 500 },
  );
});

test('a rendered text is read as the same schedule', () => {
  fc.assert(
    fc.property(cronTexts, (text) => {
      const schedule = tryCron(text);
      fc.pre(schedule !== undefined);
      expect(Schedule.cron(schedule.toString()).equals(schedule)).toBe(true);
      expect(Schedule.cron(schedule.for('cloudnativepg')).toString()).toBe(schedule.toString());
    }),
    { numRuns: 500 },
  );
});

function runs(text: string, moment: Date): string[] {
  return croner(text)
    .nextRuns(3, moment)
    .map((date) => date.toISOString());
}
