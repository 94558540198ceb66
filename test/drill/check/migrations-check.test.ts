import { Check, type MigrationsInput } from '../../../lib/drill';
import { codesOf, thrownBy } from '../problems';

test('the check of a plain table asks for at least one applied migration', () => {
  expect(Check.migrations({ table: 'schema_migrations' }).plan()).toMatchObject({
    kind: 'sql.migrations',
    preset: 'table',
    table: { name: 'schema_migrations' },
    names: [],
    count: { kind: 'range', atLeast: 1 },
    name: 'migrations in schema_migrations',
    timeout: 60,
    runsIn: ['cluster', 'embedded'],
  });
});

test.each([
  ['flyway', { name: 'flyway_schema_history' }, 'version', 'NOT success'],
  ['liquibase', { name: 'databasechangelog' }, 'id', "exectype = 'FAILED'"],
  ['golang-migrate', { name: 'schema_migrations' }, 'version', 'dirty'],
  [
    'prisma',
    { name: '_prisma_migrations' },
    'migration_name',
    'finished_at IS NULL AND rolled_back_at IS NULL',
  ],
  ['django', { name: 'django_migrations' }, 'name', undefined],
  ['rails', { name: 'schema_migrations' }, 'version', undefined],
  ['drizzle', { schema: 'drizzle', name: '__drizzle_migrations' }, 'hash', undefined],
] as const)(
  'the preset %s knows table, column and the mark of a failure',
  (preset, table, column, failedWhere) => {
    const plan = Check.migrations({ preset }).plan();
    expect(plan).toMatchObject({ preset, table, column });
    expect(plan.failedWhere).toBe(failedWhere);
  },
);

test('a preset takes another table and column', () => {
  const plan = Check.migrations({ preset: 'drizzle', table: 'app.migrations', column: 'name' }).plan();
  expect(plan).toMatchObject({ table: { schema: 'app', name: 'migrations' }, column: 'name' });
});

test('as many migrations are expected as are named', () => {
  const plan = Check.migrations({ preset: 'rails', names: ['20260101000000', '20260201000000'] }).plan();
  expect(plan).toMatchObject({
    names: ['20260101000000', '20260201000000'],
    count: { kind: 'range', atLeast: 2 },
  });
});

test('a count that contradicts the names can never hold', () => {
  const input: MigrationsInput = { preset: 'rails', names: ['1', '2', '3'], count: { atMost: 2 } };
  expect(codesOf(() => Check.migrations(input))).toEqual(['RST603']);
});

test.each<[string, MigrationsInput]>([
  ['an unknown preset', { preset: 'flywheel' as 'flyway' }],
  ['a preset called like a property of every object', { preset: 'constructor' as 'flyway' }],
  ['neither preset nor table', {} as MigrationsInput],
  ['names without a column', { table: 'migrations', names: ['1'] }],
  ['two versions in a table with one row', { preset: 'golang-migrate', names: ['1', '2'] }],
  ['a count over a table with one row', { preset: 'golang-migrate', count: { atLeast: 12 } }],
])('%s is refused', (_what, input) => {
  expect(codesOf(() => Check.migrations(input))).toEqual(['RST607']);
});

test('an unknown preset is answered with the known ones', () => {
  const [problem] = thrownBy(() => Check.migrations({ preset: 'flywheel' as 'flyway' }));
  expect(problem?.reason).toContain('flyway, liquibase, golang-migrate, prisma, django, rails, drizzle');
});

test('an empty list of names checks nothing', () => {
  expect(codesOf(() => Check.migrations({ preset: 'rails', names: [] }))).toEqual(['RST602']);
});
