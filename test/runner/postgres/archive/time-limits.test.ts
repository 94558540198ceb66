import { within } from '../../../../runner/postgres/archive/time-limits';
import { Incident } from '../../../../runner/drill/incident';
import { StoreError } from '../../../../runner/s3';

/** Work that only ends when it is told to. */
const endless = (limited: AbortSignal) =>
  new Promise<never>((_resolve, reject) => {
    limited.addEventListener('abort', () => reject(new Error('stopped in the middle')), { once: true });
  });
const going = new AbortController().signal;

test('work that is done in time gives what it gives', async () => {
  await expect(within(1000, going, () => Promise.resolve(7))).resolves.toBe(7);
});

test('a store that takes too long is busy', async () => {
  await expect(within(20, going, endless)).rejects.toMatchObject({ reason: 'archive-busy' });
});

test('being told to end is the reason, whatever the work says', async () => {
  const stop = new AbortController();
  const ended = within(60_000, stop.signal, endless);
  stop.abort(new Incident('interrupted', 'told to end'));
  await expect(ended).rejects.toMatchObject({ reason: 'interrupted' });
});

test('a fault of the store is an incident, anything else stays what it is', async () => {
  await expect(within(1000, going, () => Promise.reject(new StoreError('busy', 'x')))).rejects.toMatchObject({
    reason: 'archive-busy',
    message: 'the archive: x',
  });
  await expect(within(1000, going, () => Promise.reject(new TypeError('x')))).rejects.toThrow(TypeError);
});
