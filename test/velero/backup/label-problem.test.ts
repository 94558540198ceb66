import { labelProblem } from '../../../lib/velero/backup/label-problem';
import { composedBackup } from '../fixture';

test.each([
  ['team', 'payments'],
  ['example.com/team', ''],
  ['a', 'A.b_c-9'],
  ['x'.repeat(63), 'y'.repeat(63)],
])('%s: %s is a label', (key, value) => {
  expect(labelProblem(key, value)).toBeUndefined();
});

test.each([
  ['', 'payments'],
  ['-team', 'payments'],
  ['x'.repeat(64), 'payments'],
  ['Example.com/team', 'payments'],
  ['a/b/c', 'payments'],
  ['/team', 'payments'],
  ['team', 'two words'],
  ['team', 'ends-'],
  ['team', 'y'.repeat(64)],
])('%s: %s is none', (key, value) => {
  expect(labelProblem(key, value)).toMatch(/^it is no (key|value) of a label$/);
});

test('a label that Kubernetes refuses would fail every Backup, and is refused at synth (RST977)', () => {
  const found = composedBackup({ labels: { team: 'two words', tier: 'gold' } });
  expect(found.codes.filter((code) => code === 'RST977')).toHaveLength(1);
  expect(found.problem('RST977')).toMatchObject({ property: 'labels.team', severity: 'error' });
});
