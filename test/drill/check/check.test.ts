import { Check } from '../../../lib/drill';
import { codesOf } from '../problems';

const context = { rpo: 900 };

test('schemas and tables are planned as named', () => {
  expect(Check.schema('public', 'sales').plan()).toEqual({
    kind: 'sql.schema',
    name: 'schema public, sales',
    timeout: 60,
    runsIn: ['cluster', 'embedded'],
    schemas: ['public', 'sales'],
  });
  expect(Check.tables('orders', 'sales.items').plan()).toEqual({
    kind: 'sql.tables',
    name: 'tables orders, sales.items',
    timeout: 60,
    runsIn: ['cluster', 'embedded'],
    tables: [{ name: 'orders' }, { schema: 'sales', name: 'items' }],
  });
});

test('a query is sent as written', () => {
  const check = Check.query('SELECT count(*)\n FROM orders', { atLeast: 1, timeout: '2m' });
  expect(check.plan()).toMatchObject({
    kind: 'sql.query',
    name: 'query SELECT count(*) FROM orders',
    timeout: 120,
    sql: 'SELECT count(*)\n FROM orders',
    expect: { kind: 'range', atLeast: 1 },
  });
});

test('a write check takes a schema', () => {
  expect(Check.write().plan()).toMatchObject({ kind: 'sql.write', name: 'write' });
  expect(Check.write({ schema: 'scratch' }).plan()).toMatchObject({
    schema: 'scratch',
    name: 'write in scratch',
  });
});

test('row counts are relative to the witness or given by table', () => {
  expect(Check.rowCounts({ within: '5%' }).plan()).toMatchObject({
    kind: 'sql.rowCounts',
    tables: [],
    witness: { fraction: 0.05 },
  });
  const given = Check.rowCounts({ orders: { atLeast: 10 }, 'sales.items': { equals: 3 } }, { name: 'rows' });
  expect(given.plan()).toEqual({
    kind: 'sql.rowCounts',
    name: 'rows',
    timeout: 600,
    runsIn: ['cluster', 'embedded'],
    tables: [
      { table: { name: 'orders' }, expect: { kind: 'range', atLeast: 10 } },
      { table: { schema: 'sales', name: 'items' }, expect: { kind: 'equals', value: 3 } },
    ],
  });
  expect([Check.rowCounts({ within: '5%' }).needsWitness, given.needsWitness]).toEqual(['counts', 'nothing']);
});

test('a table may be called within', () => {
  expect(Check.rowCounts({ within: { atLeast: 1 } }).plan()).toMatchObject({
    tables: [{ table: { name: 'within' }, expect: { kind: 'range', atLeast: 1 } }],
  });
});

test('extensions are expected in any version or in one', () => {
  expect(Check.extensions('pg_trgm', { name: 'postgis', version: '3.5.2' }).plan()).toMatchObject({
    kind: 'sql.extensions',
    extensions: [{ name: 'pg_trgm' }, { name: 'postgis', version: '3.5.2' }],
  });
  expect(codesOf(() => Check.extensions({ name: 'postgis', version: '' }))).toEqual(['RST603']);
});

test('freshness is measured against the RPO where nothing else is said', () => {
  expect(Check.freshness({ by: 'witness' }).plan(context)).toMatchObject({ by: 'witness', within: 900 });
  expect(Check.freshness({ by: 'archive', within: '1h' }).plan(context)).toMatchObject({
    by: 'archive',
    within: 3600,
  });
  expect(codesOf(() => Check.freshness({ by: 'lastCommit', within: '0s' }))).toEqual(['RST603']);
});

test('only freshness by the witness needs one', () => {
  const needs = (['witness', 'lastCommit', 'archive'] as const).map(
    (by) => Check.freshness({ by }).needsWitness,
  );
  expect(needs).toEqual(['heartbeat', 'nothing', 'nothing']);
});

test('checks of the whole database have longer timeouts', () => {
  expect(Check.indexes().plan()).toMatchObject({
    kind: 'sql.indexes',
    heapAllIndexed: true,
    timeout: 1800,
  });
  expect(Check.indexes({ heapAllIndexed: false }).plan()).toMatchObject({ heapAllIndexed: false });
  expect(Check.checksums().plan()).toMatchObject({ kind: 'sql.checksums', timeout: 1800 });
  expect(Check.collations({ timeout: '10s' }).plan()).toMatchObject({
    kind: 'sql.collations',
    timeout: 10,
  });
});

test.each([
  ['schemas', () => Check.schema()],
  ['tables', () => Check.tables()],
  ['extensions', () => Check.extensions()],
  ['row counts', () => Check.rowCounts({})],
])('a check over no %s is refused', (_what, make) => {
  expect(codesOf(make)).toEqual(['RST602']);
});

test.each(['', ' x', 'a\nb', 'x'.repeat(121)])('the name %j is refused', (name) => {
  expect(codesOf(() => Check.write({ name }))).toEqual(['RST612']);
});

test('a timeout below a second is refused', () => {
  expect(codesOf(() => Check.write({ timeout: '500ms' }))).toEqual(['RST612']);
  expect(codesOf(() => Check.tables('a').with({ timeout: '0s' }))).toEqual(['RST612']);
  expect(codesOf(() => Check.write({ timeout: 'soon' }))).toEqual(['RST101']);
});

test.each([
  ['schema', Check.schema('a').with({ name: 'other', timeout: '5m' })],
  ['tables', Check.tables('a').with({ name: 'other', timeout: '5m' })],
  ['extensions', Check.extensions('a').with({ name: 'other', timeout: '5m' })],
])('a %s check gets its options by with', (_what, check) => {
  expect(check.plan()).toMatchObject({ name: 'other', timeout: 300 });
});

test('with makes another check and leaves the first as it was', () => {
  const check = Check.tables('orders');
  check.with({ name: 'other' });
  expect(check.name).toBe('tables orders');
});

test('a default name is shortened to one line of 120 characters', () => {
  const { name } = Check.query(`SELECT '${'x'.repeat(200)}'\n FROM t`, { equals: 'x' });
  expect(name).toHaveLength(120);
  expect(name.endsWith('…')).toBe(true);
});

test('checks tell whether they would notice missing rows', () => {
  const reads = [
    Check.query('SELECT count(*) FROM orders', { atLeast: 1 }),
    Check.rowCounts({ orders: { atLeast: 1 } }),
    Check.freshness({ by: 'lastCommit' }),
    Check.application({ image: 'app', get: '/' }),
    Check.command({ image: 'app', command: ['verify'] }),
  ];
  const shape = [
    Check.query('SELECT 1', { equals: 1 }),
    Check.schema('public'),
    Check.tables('orders'),
    Check.migrations({ preset: 'rails' }),
    Check.write(),
    Check.role('app'),
    Check.extensions('pg_trgm'),
    Check.collations(),
    Check.indexes(),
    Check.checksums(),
  ];
  expect(reads.map((check) => check.readsData)).toEqual(reads.map(() => true));
  expect(shape.map((check) => check.readsData)).toEqual(shape.map(() => false));
});
