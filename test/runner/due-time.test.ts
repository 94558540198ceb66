import { dueTime } from '../../runner/due-time';

const DUE = new Date('2027-01-04T23:59:00Z');
const JOB = `develop-orders-${DUE.getTime() / 60_000}`;

test('a run that was due before midnight and starts after it belongs to the day before', () => {
  expect(dueTime(JOB, new Date('2027-01-05T00:00:40Z'))).toEqual(DUE);
});

test.each([
  ['has no name', undefined],
  ['was made by hand', 'develop-orders-run-x7k2p'],
  ['ends in a number that is no time of these days', 'develop-orders-12345678'],
])('a run whose Job %s is due now', (_, job) => {
  const now = new Date('2027-01-05T00:00:40Z');
  expect(dueTime(job, now)).toBe(now);
});

test('a time to come is another number', () => {
  const now = new Date('2027-01-04T23:58:00Z');
  expect(dueTime(JOB, now)).toBe(now);
});
