import { restorable, TestHost } from '../host';
import { filesIn, project } from '../project';

test('matrix prints the Backup Matrix as Markdown and writes nothing', async () => {
  const folder = project('one-database');
  const before = filesIn(folder);
  const { code, stdout, stderr } = await restorable(new TestHost(folder), 'matrix');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const cells = stdout
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) => line.split('|').map((cell) => cell.trim()));
  expect(stdout).toMatch(/^# Backup Matrix\n\n## home \/ shop\n\n\| Component /);
  expect(cells.map(([, component]) => component)).toEqual(['Component', '`cache`', '`orders`']);
  expect(cells[2]).toEqual(
    expect.arrayContaining(['daily at 02:00 UTC', '15m', '30m', 'Sundays at 04:00 UTC, 2 checks']),
  );
  expect(filesIn(folder)).toEqual(before);
});

test('matrix --json prints the rows', async () => {
  const { code, stdout } = await restorable(new TestHost(project('one-database')), 'matrix', '--json');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    rows: [
      {
        cluster: 'home',
        environment: 'shop',
        component: 'cache',
        drill: expect.stringMatching(/^waived/) as string,
      },
      { cluster: 'home', environment: 'shop', component: 'orders', rpo: 900, rto: 1800 },
    ],
  });
});
