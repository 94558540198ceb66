import { Check } from '../../../lib/drill/check';
import { TestServer } from '../../setup/postgres-server';
import { checkOn } from './check-on';
import { TABLES, witness, WITNESSED } from './witnessed';

let server: TestServer;
beforeAll(async () => {
  server = await TestServer.start();
});
afterAll(() => server.remove());

/** A database with a witness, to which something happens after it has written. */
const counted = (afterwards = '') => server.database([...WITNESSED, afterwards]);

describe('row counts relative to the witness', () => {
  test('that are the same pass', async () => {
    const check = Check.rowCounts({ within: '0%' });
    expect(await checkOn(server, await counted(), check, { witness })).toMatchObject({
      kind: 'sql.rowCounts',
      status: 'passed',
      expected: 'as many rows as the witness counted, give or take 0%',
      actual: expect.stringMatching(/orders: 100/) as unknown,
    });
  });

  test('that differ by the tolerance pass, in both directions', async () => {
    const check = Check.rowCounts({ within: '5%' });
    for (const change of [
      'DELETE FROM orders WHERE id <= 5',
      'INSERT INTO orders SELECT 1 FROM generate_series(1, 5)',
    ])
      expect(await checkOn(server, await counted(change), check, { witness })).toMatchObject({
        status: 'passed',
      });
  });

  test('that differ by more fail, in both directions', async () => {
    const check = Check.rowCounts({ within: '5%' });
    expect(
      await checkOn(server, await counted('DELETE FROM orders WHERE id <= 6'), check, { witness }),
    ).toMatchObject({
      status: 'failed',
      reason: 'orders has 94 rows instead of 100 give or take 5%',
    });
    const grown = await counted('INSERT INTO sales."Order.Items" SELECT 1 FROM generate_series(1, 2)');
    expect(await checkOn(server, grown, check, { witness })).toMatchObject({
      status: 'failed',
      reason: 'sales."Order.Items" has 22 rows instead of 20 give or take 5%',
    });
  });

  test('of a table that is missing fail', async () => {
    const database = await counted('DROP TABLE orders');
    expect(await checkOn(server, database, Check.rowCounts({ within: '5%' }), { witness })).toMatchObject({
      status: 'failed',
      reason: 'there is no table orders',
    });
  });

  test('fail where the witness has not counted a table it is to count, or is not in the database', async () => {
    const check = Check.rowCounts({ within: '5%' });
    const database = await counted();
    const more = { ...witness, counts: [...witness.counts, 'invoices'] };
    expect(await checkOn(server, database, check, { witness: more })).toMatchObject({
      status: 'failed',
      reason: 'the witness has written no count of invoices',
    });
    expect(await checkOn(server, await server.database(), check, { witness })).toMatchObject({
      status: 'failed',
      actual: 'nothing to count',
      reason: 'there is no table "Witness ""1""".row_counts of the witness',
    });
  });

  test('left by the witness for tables that it no longer counts do not matter', async () => {
    const database = await counted('DELETE FROM orders');
    const fewer = { ...witness, counts: witness.counts.filter((name) => name !== 'orders') };
    const check = Check.rowCounts({ within: '5%' });
    expect(await checkOn(server, database, check, { witness: fewer })).toMatchObject({ status: 'passed' });
  });

  test('are an error where the protection has no witness that counts', async () => {
    const database = await counted();
    for (const context of [{}, { witness: { ...witness, counts: [] } }]) {
      expect(await checkOn(server, database, Check.rowCounts({ within: '5%' }), context)).toMatchObject({
        status: 'error',
        reason: 'the protection has no witness that counts rows',
      });
    }
  });
});

describe('absolute row counts', () => {
  test('as expected pass, others fail by their table', async () => {
    const database = await server.database(TABLES);
    const right = Check.rowCounts({ orders: { equals: 100 }, 'sales."Order.Items"': { between: [1, 20] } });
    expect(await checkOn(server, database, right)).toMatchObject({
      status: 'passed',
      expected: 'orders: 100, sales."Order.Items": from 1 to 20',
      actual: 'orders: 100, sales."Order.Items": 20',
    });
    const wrong = Check.rowCounts({ orders: { atMost: 99 }, empty: { atLeast: 1 }, gone: { atLeast: 1 } });
    expect(await checkOn(server, database, wrong)).toMatchObject({
      status: 'failed',
      reason:
        'orders has 100 rows instead of at most 99; empty has 0 rows instead of at least 1; there is no table gone',
    });
  });
});
