import { Schedule } from '../../../lib/core';
import { refusal } from '../refusal';

test.each([
  ['0 2 * * *', '0 2 * * *'],
  ['0 0 2 * * *', '0 2 * * *'],
  ['30 0 2 * * *', '30 0 2 * * *'],
  ['  0   2 * *\t* ', '0 2 * * *'],
  ['0 2 * JAN,feb Mon-Fri', '0 2 * 1,2 1-5'],
  ['*/15 * * * *', '*/15 * * * *'],
  ['0,15,30,45 * * * *', '*/15 * * * *'],
  ['5/20 * * * *', '5,25,45 * * * *'],
  ['0-59 */1 * * *', '* * * * *'],
  ['0 0 1-7/2 * *', '0 0 1,3,5,7 * *'],
  ['0 0 1,2 * *', '0 0 1,2 * *'],
  ['3,1,2,2 0 * * *', '1-3 0 * * *'],
  ['0 0 */10 * *', '0 0 */10 * *'],
  ['@hourly', '0 * * * *'],
  ['@daily', '0 0 * * *'],
  ['@midnight', '0 0 * * *'],
  ['@weekly', '0 0 * * 0'],
  ['@monthly', '0 0 1 * *'],
  ['@yearly', '0 0 1 1 *'],
  ['@annually', '0 0 1 1 *'],
])("'%s' is read as %s", (text, canonical) => {
  expect(Schedule.cron(text).toString()).toBe(canonical);
});

test.each([
  ['', 'empty', undefined],
  ['* * * *', '4 fields', undefined],
  ['daily', '1 field;', undefined],
  ['0 0 2 * * * 2026', '7 fields', undefined],
  ['TZ=Europe/Zurich 0 2 * * *', 'UTC', 'leave out TZ=Europe/Zurich'],
  ['CRON_TZ=UTC 0 2 * * *', 'UTC', 'leave out CRON_TZ=UTC'],
  ['@every 6h', 'restart', "Schedule.every('6h')"],
  ['@reboot', 'no descriptor', '@hourly'],
  ['@constructor', 'no descriptor', '@hourly'],
  ['0 2 L * *', "'L' (last day) in the day of month field", 'Schedule.monthly(28'],
  ['0 2 L-3 * *', "'L' (last day)", undefined],
  ['0 2 * * 5L', "'L' (last day) in the day of week field", undefined],
  ['0 2 * * friL', "'L' (last day)", undefined],
  ['0 2 15W * *', "'W' (nearest weekday)", 'Schedule.monthly(15'],
  ['0 2 LW * *', "'L' (last day)", undefined],
  ['0 2 * * 1#1', "'#' (nth weekday", 'Schedule.firstWeekdayOfMonth'],
  ['0 2 * * mon#1', "'#' (nth weekday", 'Schedule.firstWeekdayOfMonth'],
  ['0 2 ? * 1', "'?' in the day of month field", "Write '*'"],
  ['0 2 * * ?', "'?' in the day of week field", "Write '*'"],
  ['0 2 * * 7', 'Day of week 7', 'Write 0 or sun'],
  ['0 2 * * 5-7', 'Day of week 7', 'Write 0 or sun'],
  ['60 2 * * *', 'minute 60 is outside 0 to 59', undefined],
  ['0 24 * * *', 'hour 24 is outside 0 to 23', undefined],
  ['0 2 0 * *', 'day of month 0 is outside 1 to 31', undefined],
  ['0 2 * 13 *', 'month 13 is outside 1 to 12', undefined],
  ['60 0 2 * * *', 'second 60 is outside', undefined],
  ['0 2 * * fri-mon', 'ends before it begins', '5-6,0-1'],
  ['*/0 * * * *', "step '0'", undefined],
  ['*/60 * * * *', "step '60'", undefined],
  ['*/x * * * *', "step 'x'", undefined],
  ['1,,2 * * * *', 'empty list item', undefined],
  ['1- * * * *', "'1-' in the minute field", undefined],
  ['*-5 * * * *', "'*-5' in the minute field", undefined],
  ['1/2/3 * * * *', "'1/2/3' in the minute field", undefined],
  ['1.5 * * * *', "'1.5' in the minute field", undefined],
  ['mon * * * *', "'mon' in the minute field", undefined],
  ['0 2 * mon *', 'or a name (jan, feb', undefined],
  ['0 2 30 2 *', 'never fires', 'a day that the month has'],
  ['0 2 31 4,6,9,11 *', 'never fires', undefined],
])("refuses '%s': %s", (text, reason, fix) => {
  const problem = refusal(() => Schedule.cron(text));
  expect(problem.code).toBe('RST102');
  expect(problem.value).toBe(`'${text}'`);
  expect(problem.reason).toContain(reason);
  expect(problem.fix).toContain(fix ?? '');
});

test.each([
  '0 2 */2 * 1',
  '0 2 1 * */2',
  '0 2 */2 * */2',
  '0 2 */2,5 * 1',
  '0 2 1-31 * */2',
  '0 2 */2 * 0-6',
])("refuses '%s', whose days CloudNativePG and Kubernetes combine differently", (text) => {
  const problem = refusal(() => Schedule.cron(text));
  expect(problem.code).toBe('RST102');
  expect(problem.reason).toContain('ambiguous');
});

test.each([
  ['0 2 1-31 * 1', '0 2 * * *'],
  ['0 2 15 * 0-6', '0 2 * * *'],
  ['0 2 * * 0-6', '0 2 * * *'],
  ['0 2 */1 * 1', '0 2 * * 1'],
  ['0 2 5,* * 1', '0 2 * * 1'],
  ['0 2 */2 * *', '0 2 */2 * *'],
  ['0 2 * * */2', '0 2 * * */2'],
])("the days of '%s' fire as %s for every parser", (text, canonical) => {
  expect(Schedule.cron(text).toString()).toBe(canonical);
});

test('lists days that would be ambiguous with a stepped star', () => {
  expect(Schedule.cron('0 2 1,3,5,7,9,11,13,15,17,19,21,23,25,27,29,31 * 0,2,4,6').toString()).toBe(
    '0 2 1,3,5,7,9,11,13,15,17,19,21,23,25,27,29,31 * 0,2,4,6',
  );
});

test('reads a day of February that only leap years have, and weekdays beside a day that the month never has', () => {
  expect(Schedule.cron('0 2 29 2 *').next(new Date('2025-01-01')).toISOString()).toBe(
    '2028-02-29T02:00:00.000Z',
  );
  expect(Schedule.cron('0 2 30 2 1').next(new Date('2026-01-01')).toISOString()).toBe(
    '2026-02-02T02:00:00.000Z',
  );
});

test('refuses what is no text, for callers without types', () => {
  expect(refusal(() => Schedule.cron(5 as unknown as string)).code).toBe('RST102');
});
