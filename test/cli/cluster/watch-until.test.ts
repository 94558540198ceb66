import { watchUntil } from '../../../cli/cluster/watch-until';
import { ExitCode } from '../../../cli/exit-codes';
import { TestHost } from '../host';

const aborted = (signal: AbortSignal) =>
  new Promise<undefined>((resolve) => {
    if (signal.aborted) resolve(undefined);
    else signal.addEventListener('abort', () => resolve(undefined));
  });

test('ends with what was seen, and hears of no interruption any more', async () => {
  const host = new TestHost('/');
  await expect(watchUntil(host, 60, () => Promise.resolve('it'))).resolves.toEqual({
    kind: 'seen',
    seen: 'it',
  });
  expect(host.interrupt).toBeUndefined();
});

test('ends where somebody interrupts, with the code to end with', async () => {
  const host = new TestHost('/');
  const watched = watchUntil(host, 60, aborted);
  host.interrupt?.(ExitCode.interrupted);
  await expect(watched).resolves.toEqual({ kind: 'interrupted', code: 130 });
});

test('ends once the time is over', async () => {
  await expect(watchUntil(new TestHost('/'), 0, aborted)).resolves.toEqual({ kind: 'too-late' });
});

test('what goes wrong is thrown, and nobody listens any more', async () => {
  const host = new TestHost('/');
  await expect(watchUntil(host, 60, () => Promise.reject(new Error('lost')))).rejects.toThrow('lost');
  expect(host.interrupt).toBeUndefined();
});
