import { allCommands, type CompletableCommand, type ValueKind } from './command-tree';

/** What fish adds for a value (fish 3, `complete`): required, of which files. */
const VALUES: Readonly<Record<ValueKind, string>> = {
  file: ' -r -F',
  folder: " -x -a '(__fish_complete_directories)'",
  text: ' -x',
  none: '',
};

/** A completion script for fish 3 and newer. */
export function fishCompletion(program: CompletableCommand): string {
  const lines = allCommands(program).flatMap((command) => {
    const prefix = `complete -c restorable -n ${quoted(condition(command))}`;
    return [
      ...command.commands.map(
        (child) => `${prefix} -a ${quoted(child.path.at(-1) ?? '')} -d ${quoted(child.description)}`,
      ),
      ...(command.choices.length === 0 ? [] : [`${prefix} -a ${quoted(command.choices.join(' '))}`]),
      ...(command.argument === 'none' ? [] : [`${prefix}${VALUES[command.argument].replace(/ -[rx]/, '')}`]),
      ...command.options.map(
        ({ flags, value, description }) =>
          `${prefix}${flags.map(flagText).join('')}${VALUES[value]} -d ${quoted(description)}`,
      ),
    ];
  });
  return `# fish completion for restorable\ncomplete -c restorable -f\n${lines.join('\n')}\n`;
}

/** True on a command line that has got as far as this command and no further. */
function condition({ path, commands }: CompletableCommand): string {
  const [, ...names] = path;
  const seen = names.map((name) => `__fish_seen_subcommand_from ${name}`);
  if (commands.length === 0) return seen.join('; and ');
  const further = `not __fish_seen_subcommand_from ${commands.map((child) => child.path.at(-1) ?? '').join(' ')}`;
  return [...seen, further].join('; and ');
}

function flagText(flag: string): string {
  return flag.startsWith('--') ? ` -l ${flag.slice(2)}` : ` -s ${flag.slice(1)}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
