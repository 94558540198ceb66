import { notesOn, verdictTable } from '../../../cli/rehearse/verdict-table';
import { Terminal } from '../../../cli/terminal';
import type { CheckResult, CheckStatus, DrillResult, TargetResult } from '../../../lib/plan';
import { drillResult } from '../../evidence/records';
import { TestHost } from '../host';

const check = (name: string, status: CheckStatus, more: Partial<CheckResult> = {}): CheckResult => ({
  name,
  kind: 'sql.query',
  status,
  expected: 'at least 1',
  duration: 3,
  ...more,
});

const target = (kind: 'latest' | 'pointInTime', checks: readonly CheckResult[]): TargetResult => ({
  target: kind === 'latest' ? { kind } : { kind, before: 600 },
  measuredRpo: 0.02,
  measuredRto: 1.25,
  checks,
});

function rehearsal(changes: Partial<DrillResult> = {}): DrillResult {
  const checks = [check('rows', 'passed')];
  return drillResult(0, {
    protection: 'home/shop/orders',
    mode: 'rehearsal',
    reason: 'restored-and-checked',
    targets: [target('latest', checks), target('pointInTime', checks)],
    versions: { postgres: '18.4', 'source-postgres': '18' },
    ...changes,
  });
}

function table(...results: readonly DrillResult[]): readonly string[] {
  return verdictTable(results, Terminal.output(new TestHost('/'))).split('\n');
}

test('there is a row for each target, with the verdict in the first', () => {
  expect(table(rehearsal())).toEqual([
    'PROTECTION        RESTORED TO    VERDICT  REASON                RPO           RTO           CHECKS',
    'home/shop/orders  latest         passed   restored-and-checked  20 ms of 15m  1.3 s of 30m  1 ok',
    '                  point in time                                 20 ms of 15m  1.3 s of 30m  1 ok',
    '',
  ]);
});

test('what did not pass is told with what was expected and found, and why', () => {
  const checks = [
    check('rows', 'failed', { actual: '0', reason: 'there is none' }),
    check('extensions', 'error', { reason: 'no connection' }),
    check('application', 'not-run', { reason: 'it runs only on a cluster' }),
  ];
  const targets = [target('latest', checks), target('pointInTime', checks.slice(1))];
  const lines = table(
    rehearsal({ verdict: 'failed', reason: 'check-failed', message: "check 'rows': found 0", targets }),
  );
  expect(lines[1]).toContain('1 failed, 1 with an error, 1 not run');
  expect(lines.slice(4, -1)).toEqual([
    'home/shop/orders:',
    "  check 'rows': found 0",
    '  what to do: Read what was expected and what was there.',
    '  check rows: failed: expected at least 1; found 0; there is none (latest)',
    '  check extensions: with an error: expected at least 1; no connection',
    '  check application: not run: it runs only on a cluster',
  ]);
});

test('a rehearsal that did not come to a restore is told with its message', () => {
  const lines = table(
    rehearsal({
      verdict: 'inconclusive',
      reason: 'source-failed',
      message: 'initdb ended with 1',
      targets: [],
    }),
  );
  expect(lines[1]).toMatch(/^home\/shop\/orders {2}nothing {6}inconclusive {2}source-failed$/);
  expect(lines).toContain('  initdb ended with 1');
});

test('what was left behind is told also where it passed', () => {
  expect(table(rehearsal({ cleanedUp: false, message: 'left behind: folder /tmp/x' }))).toContain(
    '  left behind: folder /tmp/x',
  );
});

test('on a terminal the verdict has a colour', () => {
  const output = Terminal.output(new TestHost('/', { terminal: true }));
  expect(verdictTable([rehearsal({ verdict: 'failed' })], output)).toContain('\u001b[31m\u001b[1mfailed');
});

test('a message cannot tell the terminal anything', () => {
  const text = table(rehearsal({ verdict: 'failed', message: 'a\u001b[2Jb' })).join('\n');
  expect(text).not.toContain('\u001b');
});

test('it is said that a rehearsal is no drill, and which PostgreSQL it ran on where the declared one is another', () => {
  const never = 'A rehearsal never counts as a drill of the real backup.';
  expect(notesOn([rehearsal()])).toEqual([never]);
  const other = rehearsal({ versions: { postgres: '18.4', 'source-postgres': '17' } });
  expect(notesOn([rehearsal(), other, other])).toEqual([
    expect.stringMatching(/^Rehearsed on PostgreSQL 18\.4; declared is 17\./) as string,
    never,
  ]);
});
