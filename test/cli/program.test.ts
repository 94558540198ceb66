import { createProgram } from '../../cli/program';
import { ownPackage } from '../../cli/own-package';
import { restorable, TestHost } from './host';

const run = (...args: readonly string[]) => restorable(new TestHost('/'), ...args);

const COMMANDS = [
  ...['init', 'synth', 'plan', 'matrix', 'rehearse', 'evidence', 'backup', 'drill', 'recover', 'secrets'],
  'completion',
];

test('the version is that of the package', async () => {
  expect(await run('--version')).toEqual({ code: 0, stdout: `${ownPackage().version}\n`, stderr: '' });
});

test('help lists every command and the exit codes', async () => {
  const { code, stdout, stderr } = await run('--help');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^  ${command}\\b`, 'm'));
  expect(stdout).toContain('Exit codes: 0 clean, 1 findings or drift, 2 wrong usage or composition, 3');
});

test('without a command the help goes where messages go, and it is wrong usage', async () => {
  const { code, stdout, stderr } = await run();
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('Usage: restorable');
});

test('every command has a help text with examples of itself', async () => {
  const program = createProgram({ host: new TestHost('/'), end: () => undefined });
  const names = program.commands.flatMap((command) =>
    command.commands.length === 0
      ? [[command.name()]]
      : [[command.name()], ...command.commands.map((child) => [command.name(), child.name()])],
  );
  for (const path of [...COMMANDS.map((name) => [name]), ['secrets', 'seal'], ['evidence', 'verify']])
    expect(names).toContainEqual(path);
  for (const path of names) {
    const { code, stdout } = await run(...path, '--help');
    expect(code).toBe(0);
    expect(stdout).toContain(`Usage: restorable ${path.join(' ')}`);
    expect(stdout).toMatch(new RegExp(`Examples:\\n  \\$ .*restorable ${path.join(' ')}`));
  }
});

test.each([
  [['synht'], "unknown command 'synht'. Did you mean synth?"],
  [['secrets', 'sael'], "unknown command 'sael'. Did you mean seal?"],
  [['evidence', 'verfy'], "unknown command 'verfy'. Did you mean verify?"],
  [['rehearse', '--protecton', 'x'], "unknown option '--protecton'. Did you mean --protection?"],
  [['evidence', 'verify', '.'], "required option '--key <file>' not specified."],
  [['synth', '--chek'], "unknown option '--chek'. Did you mean --check?"],
  [['plan', 'a', 'b'], "too many arguments for 'plan'. Expected 1 argument but got 2."],
  [['synth', '--out'], "option '--out <dir>' argument missing."],
  [['secrets', 'seal', 'name'], "required option '-n, --namespace <namespace>' not specified."],
  [
    ['completion', 'tcsh'],
    "value 'tcsh' is invalid for argument 'shell'. Allowed choices are bash, zsh, fish.",
  ],
])('%j is refused in one line that says how to get help', async (args, reason) => {
  const { code, stdout, stderr } = await run(...args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  expect(stderr).toContain(`error RST701: Command line not understood: `);
  expect(stderr).toContain(reason);
  expect(stderr).toContain('`restorable --help` lists the commands');
});

test('with --json wrong usage is data too', async () => {
  const { code, stdout, stderr } = await run('plan', '--jsn', '--json');
  expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
  expect(JSON.parse(stdout)).toMatchObject({
    problems: [{ code: 'RST701', severity: 'error', reason: "unknown option '--jsn'" }],
  });
});

test('a failure of restorable itself is told as one, and leaves the result unknown', async () => {
  const host = new TestHost('/');
  Object.assign(host.stdout, {
    write: () => {
      throw new Error('disk on fire');
    },
  });
  const { code, stderr } = await restorable(host, 'completion', 'bash');
  expect(code).toBe(3);
  expect(stderr).toMatch(/^error RST799: Unexpected failure: Error: disk on fire/);
});
