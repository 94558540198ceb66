import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createProgram } from '../../../cli/program';
import { restorable, TestHost } from '../host';
import { emptyFolder } from '../project';

const COMMANDS = createProgram({ host: new TestHost('/'), end: () => undefined }).commands.map((command) =>
  command.name(),
);

async function script(shell: string): Promise<string> {
  const { code, stdout, stderr } = await restorable(new TestHost('/'), 'completion', shell);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
}

function runs(shell: string): boolean {
  return spawnSync(shell, ['-c', 'exit 0']).status === 0;
}

/** What bash offers for a command line whose last word is being typed, in a folder with a file and two folders. */
async function offered(line: readonly string[]): Promise<readonly string[]> {
  const folder = emptyFolder();
  mkdirSync(join(folder, 'infra'));
  mkdirSync(join(folder, 'in two words'));
  writeFileSync(join(folder, 'inventory.env'), '');
  writeFileSync(join(folder, 'restorable.bash'), await script('bash'));
  const { stdout, stderr, status } = spawnSync(
    'bash',
    [
      ...['--norc', '--noprofile', '-euc'],
      // compopt works only where bash itself asks for a completion.
      'compopt() { :; }; source ./restorable.bash; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _restorable; printf "%s\\n" "${COMPREPLY[@]}"; complete -p restorable',
      ...['bash', ...line],
    ],
    { cwd: folder, encoding: 'utf8' },
  );
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  const words = stdout.trimEnd().split('\n');
  expect(words.pop()).toBe('complete -F _restorable restorable');
  return words.filter((word) => word !== '').sort();
}

(runs('bash') ? describe : describe.skip)('in bash', () => {
  test.each([
    [['restorable', ''], [...COMMANDS, 'help'].sort()],
    [
      ['restorable', 's'],
      ['secrets', 'synth'],
    ],
    [['restorable', '--v'], ['--version']],
    [['restorable', 'reh'], ['rehearse']],
    [
      ['restorable', 'evidence', ''],
      ['help', 'keygen', 'list', 'verify'],
    ],
    [
      ['restorable', 'rehearse', '--workload', 'in'],
      ['in two words', 'infra', 'inventory.env'],
    ],
    [
      ['restorable', 'evidence', 'verify', 'in'],
      ['in two words', 'infra'],
    ],
    [
      ['restorable', 'evidence', 'keygen', '--out', 'in'],
      ['in two words', 'infra'],
    ],
    [
      ['restorable', 'secrets', ''],
      ['help', 'seal'],
    ],
    [
      ['restorable', 'secrets', 'seal', '--from'],
      ['--from-env-file', '--from-file'],
    ],
    [
      ['restorable', 'synth', '--'],
      ['--app', '--check', '--help', '--json', '--out'],
    ],
    [['restorable', 'synth', '--check', '--j'], ['--json']],
    [
      ['restorable', 'completion', ''],
      ['bash', 'fish', 'zsh'],
    ],
    [
      ['restorable', 'synth', 'in'],
      ['in two words', 'infra'],
    ],
    [
      ['restorable', 'synth', '--out', 'in'],
      ['in two words', 'infra'],
    ],
    [
      ['restorable', 'synth', '--app', 'in'],
      ['in two words', 'infra', 'inventory.env'],
    ],
    [['restorable', 'secrets', 'seal', '--namespace', ''], []],
  ])('%j offers %j', async (line, words) => {
    expect(await offered(line)).toEqual(words);
  });
});

test('the zsh script has a function for every command, and offers its options', async () => {
  const text = await script('zsh');
  expect(text).toMatch(/^#compdef restorable\n/);
  for (const name of [
    '_restorable',
    '_restorable_synth',
    '_restorable_secrets',
    '_restorable_secrets_seal',
  ]) {
    expect(text).toMatch(new RegExp(`^${name}\\(\\) \\{$`, 'm'));
  }
  expect(text).toContain("'--out[write to this folder instead of the repository of the app]:dir:_files -/'");
  expect(text).toContain("'synth:write the tree for Flux'");
  expect(text).toContain("'1:value:(bash zsh fish)'");
  expect(text).toMatch(/'\(-h --help\)'\{-h,--help\}'\[/);
});

test('the fish script offers options only after their command', async () => {
  const text = await script('fish');
  expect(text).toContain(
    "complete -c restorable -n '__fish_seen_subcommand_from synth' -l check -d 'write nothing; print the differences",
  );
  expect(text).toContain(
    "complete -c restorable -n '__fish_seen_subcommand_from secrets; and not __fish_seen_subcommand_from seal help' -a 'seal'",
  );
  expect(text).toContain(
    "-n '__fish_seen_subcommand_from secrets; and __fish_seen_subcommand_from seal' -s n -l namespace -x",
  );
  expect(text).toContain("-l out -x -a '(__fish_complete_directories)'");
});

(['zsh', 'fish'] as const).forEach((shell) =>
  (runs(shell) ? test : test.skip)(`${shell} reads its script without an error`, async () => {
    const file = join(emptyFolder(), 'script');
    writeFileSync(file, await script(shell));
    expect(spawnSync(shell, ['-n', file], { encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
  }),
);

test('an unknown shell is refused', async () => {
  const { code, stderr } = await restorable(new TestHost('/'), 'completion', 'tcsh');
  expect(code).toBe(2);
  expect(stderr).toContain('Allowed choices are bash, zsh, fish');
});
