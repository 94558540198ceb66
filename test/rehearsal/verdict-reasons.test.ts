import { VERDICT_REASONS, type VerdictReason } from '../../lib/rehearsal';
import { FAULT_TABLE } from '../faults/fault-table';

const REASONS = Object.entries<VerdictReason>(VERDICT_REASONS);

test.each(REASONS)('%s is written for alerts, and explained', (code, { meaning, advice }) => {
  expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
  for (const text of [meaning, advice]) expect(text).toMatch(/^[A-Z].*\.$/);
});

test('there is one way to pass', () => {
  const passing = REASONS.filter(([, { verdict }]) => verdict === 'passed').map(([code]) => code);
  expect(passing).toEqual(['restored-and-checked']);
});

test('every reason is given to some fault of the table, but for the interruption, which has tests of its own', () => {
  const given = new Set(FAULT_TABLE.flatMap(({ faults }) => faults.map(({ reason }) => reason as string)));
  // Small disks are mounted only by root.
  if (process.getuid?.() !== 0) given.add('out-of-space');
  expect(REASONS.map(([code]) => code).filter((code) => !given.has(code))).toEqual(['interrupted']);
});

test('names of faults are unique', () => {
  const names = FAULT_TABLE.flatMap(({ faults }) => faults.map(({ name }) => name));
  expect(new Set(names).size).toBe(names.length);
});
