import { jsonLog, logTo, terminalLog, type LogTarget } from '../../runner/log';

const NOW = () => new Date('2027-01-03T04:05:06.789Z');

function target(isTTY?: boolean): LogTarget & { readonly lines: string[] } {
  const lines: string[] = [];
  return { lines, write: (line) => lines.push(line), ...(isTTY !== undefined && { isTTY }) };
}

test('a log for machines is one object a line', () => {
  const lines: string[] = [];
  jsonLog((line) => lines.push(line), NOW).info('phase\nended', { phase: 'lock', duration: 12 });
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^[^\n]*\n$/);
  expect(JSON.parse(lines[0] ?? '')).toEqual({
    time: '2027-01-03T04:05:06.789Z',
    level: 'info',
    message: 'phase\nended',
    phase: 'lock',
    duration: 12,
  });
});

test('only a terminal gets lines for people', () => {
  for (const [isTTY, expected] of [
    [undefined, /^\{"time"/],
    [false, /^\{"time"/],
    [true, /04:05:06/],
  ] as const) {
    const to = target(isTTY);
    logTo(to, {}, NOW).info('drill started');
    expect(to.lines[0]).toMatch(expected);
  }
});

test('a line for people has time, phase, message and duration, and leaves the whole result out', () => {
  const lines: string[] = [];
  const log = terminalLog((line) => lines.push(line), NOW, false);
  log.info('phase ended', { phase: 'lock', duration: 1234 });
  log.info('drill result', { result: '{"verdict":"passed"}' });
  log.error('check failed', { verdict: 'failed', memoryMiB: 70 });
  expect(lines).toEqual([
    '04:05:06  lock          phase ended  1.2 s\n',
    '04:05:06  drill result\n',
    '04:05:06  check failed  verdict=failed memoryMiB=70\n',
  ]);
});

test.each([
  [{}, true],
  [{ NO_COLOR: '' }, true],
  [{ NO_COLOR: '1' }, false],
  [{ TERM: 'dumb' }, false],
])('with %j colours are used: %s', (env, colours) => {
  const to = target(true);
  logTo(to, env, NOW).error('failed', { phase: 'lock' });
  expect(to.lines[0]?.includes('\u001b[31mfailed\u001b[0m')).toBe(colours);
  expect(to.lines[0]?.includes('\u001b')).toBe(colours);
});

test('what is told cannot steer the terminal or forge a line', () => {
  const lines: string[] = [];
  const log = terminalLog((line) => lines.push(line), NOW, false);
  log.info('a\u001b[2J\nb', { phase: '\u0007', drill: 'x\r\u009by' });
  expect(lines[0]).toMatch(/^[^\u0000-\u001f\u007f-\u009f]*\n$/);
});
