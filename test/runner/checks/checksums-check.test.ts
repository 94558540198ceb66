import { Check } from '../../../lib/drill/check';
import { TestServer } from '../../setup/postgres-server';
import { checkOn } from './check-on';
import { damage, ORDERS } from './damage';

let server: TestServer;
beforeAll(async () => {
  server = await TestServer.start();
});
afterAll(() => server.remove());

test('checksums that hold pass', async () => {
  const result = await checkOn(server, await server.database(ORDERS), Check.checksums());
  expect(result).toMatchObject({ kind: 'sql.checksums', status: 'passed' });
  expect(result.actual).toMatch(/^data checksums are on, (\d+) of \1 tables could be read$/);
});

test('checksums that do not hold fail, in tables and in their TOAST tables', async () => {
  const database = await server.database(`${ORDERS};
    CREATE TABLE "Big Ones" (id int, body text); ALTER TABLE "Big Ones" ALTER body SET STORAGE EXTERNAL;
    INSERT INTO "Big Ones" SELECT n, repeat('x', 20000) FROM generate_series(1, 5) n`);
  const [row] = await server.sql(
    database,
    `SELECT reltoastrelid::regclass::text AS toast FROM pg_class WHERE relname = 'Big Ones'`,
  );
  const toast = String(row?.['toast']);
  await damage(server, database, 'orders', 3);
  await damage(server, database, toast);
  const result = await checkOn(server, database, Check.checksums());
  expect(result.status).toBe('failed');
  expect(result.reason).toMatch(/"public"\."orders": invalid page in block 3 of relation/);
  expect(result.reason).toMatch(/"pg_toast"\."pg_toast_\d+": invalid page in block 1 of relation/);
});

test('checksums are verified also where the database has set that damage is passed over', async () => {
  const database = await server.database(ORDERS);
  await damage(server, database, 'orders', 3);
  await server.sql(
    database,
    `ALTER DATABASE ${database} SET ignore_checksum_failure = on; ALTER DATABASE ${database} SET zero_damaged_pages = on`,
  );
  expect(await checkOn(server, database, Check.checksums())).toMatchObject({ status: 'failed' });
});

test('checksums of rows that a query of the drill needs make that query fail too', async () => {
  const database = await server.database(ORDERS);
  await damage(server, database, 'orders', 3);
  const check = Check.query('SELECT count(note) FROM orders', { atLeast: 1 });
  expect(await checkOn(server, database, check)).toMatchObject({
    status: 'failed',
    reason: expect.stringMatching(/^invalid page in block 3 of relation .* \(SQLSTATE XX001\)$/) as unknown,
  });
});
