import * as core from '../../lib/core';

test('values of another copy of the package are taken as they are', () => {
  const other = otherCopy();
  const objectives = other.RecoveryObjectives.of({ rpo: '15m', rto: '1h', retention: '30d' });
  expect(core.Duration.of(objectives.rpo)).toBe(objectives.rpo);
  expect(core.Retention.of(objectives.retention)).toBe(objectives.retention);
  expect(core.RecoveryObjectives.of(objectives)).toBe(objectives);
  const [cidr, quantity, time] = [
    other.Cidr.of('10.0.0.0/8'),
    other.Quantity.of('1Gi'),
    other.TimeOfDay.of('02:00'),
  ];
  expect(core.Cidr.of(cidr)).toBe(cidr);
  expect(core.Quantity.of(quantity)).toBe(quantity);
  expect(core.TimeOfDay.of(time)).toBe(time);
  const schedule = other.Schedule.daily('02:00');
  expect(core.Schedule.of(schedule)).toBe(schedule);
  expect(schedule).not.toBeInstanceOf(core.Schedule);
});

test('no class takes the values of another for its own', () => {
  const values = {
    Cidr: core.Cidr.of('10.0.0.0/8'),
    Duration: core.Duration.of('1h'),
    Quantity: core.Quantity.of('1Gi'),
    RecoveryObjectives: core.RecoveryObjectives.of({ rpo: '15m', rto: '1h', retention: '30d' }),
    Retention: core.Retention.of('30d'),
    Schedule: core.Schedule.daily('02:00'),
    TimeOfDay: core.TimeOfDay.of('02:00'),
  };
  for (const [name, value] of Object.entries(values)) {
    const taking = (Object.keys(values) as (keyof typeof values)[]).filter((kind) => core[kind].is(value));
    expect(taking).toEqual([name]);
  }
});

function otherCopy(): typeof core {
  let copy: typeof core | undefined;
  jest.isolateModules(() => {
    copy = jest.requireActual('../../lib/core');
  });
  if (copy === undefined) throw new Error('expected a copy');
  return copy;
}
