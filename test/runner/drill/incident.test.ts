import { ApiError } from '../../../runner/kubernetes';
import { Incident } from '../../../runner/drill/incident';

test('an incident stays what it is', () => {
  const incident = new Incident('lock-lost', 'another runner has taken the lock');
  expect(Incident.of(incident)).toBe(incident);
});

test('an answer of the API server that may pass is told from one that will not', () => {
  expect(Incident.of(new ApiError(503, 'ServiceUnavailable', 'it is away')).reason).toBe('api-unavailable');
  expect(Incident.of(new ApiError(403, 'Forbidden', 'no')).reason).toBe('api-refused');
});

test('of anything unforeseen only the name is told: its message may hold a secret', () => {
  expect(Incident.of(new TypeError('password=hunter2')).message).toBe(
    'the runner stopped at an unforeseen TypeError',
  );
  expect(Incident.of('hunter2').message).toBe('the runner stopped at something that is no error');
});
