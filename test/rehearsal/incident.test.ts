import { Incident } from '../../lib/rehearsal/incident';

test('an incident stays what it is', () => {
  const incident = new Incident('no-backup', 'nothing there');
  expect(Incident.of(incident)).toBe(incident);
});

test.each([
  ['the system', Object.assign(new Error('write'), { code: 'ENOSPC' })],
  ['a quota', Object.assign(new Error('write'), { code: 'EDQUOT' })],
  ['the server', Object.assign(new Error('could not extend file'), { code: '53100' })],
  ['a program', new Error('initdb ended with 1: could not write: No space left on device')],
])('no space left is seen where %s says so', (_who, error) => {
  expect(Incident.of(error).reason).toBe('out-of-space');
});

test('of something unforeseen the name and the first line are told', () => {
  const incident = Incident.of(new TypeError('x is not a function\n    at somewhere'));
  expect(incident.reason).toBe('rehearsal-error');
  expect(incident.message).toMatch(/TypeError: x is not a function$/);
  expect(Incident.of('text').message).toMatch(/ text$/);
});
