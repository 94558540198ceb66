import { PassThrough } from 'node:stream';
import { ServerLog } from '../../lib/rehearsal/server-log';

/** A log, and how to write to it. */
function logged(): { readonly log: ServerLog; readonly write: (text: string) => Promise<void> } {
  const log = new ServerLog();
  const stream = new PassThrough();
  log.follow(stream);
  return {
    log,
    write: async (text) => {
      stream.write(text);
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

test('lines are read with their code and level; what other programs wrote is none', async () => {
  const { log, write } = logged();
  await write('00000 LOG:  starting\ncp: cannot stat\nXX001 ERR');
  await write('OR:  invalid page: yes\n');
  expect(log.lines()).toEqual([
    { code: '00000', level: 'LOG', text: 'starting' },
    { code: 'XX001', level: 'ERROR', text: 'invalid page: yes' },
  ]);
  expect(log.toString()).toContain('cp: cannot stat');
});

test('lines after a length are those that were written later', async () => {
  const { log, write } = logged();
  await write('00000 LOG:  before\n');
  const { length } = log;
  await write('00000 LOG:  after\n');
  expect(log.lines(length).map(({ text }) => text)).toEqual(['after']);
});

test('of a long log both ends are kept, and lines are found after any length', async () => {
  const { log, write } = logged();
  await write('00000 LOG:  the first\n');
  const noise = `00000 LOG:  ${'x'.repeat(1000)}\n`.repeat(300);
  await write(noise);
  await write(noise);
  const { length } = log;
  await write('XX001 ERROR:  the last\n');
  await write(noise.slice(0, 100_000));
  expect(log.toString().length).toBeLessThan(600_000);
  expect(log.length).toBe(length + 'XX001 ERROR:  the last\n'.length + 100_000);
  expect(log.lines()[0]?.text).toBe('the first');
  expect(log.lines(length)[0]).toEqual({ code: 'XX001', level: 'ERROR', text: 'the last' });
});
