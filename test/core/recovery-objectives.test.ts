import { Duration, RecoveryObjectives } from '../../lib/core';
import { refusal, refusals } from './refusal';

const objectives = RecoveryObjectives.of({ rpo: '15m', rto: 'PT30M', retention: '30d' });

test('reads durations and the retention', () => {
  expect(objectives.rpo.seconds).toBe(900);
  expect(objectives.rto.seconds).toBe(1800);
  expect(objectives.retention.toBarman()).toBe('30d');
  expect(objectives.toString()).toBe('RPO 15m, RTO 30m, retention 30 days');
});

test('returns objectives as they are', () => {
  expect(RecoveryObjectives.of(objectives)).toBe(objectives);
});

test('with() replaces some and keeps the rest', () => {
  const changed = objectives.with({ rto: Duration.hours(1) });
  expect(changed.toString()).toBe('RPO 15m, RTO 1h, retention 30 days');
  expect(changed.equals(objectives)).toBe(false);
  expect(changed.with({ rto: '30m' }).equals(objectives)).toBe(true);
  expect(objectives.with({ rpo: '5m', retention: '4w' }).toString()).toBe(
    'RPO 5m, RTO 30m, retention 4 weeks',
  );
});

test('with() is checked as a whole', () => {
  expect(refusal(() => objectives.with({ rpo: '31d' })).code).toBe('RST109');
});

test('all problems are in one error, each at its property', () => {
  const problems = refusals(() => RecoveryObjectives.of({ rpo: '15', rto: '0s', retention: '1y' }));
  expect(problems.map((p) => [p.property, p.code])).toEqual([
    ['rpo', 'RST101'],
    ['retention', 'RST106'],
    ['rto', 'RST109'],
  ]);
});

test('missing objectives are refused, for callers without types', () => {
  const problems = refusals(() =>
    RecoveryObjectives.of({} as { rpo: string; rto: string; retention: string }),
  );
  expect(problems.map((p) => p.property)).toEqual(['rpo', 'rto', 'retention']);
});

test.each(['rpo', 'rto'] as const)('%s must be positive', (property) => {
  const problem = refusal(() => objectives.with({ [property]: '0s' }));
  expect([problem.code, problem.property, problem.value]).toEqual(['RST109', property, "'0s'"]);
});

test.each([
  ['30d', '30d'],
  ['28d', '1m'],
])('an RPO of %s is refused with a retention of %s', (rpo, retention) => {
  const problem = refusal(() => RecoveryObjectives.of({ rpo, rto: '1h', retention }));
  expect([problem.code, problem.property]).toEqual(['RST109', 'rpo']);
});

test('an RPO just below the retention is taken', () => {
  expect(RecoveryObjectives.of({ rpo: '27d', rto: '90d', retention: '1m' }).rpo.toShort()).toBe('27d');
});
