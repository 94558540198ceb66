import { Readable } from 'node:stream';
import { corruptionIn, recoveryEnd, recoveryFailure } from '../../lib/rehearsal/recovery-failure';
import { ServerLog } from '../../lib/rehearsal/server-log';

/** A log with these lines. */
async function logOf(...lines: readonly string[]): Promise<ServerLog> {
  const log = new ServerLog();
  const stream = Readable.from([`${lines.join('\n')}\n`]);
  log.follow(stream);
  await new Promise((resolve) => stream.once('end', resolve));
  return log;
}

const BEGUN = '00000 LOG:  starting backup recovery with redo LSN 0/2000028';
const TOO_EARLY = '57P03 FATAL:  the database system is starting up';

test.each([
  ['22023 FATAL:  recovery aborted because of insufficient parameter settings', 'server-will-not-start'],
  ['XX000 FATAL:  recovery ended before configured recovery target was reached', 'archived-data-lost'],
  ['XX000 FATAL:  WAL ends before end of online backup', 'archived-data-lost'],
  ['XX000 FATAL:  WAL ends before consistent recovery point', 'archived-data-lost'],
  ['XX000 FATAL:  could not locate required checkpoint record at 0/2000080', 'archived-data-lost'],
  ['XX000 PANIC:  could not locate a valid checkpoint record at 0/2000080', 'archived-data-lost'],
  [
    'XX000 FATAL:  could not find redo location 0/2 referenced by checkpoint record at 0/3',
    'archived-data-lost',
  ],
  [
    'XX000 FATAL:  archive file "000000010000000000000002" has wrong size: 5 instead of 6',
    'archived-data-lost',
  ],
  ['XX000 FATAL:  database files are incompatible with server', 'wrong-major-version'],
  ['XX000 FATAL:  incorrect checksum in control file', 'base-backup-corrupt'],
  [
    'XX000 FATAL:  could not restore file "x" from archive: child process exited with exit code 200',
    'archive-unreachable',
  ],
  ['53100 FATAL:  could not write to file "pg_wal/xlogtemp.1": No space left on device', 'out-of-space'],
  ['58P01 FATAL:  could not access file "timescaledb": No such file or directory', 'place-unsuited'],
  ['42704 FATAL:  unrecognized configuration parameter "pg_cron.x"', 'place-unsuited'],
  ['XX000 PANIC:  something nobody has seen', 'recovery-failed'],
] as const)('%s: %s', async (line, reason) => {
  const failure = recoveryFailure(await logOf(BEGUN, TOO_EARLY, line, TOO_EARLY));
  expect(failure.reason).toBe(reason);
  expect(failure.message).toBe(`the restored server stopped: ${line.slice(line.indexOf(':') + 3)}`);
});

test('a server that stops before it recovers, for an unknown reason, says nothing of the backup', async () => {
  expect(recoveryFailure(await logOf('XX000 FATAL:  something nobody has seen'))).toEqual({
    reason: 'place-unsuited',
    message: 'the restored server stopped: something nobody has seen',
  });
});

test('a server that ends without a word says nothing of the backup', async () => {
  expect(recoveryFailure(await logOf(''))).toEqual({
    reason: 'place-unsuited',
    message: 'the restored server ended without a word',
  });
});

test('the detail behind the cause is told with it', async () => {
  const log = await logOf(
    BEGUN,
    '22023 FATAL:  recovery aborted because of insufficient parameter settings',
    '22023 DETAIL:  max_connections = 40 is a lower setting than on the primary server, where its value was 100.',
  );
  expect(recoveryFailure(log).message).toBe(
    'the restored server stopped: recovery aborted because of insufficient parameter settings: max_connections = 40 is a lower setting than on the primary server, where its value was 100.',
  );
});

test('a full disk is the cause also where only the command that fetches WAL said so', async () => {
  const log = await logOf(
    BEGUN,
    "cp: error writing 'pg_wal/RECOVERYXLOG': No space left on device",
    '58030 FATAL:  could not restore file "x" from archive: child process exited with exit code 200',
  );
  expect(recoveryFailure(log).reason).toBe('out-of-space');
});

describe('the end of a recovery', () => {
  const DONE = '00000 LOG:  redo done at 0/D00120 system usage: CPU: user: 0.00 s';

  test('is told with what was wrong with the WAL there', async () => {
    const complaint = 'incorrect resource manager data checksum in record at 0/E00028';
    const ready = '00000 LOG:  database system is ready to accept read-only connections';
    expect(recoveryEnd(await logOf(BEGUN, `00000 LOG:  ${complaint}`, TOO_EARLY, ready, DONE))).toBe(
      complaint,
    );
  });

  test('is nothing to speak of where the archive simply ends', async () => {
    const restored = '00000 LOG:  restored log file "00000001000000000000000F" from archive';
    expect(recoveryEnd(await logOf(BEGUN, restored, DONE))).toBeUndefined();
    expect(recoveryEnd(await logOf(BEGUN))).toBeUndefined();
  });
});

describe('damaged pages', () => {
  const WARNING = '01000 WARNING:  page verification failed, calculated checksum 1 but expected 2';
  const ERROR = 'XX001 ERROR:  invalid page in block 3 of relation "base/5/1"';

  test('are told as the server tells them', async () => {
    expect(corruptionIn(await logOf(BEGUN, WARNING, ERROR, 'XX001 DETAIL:  more'), 0)).toBe(
      'invalid page in block 3 of relation "base/5/1"',
    );
    expect(corruptionIn(await logOf('XX002 ERROR:  index "i" is corrupt'), 0)).toBe('index "i" is corrupt');
  });

  test('are not looked for in what the server said before', async () => {
    const log = await logOf(ERROR);
    expect(corruptionIn(log, log.length)).toBeUndefined();
  });

  test('are not seen in other errors', async () => {
    expect(corruptionIn(await logOf('42P01 ERROR:  relation "XX001" does not exist'), 0)).toBeUndefined();
  });
});
