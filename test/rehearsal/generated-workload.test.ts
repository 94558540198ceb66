import { Check, Witness } from '../../lib/drill';
import { generatedWorkload } from '../../lib/rehearsal/generated-workload';
import { LATEST, rehearsedProtection, rehearseShop } from './protection';

/** Checks of everything a generated workload can be made for. */
const CHECKS: readonly Check[] = [
  Check.schema('sales', 'audit'),
  Check.tables('orders', 'sales.items', 'Spelled As Is'),
  Check.migrations({ preset: 'flyway', names: ['1', '2'], count: { atLeast: 5 } }),
  Check.migrations({ preset: 'golang-migrate', table: 'public.go_migrations', names: ['42'], name: 'go' }),
  Check.migrations({ preset: 'prisma', names: ['20270101_init'], name: 'prisma' }),
  Check.migrations({ preset: 'liquibase', count: { equals: 3 }, name: 'liquibase' }),
  Check.migrations({ table: 'applied', name: 'a table of its own' }),
  Check.query('SELECT count(*) FROM orders', { equals: 100_000 }),
  Check.rowCounts({ 'sales.items': { equals: 17 }, parts: { atLeast: 1, atMost: 9 } }),
  Check.role('reader', {
    login: false,
    memberOf: ['pg_read_all_data', 'staff'],
    can: ['SELECT'],
    on: 'sales.items',
    defaultPrivileges: [{ can: ['SELECT'], on: 'tables', createdBy: 'app', schema: 'sales' }],
  }),
  Check.role('writer', { can: ['USAGE'], on: [{ schema: 'audit' }, { sequence: 'audit.numbers' }] }),
  Check.role('guest', { can: ['CONNECT'], on: { database: true } }),
  Check.role('app', { login: true, can: ['SELECT', 'INSERT'], on: 'orders', owns: ['orders'] }),
  Check.write(),
];

test('a generated workload satisfies every check it can be made for', async () => {
  const result = await rehearseShop({ targets: LATEST, checks: CHECKS }, { workload: { kind: 'generated' } });
  expect(result.targets[0]?.checks.filter(({ status }) => status !== 'passed')).toEqual([]);
  expect(result.reason).toBe('restored-and-checked');
}, 60_000);

test('there are always orders, and the tables that the witness counts', () => {
  const protection = rehearsedProtection({ checks: [Check.write()] });
  const witness = Witness.every('5m', { counts: ['orders', 'sales.items'] }).plan();
  const text = generatedWorkload({ protection: { ...protection, witness }, owner: 'app' }).join(';\n');
  expect(text.match(/CREATE TABLE \S+/g)).toEqual(['CREATE TABLE "orders"', 'CREATE TABLE "sales"."items"']);
  expect(text).toContain('CREATE SCHEMA IF NOT EXISTS "sales"');
  expect(text).toContain('generate_series(1, 100000)');
});

test('a table that no check names is not made, so that a query of it fails', async () => {
  const result = await rehearseShop(
    {
      targets: LATEST,
      witness: false,
      checks: [Check.query('SELECT count(*) FROM invoices', { atLeast: 1 })],
    },
    { workload: { kind: 'generated' } },
  );
  expect(result).toMatchObject({ verdict: 'failed', reason: 'check-failed' });
}, 60_000);
