import { Terminal } from '../../cli/terminal';
import { TestHost } from './host';

const RED = '\u001b[31m';

function messages(options: { readonly terminal: boolean; readonly env?: Readonly<Record<string, string>> }) {
  const host = new TestHost('/', options);
  return { host, terminal: Terminal.messages(host) };
}

test('there is colour on a terminal', () => {
  const { terminal } = messages({ terminal: true });
  expect(terminal.hasColour).toBe(true);
  expect(terminal.styled('error', 'no')).toContain(RED);
});

test.each([
  ['where nobody looks', { terminal: false }],
  ['where NO_COLOR is set', { terminal: true, env: { NO_COLOR: '1' } }],
  ['on a terminal that has none', { terminal: true, env: { TERM: 'dumb' } }],
])('there is no colour %s', (_, options) => {
  expect(messages(options).terminal.styled('error', 'no')).toBe('no');
});

test('a line is replaced on a terminal, cut to its width', () => {
  const { host, terminal } = messages({ terminal: true, env: { NO_COLOR: '1' } });
  Object.assign(host.stderr, { columns: 8 });
  terminal.replaceLine('taking a base backup');
  expect(host.printed.stderr).toBe('\r\u001b[Ktaking ');
});

test.each([0, undefined])('a terminal that says it is %p wide is as wide as most', (columns) => {
  const { host, terminal } = messages({ terminal: true, env: { NO_COLOR: '1' } });
  Object.assign(host.stderr, { columns });
  terminal.replaceLine('x'.repeat(100));
  expect(host.printed.stderr).toBe(`\r\u001b[K${'x'.repeat(79)}`);
});

test('lines are replaced only on a terminal that can', () => {
  const can = (options: Parameters<typeof messages>[0]) => messages(options).terminal.isInteractive;
  expect(can({ terminal: true, env: { NO_COLOR: '1' } })).toBe(true);
  expect(can({ terminal: true, env: { TERM: 'dumb' } })).toBe(false);
  expect(can({ terminal: false })).toBe(false);
});

test('an empty NO_COLOR says nothing', () => {
  expect(messages({ terminal: true, env: { NO_COLOR: '' } }).terminal.hasColour).toBe(true);
});

test('progress is shown on a terminal while something goes on, and gone afterwards', async () => {
  const { host, terminal } = messages({ terminal: true, env: { NO_COLOR: '1' } });
  let meanwhile = '';
  const result = await terminal.during('composing', () => {
    meanwhile = host.printed.stderr;
    return Promise.resolve(7);
  });
  expect(result).toBe(7);
  expect(meanwhile).toBe('composing …');
  expect(host.printed.stderr).toBe('composing …\r\u001b[K');
});

test('progress is gone also after a failure', async () => {
  const { host, terminal } = messages({ terminal: true });
  await expect(terminal.during('composing', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(host.printed.stderr).toMatch(/\r\u001b\[K$/);
});

test('there is no progress where nobody looks', async () => {
  const { host, terminal } = messages({ terminal: false });
  await terminal.during('composing', () => Promise.resolve());
  expect(host.printed.stderr).toBe('');
});
