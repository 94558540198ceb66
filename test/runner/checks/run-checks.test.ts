import { createServer, type AddressInfo, type Server } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Check, Restored } from '../../../lib/drill/check';
import type { CheckPlan, QueryCheckPlan } from '../../../lib/plan';
import {
  APPLICATION_NAME,
  CheckImpossible,
  runChecks,
  type CheckContext,
  type ContainerExecutor,
} from '../../../runner/checks';
import { SUPERUSER_PASSWORD, TestServer } from '../../setup/postgres-server';
import { checkOn, contextOn } from './check-on';

let server: TestServer;
beforeAll(async () => {
  server = await TestServer.start();
});
afterAll(() => server.remove());

const one = Check.query('SELECT 1', { equals: 1 }).plan();
/** Named, so that it is not a summary of its query. */
const hang = Check.query('SELECT pg_sleep(60)', { equals: 1, timeout: '1s', name: 'hang' }).plan();
const application = Check.application({
  image: 'registry.example/app:1',
  env: { DATABASE_URL: Restored.url },
  get: '/healthz',
}).plan();
const command = Check.command({ image: 'registry.example/app:1', command: ['check'] }).plan();

function run(plans: readonly CheckPlan[], more: Partial<CheckContext> = {}) {
  return runChecks(plans, contextOn(server, 'postgres', more));
}

/** Sessions of checks that the server still has. */
async function sessions(): Promise<number> {
  const [row] = await server.sql(
    'postgres',
    `SELECT count(*)::int AS n FROM pg_stat_activity WHERE application_name = '${APPLICATION_NAME}'`,
  );
  return Number(row?.['n']);
}

/** Waits until a query of a check runs, and gives the process that runs it. */
async function processOfCheck(): Promise<number> {
  for (;;) {
    const [row] = await server.sql(
      'postgres',
      `SELECT pid FROM pg_stat_activity WHERE application_name = '${APPLICATION_NAME}' AND query LIKE '%pg_sleep%'
       AND state = 'active'`,
    );
    if (row !== undefined) return Number(row['pid']);
    await sleep(5);
  }
}

describe('order and independence', () => {
  test('every check has a result, in order, whatever the others give', async () => {
    const results = await run([
      Check.tables('gone').plan(),
      Check.query('SELECT 1 / 0', { equals: 1 }).plan(),
      one,
    ]);
    expect(results.map(({ name, status }) => [name, status])).toEqual([
      ['tables gone', 'failed'],
      ['query SELECT 1 / 0', 'error'],
      ['query SELECT 1', 'passed'],
    ]);
  });

  test('checks speak under a name of their own, and leave no connection behind', async () => {
    const plan = Check.query("SELECT current_setting('application_name')", {
      equals: 'restorable-check',
    }).plan();
    const results = await run([plan, Check.write().plan(), Check.tables('gone').plan()]);
    expect(results[0]).toMatchObject({ status: 'passed' });
    expect(await sessions()).toBe(0);
  });

  test('no checks give no results', async () => {
    expect(await run([])).toEqual([]);
  });
});

describe('time', () => {
  test('a query that takes too long is stopped by the server, and the next check runs', async () => {
    const [hung, next] = await run([hang, one]);
    expect(hung).toMatchObject({ status: 'error', reason: 'no answer within 1 s' });
    expect(next).toMatchObject({ status: 'passed' });
    expect(await sessions()).toBe(0);
  });

  test('all statements of a check together have its time', async () => {
    const database = await server.database(`
      CREATE FUNCTION slow() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(0.7); END';
      CREATE EVENT TRIGGER slow ON ddl_command_end EXECUTE FUNCTION slow()`);
    const result = await checkOn(server, database, Check.write({ timeout: '1s' }));
    expect(result).toMatchObject({ status: 'error', reason: 'no answer within 1 s' });
  });

  test('what the database has set for the time of statements does not matter', async () => {
    const database = await server.database();
    await server.sql(database, `ALTER DATABASE ${database} SET statement_timeout = '10ms'`);
    const check = Check.query('SELECT 1 FROM pg_sleep(0.1)', { equals: 1 });
    expect(await checkOn(server, database, check)).toMatchObject({ status: 'passed' });
  });

  test('a server process that stands still is not waited for', async () => {
    const running = run([hang, one]);
    const pid = await processOfCheck();
    process.kill(pid, 'SIGSTOP');
    const [hung, next] = await running;
    process.kill(pid, 'SIGCONT');
    expect(hung).toMatchObject({ status: 'error', reason: 'no answer within 1 s' });
    expect(next).toMatchObject({ status: 'passed' });
  });

  test('a server that accepts connections and says nothing is not waited for', async () => {
    const mute: Server = createServer();
    await new Promise<void>((listening) => mute.listen(0, '127.0.0.1', listening));
    const { port } = mute.address() as AddressInfo;
    const address = { ...server.address('postgres'), port };
    const [result] = await run([{ ...one, timeout: 1 }], { address });
    mute.close();
    expect(result).toMatchObject({ status: 'error', reason: 'no answer within 1 s' });
  });
});

describe('connections', () => {
  test('one that is broken is an error, and the next check has another', async () => {
    const running = run([hang, one]);
    await server.sql('postgres', `SELECT pg_terminate_backend(${await processOfCheck()})`);
    const [broken, next] = await running;
    expect(broken).toMatchObject({
      status: 'error',
      reason: 'terminating connection due to administrator command (SQLSTATE 57P01)',
    });
    expect(next).toMatchObject({ status: 'passed' });
  });

  test('a server that is killed in the middle is an error for all further checks, until it is back', async () => {
    const running = run([{ ...hang, timeout: 30 }, one]);
    await processOfCheck();
    await server.kill();
    const results = await running;
    const [later] = await run([one]);
    await server.startAgain();
    expect(results).toMatchObject([
      { status: 'error', reason: 'the connection to the server broke' },
      // The server may still have been about to end.
      { status: 'error', reason: expect.stringMatching(/broke$|ECONNREFUSED$/) as unknown },
    ]);
    expect(later).toMatchObject({
      status: 'error',
      reason: 'the server cannot be reached: ECONNREFUSED',
    });
    expect(await run([one])).toMatchObject([{ status: 'passed' }]);
  });

  test('a database that is not there fails, a wrong password is an error', async () => {
    const address = server.address('gone');
    expect(await run([one], { address })).toMatchObject([
      { status: 'failed', reason: 'database "gone" does not exist (SQLSTATE 3D000)' },
    ]);
    const wrong = { ...server.address('postgres'), password: 'marked-secret-wrong' };
    const results = await run([one], { address: wrong });
    expect(results).toMatchObject([{ status: 'error', reason: expect.stringContaining('28P01') as unknown }]);
    expect(JSON.stringify(results)).not.toContain('marked-secret');
  });

  test('variables of the environment do not decide how checks connect', async () => {
    const saved = { ...process.env };
    Object.assign(process.env, { PGSSLMODE: 'require', PGOPTIONS: '-c nonsense=1', PGAPPNAME: 'other' });
    const results = await run([one]);
    process.env = saved;
    expect(results).toMatchObject([{ status: 'passed' }]);
  });
});

describe('the end of a drill', () => {
  test('stops the check that runs, and the others are not run', async () => {
    const drill = new AbortController();
    const running = run([{ ...hang, timeout: 30 }, one], { signal: drill.signal });
    await processOfCheck();
    drill.abort();
    expect(await running).toMatchObject([
      { status: 'error', reason: 'the drill was ended before the check was' },
      { status: 'not-run', reason: 'the drill was ended before', expected: '1' },
    ]);
  });
});

describe('place', () => {
  test('a check that cannot run here is not run, and says why', async () => {
    const containers: ContainerExecutor = { run: () => Promise.reject(new Error('must not run')) };
    expect(await run([application, command], { containers })).toMatchObject([
      {
        kind: 'application',
        status: 'not-run',
        expected: 'the application answers /healthz with 200',
        reason: 'it runs only on a cluster',
      },
      { kind: 'command', status: 'not-run', expected: 'the command ends with exit code 0' },
    ]);
    expect(await run([{ ...one, runsIn: ['embedded'] }], { place: 'cluster' })).toMatchObject([
      { status: 'not-run', reason: 'it runs only on an embedded PostgreSQL' },
    ]);
  });

  test('without something that starts containers, checks that need them are not run', async () => {
    expect(await run([application, command], { place: 'cluster' })).toMatchObject([
      { status: 'not-run', reason: 'there is nothing here that starts containers' },
      { status: 'not-run', reason: 'there is nothing here that starts containers' },
    ]);
  });
});

describe('containers', () => {
  const onCluster = (perform: ContainerExecutor['run'], plan: CheckPlan = command) =>
    run([plan], { place: 'cluster', containers: { run: perform }, secrets: ['marked-secret-key'] });

  test('their findings become results', async () => {
    expect(await onCluster((plan) => Promise.resolve({ passed: true, actual: plan.image }))).toMatchObject([
      { status: 'passed', actual: 'registry.example/app:1' },
    ]);
    const failed = { passed: false, actual: 'exit code 2', reason: 'no orders: marked-secret-key' };
    expect(await onCluster(() => Promise.resolve(failed))).toMatchObject([
      { status: 'failed', actual: 'exit code 2', reason: 'no orders: [redacted]' },
    ]);
  });

  test('one that cannot be started is an error with the reason, and what is unforeseen is not repeated', async () => {
    expect(await onCluster(() => Promise.reject(new CheckImpossible('no image')))).toMatchObject([
      { status: 'error', reason: 'no image' },
    ]);
    expect(await onCluster(() => Promise.reject(new TypeError('marked-secret')))).toMatchObject([
      { status: 'error', reason: 'an unforeseen TypeError in the runner' },
    ]);
  });

  test('one that never ends is told to stop, and not waited for', async () => {
    let told: AbortSignal | undefined;
    const never: ContainerExecutor['run'] = (_plan, signal) => {
      told = signal;
      return new Promise(() => undefined);
    };
    expect(await onCluster(never, { ...command, timeout: 1 })).toMatchObject([
      { status: 'error', reason: 'no answer within 1 s' },
    ]);
    expect(told?.aborted).toBe(true);
  });
});

describe('secrets', () => {
  test('are in no result, wherever they come from', async () => {
    const database = await server.database(
      `CREATE TABLE keys (key text); INSERT INTO keys VALUES ('marked-secret-row ${SUPERUSER_PASSWORD}')`,
    );
    const quoting = (sql: string): QueryCheckPlan => Check.query(sql, { atLeast: 1 }).plan();
    const plans = [
      quoting('SELECT key FROM keys'),
      quoting('SELECT key::int FROM keys'),
      quoting(`SELECT "${SUPERUSER_PASSWORD}" FROM keys`),
      quoting(`SELECT 'postgresql://app:marked-secret-uri@db:5432/app'`),
      quoting(`SELECT 'host=db password=marked-secret-word user=app'`),
      Check.query('SELECT 1', { equals: SUPERUSER_PASSWORD, name: 'expects a secret' }).plan(),
    ];
    const results = await runChecks(plans, contextOn(server, database, { secrets: ['marked-secret-row'] }));
    expect(results.map(({ status }) => status)).toEqual([
      'failed',
      'error',
      'failed',
      'failed',
      'failed',
      'failed',
    ]);
    // Names are the user's own words.
    expect(JSON.stringify(results.map((result) => ({ ...result, name: '' })))).not.toContain('marked-secret');
    expect(results[0]).toMatchObject({ actual: '[redacted] [redacted]' });
  });
});
