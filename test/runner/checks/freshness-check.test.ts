import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Check } from '../../../lib/drill/check';
import { TestServer } from '../../setup/postgres-server';
import { checkOn } from './check-on';
import { witness, WITNESSED } from './witnessed';

let server: TestServer;
beforeAll(async () => {
  // Recovery of what is in the data folder alone.
  server = await TestServer.start({ restore_command: 'exit 1' });
});
afterAll(() => server.remove());

/** A database with a witness, to which something happens after it has written. */
const counted = (afterwards = '') => server.database([...WITNESSED, afterwards]);

describe('freshness by the witness', () => {
  const check = Check.freshness({ by: 'witness', within: '10m' });
  const beat = (ago: string) =>
    counted(`UPDATE "Witness ""1""".heartbeat SET at = now() - interval '${ago}'`);

  test('passes where the heartbeat is young enough, and says how old it is', async () => {
    expect(await checkOn(server, await beat('9 minutes'), check, { witness })).toMatchObject({
      kind: 'sql.freshness',
      status: 'passed',
      expected: 'newest heartbeat of the witness at most 600 s old',
      actual: expect.stringMatching(/^54\d\.\d s old$/) as unknown,
    });
  });

  test('fails where the heartbeat is too old, missing, or its table is missing', async () => {
    expect(await checkOn(server, await beat('11 minutes'), check, { witness })).toMatchObject({
      status: 'failed',
      reason: expect.stringMatching(/^the newest heartbeat of the witness is 66\d\.\d s old$/) as unknown,
    });
    const silent = await counted('DELETE FROM "Witness ""1""".heartbeat');
    expect(await checkOn(server, silent, check, { witness })).toMatchObject({
      status: 'failed',
      actual: 'none',
      reason: 'the witness has written no heartbeat',
    });
    expect(await checkOn(server, await server.database(), check, { witness })).toMatchObject({
      status: 'failed',
      reason: 'there is no table "Witness ""1""".heartbeat of the witness',
    });
  });

  test('is measured from the moment the data should be of', async () => {
    const database = await beat('11 minutes');
    const asOf = new Date(Date.now() - 5 * 60_000).toISOString();
    expect(await checkOn(server, database, check, { witness, asOf })).toMatchObject({ status: 'passed' });
  });

  test('is 0 where the heartbeat is of after that moment', async () => {
    const asOf = new Date(Date.now() - 60 * 60_000).toISOString();
    expect(await checkOn(server, await counted(), check, { witness, asOf })).toMatchObject({
      status: 'passed',
      actual: '0.0 s old',
    });
  });

  test('is an error where the heartbeat is of the future: its age means nothing', async () => {
    expect(await checkOn(server, await beat('-1 hour'), check, { witness })).toMatchObject({
      status: 'error',
      reason: expect.stringContaining('the clocks differ') as unknown,
    });
  });

  test('is an error where there is no witness', async () => {
    expect(await checkOn(server, await counted(), check)).toMatchObject({
      status: 'error',
      reason: 'the protection has no witness',
    });
  });
});

describe('freshness by the archive', () => {
  const check = Check.freshness({ by: 'archive', within: '10m' });
  const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

  test('is that of the newest archived segment', async () => {
    expect(await checkOn(server, 'postgres', check, { archivedAt: ago(9) })).toMatchObject({
      status: 'passed',
    });
    expect(await checkOn(server, 'postgres', check, { archivedAt: ago(11) })).toMatchObject({
      status: 'failed',
    });
    expect(await checkOn(server, 'postgres', check)).toMatchObject({
      status: 'error',
      reason: 'nobody knows when the newest WAL segment was archived',
    });
  });
});

describe('freshness by the last commit', () => {
  const check = Check.freshness({ by: 'lastCommit', within: '10m' });

  test('is told by the drill, where it knows', async () => {
    const lastCommitAt = new Date(Date.now() - 11 * 60_000).toISOString();
    expect(await checkOn(server, 'postgres', check, { lastCommitAt })).toMatchObject({ status: 'failed' });
  });

  test('is an error where nobody knows: the server was started without recovery', async () => {
    expect(await checkOn(server, 'postgres', check)).toMatchObject({
      status: 'error',
      reason: expect.stringMatching(/^nobody knows the newest replayed commit/) as unknown,
    });
  });

  test('is told by a server that has recovered', async () => {
    await server.database('CREATE TABLE last (id int)');
    await server.kill();
    writeFileSync(join(server.data, 'recovery.signal'), '');
    await server.startAgain();
    const hence = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
    expect(await checkOn(server, 'postgres', check, { asOf: hence(9) })).toMatchObject({
      status: 'passed',
      actual: expect.stringMatching(/^54\d\.\d s old$/) as unknown,
    });
    expect(await checkOn(server, 'postgres', check, { asOf: hence(11) })).toMatchObject({ status: 'failed' });
  });
});
