import { deadlineOf } from '../../../runner/drill/deadline';
import { Incident } from '../../../runner/drill/incident';

test('a drill is stopped at its deadline by an incident that says so', async () => {
  const { signal } = deadlineOf(0.01);
  await new Promise((resolve) => signal.addEventListener('abort', resolve));
  expect(Incident.of(signal.reason)).toMatchObject({
    reason: 'deadline-exceeded',
    message: 'the drill was stopped at its deadline of 0.01 s',
  });
});

test('a drill that ended before is not stopped any more', async () => {
  const { signal, clear } = deadlineOf(0.01);
  clear();
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(signal.aborted).toBe(false);
});
