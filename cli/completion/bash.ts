import { allCommands, type CompletableCommand, type ValueKind } from './command-tree';

/** How bash lists what a value can be (bash 4, `compgen`). */
const LISTED: Readonly<Record<ValueKind, string>> = {
  file: '_restorable_paths -f',
  folder: '_restorable_paths -d',
  text: 'return',
  none: 'return',
};

/** A completion script for bash 4 and newer. */
export function bashCompletion(program: CompletableCommand): string {
  const commands = allCommands(program);
  const below = commands.flatMap(({ path, commands: children }) =>
    children.map((child) => `      ${quoted([...path, last(child.path)])}) command=${quoted(child.path)} ;;`),
  );
  const values = commands.flatMap(({ path, options }) =>
    options
      .filter(({ value }) => value !== 'none')
      .flatMap(({ flags, value }) =>
        flags.map((flag) => `    ${quoted([...path, flag])}) ${LISTED[value]}; return ;;`),
      ),
  );
  const words = commands.map((command) => {
    const flags = command.options.flatMap((option) => option.flags);
    const names = [...command.commands.map((child) => last(child.path)), ...command.choices];
    return `    ${quoted(command.path)}) flags=${quoted(flags)} names=${quoted(names)} paths=${quoted([command.argument])} ;;`;
  });
  return `# bash completion for restorable
_restorable_paths() {
  local IFS=$'\\n'
  COMPREPLY=($(compgen "$1" -- "$current"))
  compopt -o filenames
}
_restorable() {
  local current=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD - 1]}
  local command='restorable' flags names paths index
  COMPREPLY=()
  for ((index = 1; index < COMP_CWORD; index++)); do
    case "$command \${COMP_WORDS[index]}" in
${below.join('\n')}
    esac
  done
  case "$command $before" in
${values.join('\n')}
  esac
  case "$command" in
${words.join('\n')}
  esac
  if [[ $current == -* ]]; then
    COMPREPLY=($(compgen -W "$flags" -- "$current"))
  elif [[ $names != '' ]]; then
    COMPREPLY=($(compgen -W "$names" -- "$current"))
  elif [[ $paths == folder ]]; then
    ${LISTED.folder}
  elif [[ $paths == file ]]; then
    ${LISTED.file}
  fi
}
complete -F _restorable restorable
`;
}

function last(path: readonly string[]): string {
  return path.at(-1) ?? '';
}

/** Words between single quotes; names of commands and options contain none. */
function quoted(words: readonly string[]): string {
  return `'${words.join(' ')}'`;
}
