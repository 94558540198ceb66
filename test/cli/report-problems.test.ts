import { reportProblems } from '../../cli/report-problems';
import { cliProblems, coreProblems, problem, storageProblems } from '../../lib/core/problems';
import { TestHost } from './host';

const placed = problem(coreProblems.invalidDuration, {
  path: 'home/shop',
  property: 'objectives.rpo',
  value: '15',
  reason: 'it has no unit',
});
const warning = problem(storageProblems.writerReadsForDrill, {
  path: 'home/shop',
  reason: 'they are the same',
});
const placeless = problem(cliProblems.sopsNotFound, { reason: 'it cannot be started:\n ENOENT' });

function reported(problems: Parameters<typeof reportProblems>[0], terminal = false): TestHost['printed'] {
  const host = new TestHost('/', { terminal });
  reportProblems(problems, host, 'text');
  return host.printed;
}

test('no problems are no text', () => {
  expect(reported([])).toEqual({ stdout: '', stderr: '' });
});

test('a problem of the composition has its place, value, reason, fix and link', () => {
  expect(reported([placed])).toEqual({
    stdout: '',
    stderr: [
      'error RST101: Invalid duration',
      '  at      home/shop · objectives.rpo',
      "  value   '15'",
      '  reason  it has no unit',
      '  fix     Write the duration with units, for example 15m, 1h30m, 7d or PT15M.',
      '  see     docs/errors.md#rst101',
      '',
    ].join('\n'),
  });
});

test('a problem without a place in the composition is one line with its fix', () => {
  expect(reported([placeless]).stderr).toBe(
    `error RST713: sops is not installed: it cannot be started: ENOENT. ${cliProblems.sopsNotFound.fix}\n`,
  );
});

test('errors come before warnings, and are counted', () => {
  const text = reported([warning, placed]).stderr;
  expect(text.indexOf('error RST101')).toBeLessThan(text.indexOf('warning RST219'));
  expect(text).toMatch(/\n1 error, 1 warning\n$/);
});

test('warnings alone are not counted', () => {
  expect(reported([warning, warning]).stderr).not.toMatch(/\d warnings/);
});

test('on a terminal the kind of problem is in colour', () => {
  expect(reported([placed], true).stderr.startsWith('\u001b[31m\u001b[1merror RST101')).toBe(true);
});

test('as JSON the problems are data', () => {
  const host = new TestHost('/');
  reportProblems([placed, warning], host, 'json');
  expect(host.printed.stderr).toBe('');
  expect(JSON.parse(host.printed.stdout)).toEqual({ problems: [placed, warning] });
});
