import type { MatrixRow } from '../../lib/protection';
import { backupMatrix, matrixMarkdown } from '../../lib/report';
import { planOf, protection, waived } from './plan';

function row(component: string, parts: Partial<MatrixRow> = {}): MatrixRow {
  return {
    component,
    method: 'base backups and WAL',
    schedule: 'daily at 02:00 UTC',
    retention: '30 days',
    location: `backups/${component}`,
    recovery: 'a new Cluster',
    ...parts,
  };
}

test('the matrix is grouped by cluster and environment, by name, whatever the order of the plan', () => {
  const plan = planOf([protection('west/shop/b'), protection('west/shop/a'), protection('east/shop/c')], {
    empty: ['east/lab'],
  });
  const rows = new Map(plan.protections.map(({ id, name }) => [id, [row(name)]]));
  const matrix = backupMatrix(plan, rows);
  expect(
    matrix.map(({ cluster, environment, rows }) => [cluster, environment, rows.map((r) => r.component)]),
  ).toEqual([
    ['east', 'lab', []],
    ['east', 'shop', ['c']],
    ['west', 'shop', ['a', 'b']],
  ]);
});

test('a row has what is promised and how often a drill proves it', () => {
  const plan = planOf([protection('home/shop/orders')]);
  const [group] = backupMatrix(plan, new Map([['home/shop/orders', [row('orders')]]]));
  expect(group?.rows).toEqual([
    {
      ...row('orders'),
      cluster: 'home',
      environment: 'shop',
      rpo: 900,
      rto: 1800,
      drill: 'Sundays at 04:00 UTC, 2 checks',
    },
  ]);
});

test('a waived drill says until when, by whom and why', () => {
  const plan = planOf([protection('home/shop/cache', { drill: waived })]);
  const [group] = backupMatrix(plan, new Map([['home/shop/cache', [row('cache')]]]));
  expect(group?.rows[0]?.drill).toBe('waived until 2027-06-30 by shop team: The cache is filled anew');
});

test('a backup besides the one that is drilled is not drilled', () => {
  const plan = planOf([protection('home/shop/orders')]);
  const snapshots = row('orders', { method: 'CSI volume snapshots' });
  const [group] = backupMatrix(plan, new Map([['home/shop/orders', [row('orders'), snapshots]]]));
  expect(group?.rows.map((r) => r.drill)).toEqual(['Sundays at 04:00 UTC, 2 checks', 'not drilled']);
});

test('as Markdown it is a table for each environment, with the columns of the audits first', () => {
  const plan = planOf([protection('home/shop/orders')]);
  const text = matrixMarkdown(backupMatrix(plan, new Map([['home/shop/orders', [row('orders')]]])));
  const lines = text.split('\n');
  expect(lines.slice(0, 4)).toEqual(['# Backup Matrix', '', '## home / shop', '']);
  const cells = (line = '') =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
  expect(cells(lines[4])).toEqual([
    'Component',
    'Backup Method',
    'Schedule',
    'Retention',
    'S3 Bucket/Location',
    'Recovery Method',
    'RPO',
    'RTO',
    'Drill',
  ]);
  expect(lines[5]).toMatch(/^\|(-+\|){9}$/);
  expect(cells(lines[6])).toEqual([
    '`orders`',
    'base backups and WAL',
    'daily at 02:00 UTC',
    '30 days',
    '`backups/orders`',
    'a new Cluster',
    '15m',
    '30m',
    'Sundays at 04:00 UTC, 2 checks',
  ]);
  expect(new Set(lines.slice(4, 7).map((line) => line.length)).size).toBe(1);
  expect(lines.slice(7)).toEqual(['']);
});

test('nothing of a cell starts another cell or row', () => {
  const plan = planOf([protection('home/shop/orders')]);
  const odd = row('orders', { recovery: 'restore | then\n  cut over' });
  const text = matrixMarkdown(backupMatrix(plan, new Map([['home/shop/orders', [odd]]])));
  expect(text).toContain('| restore \\| then cut over |');
});

test('an environment in which nothing is protected says so', () => {
  expect(matrixMarkdown(backupMatrix(planOf([], { empty: ['home/lab'] }), new Map()))).toBe(
    '# Backup Matrix\n\n## home / lab\n\nNothing is protected here.\n',
  );
});
