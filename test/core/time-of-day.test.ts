import fc from 'fast-check';
import { TimeOfDay } from '../../lib/core';
import { refusal } from './refusal';

test('reads hours, minutes and seconds', () => {
  const time = TimeOfDay.of('02:05:30');
  expect([time.hour, time.minute, time.second, time.secondOfDay]).toEqual([2, 5, 30, 7530]);
});

test('returns a time as it is', () => {
  const time = TimeOfDay.of('02:00');
  expect(TimeOfDay.of(time)).toBe(time);
});

test('leaves out seconds that are 0', () => {
  expect(TimeOfDay.of('02:00:00').toString()).toBe('02:00');
  expect(JSON.stringify(TimeOfDay.of('02:00:30'))).toBe('"02:00:30"');
});

test('every time is read back from its text', () => {
  fc.assert(
    fc.property(fc.nat(86_399), (n) => {
      const time = TimeOfDay.at(Math.floor(n / 3600), Math.floor((n % 3600) / 60), n % 60);
      expect(TimeOfDay.of(time.toString()).secondOfDay).toBe(n);
    }),
  );
});

test.each(['24:00', '2:00', '02:60', '02', '', '02:00:60', '2am', '02:00 UTC', '-1:00'])(
  "refuses '%s'",
  (text) => {
    const problem = refusal(() => TimeOfDay.of(text));
    expect(problem.code).toBe('RST110');
    expect(problem.value).toBe(`'${text}'`);
  },
);

test.each([
  ['2:00', '02:00'],
  ['24:00', '00:00'],
  ['4:5:6', '04:05:06'],
])('says how to write %s: %s', (text, meant) => {
  expect(refusal(() => TimeOfDay.of(text)).fix).toBe(`Write '${meant}'.`);
});

test('refuses hours and minutes out of range', () => {
  expect(refusal(() => TimeOfDay.at(24, 0)).code).toBe('RST110');
  expect(refusal(() => TimeOfDay.at(-1, 0)).code).toBe('RST110');
});
