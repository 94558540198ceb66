import { LateSignal } from '../../lib/rehearsal/late-signal';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test('it is aborted some time after the other one, with the same reason', () => {
  const early = new AbortController();
  const late = new LateSignal(early.signal, 1000);
  jest.advanceTimersByTime(5000);
  expect(late.signal.aborted).toBe(false);
  early.abort('enough');
  jest.advanceTimersByTime(999);
  expect(late.signal.aborted).toBe(false);
  jest.advanceTimersByTime(1);
  expect(late.signal.reason).toBe('enough');
});

test('one that was aborted before counts from now on', () => {
  const late = new LateSignal(AbortSignal.abort('before'), 1000);
  expect(late.signal.aborted).toBe(false);
  jest.advanceTimersByTime(1000);
  expect(late.signal.reason).toBe('before');
});

test('a disarmed one is never aborted, before and after the other one was', () => {
  const early = new AbortController();
  const [unaware, waiting] = [new LateSignal(early.signal, 1000), new LateSignal(early.signal, 1000)];
  unaware.disarm();
  early.abort();
  waiting.disarm();
  jest.advanceTimersByTime(5000);
  expect([unaware.signal.aborted, waiting.signal.aborted]).toEqual([false, false]);
});
