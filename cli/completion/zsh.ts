import { allCommands, type CompletableCommand, type CompletableOption, type ValueKind } from './command-tree';

/** Actions of zsh for values (zshcompsys, `_arguments` and `_files`). */
const ACTIONS: Readonly<Record<Exclude<ValueKind, 'none'>, string>> = {
  file: ':file:_files',
  folder: ':dir:_files -/',
  text: ':value: ',
};

/** A completion script for zsh: a file `_restorable` on `fpath`, or sourced. */
export function zshCompletion(program: CompletableCommand): string {
  return `#compdef restorable
${allCommands(program).map(commandFunction).join('\n')}
if [[ $funcstack[1] == _restorable ]]; then
  _restorable "$@"
else
  compdef _restorable restorable
fi
`;
}

function commandFunction(command: CompletableCommand): string {
  const options = command.options.map((option) => `    ${optionSpec(option)}`);
  if (command.commands.length === 0) {
    const positional = positionalSpec(command);
    return `${functionName(command.path)}() {
  _arguments -s \\
${[...options, ...(positional === undefined ? [] : [`    ${positional}`])].join(' \\\n')}
}`;
  }
  const described = command.commands.map(
    (child) => `        ${quoted(`${child.path.at(-1) ?? ''}:${child.description}`)}`,
  );
  const inner = command.commands.map(
    (child) => `        ${child.path.at(-1) ?? ''}) ${functionName(child.path)} ;;`,
  );
  return `${functionName(command.path)}() {
  local context state state_descr line
  typeset -A opt_args
  _arguments -C -s \\
${options.join(' \\\n')} \\
    '1: :->command' \\
    '*:: :->rest'
  case $state in
    command)
      local -a commands=(
${described.join('\n')}
      )
      _describe command commands ;;
    rest)
      case $line[1] in
${inner.join('\n')}
      esac ;;
  esac
}`;
}

function functionName(path: readonly string[]): string {
  return `_${path.join('_')}`;
}

function optionSpec({ flags, value, description }: CompletableOption): string {
  const action = value === 'none' ? '' : ACTIONS[value];
  const explained = `[${description.replaceAll(/[[\]\\:]/g, '\\$&')}]${action}`;
  const [first = '', ...others] = flags;
  return others.length === 0
    ? quoted(`${first}${explained}`)
    : `${quoted(`(${flags.join(' ')})`)}{${flags.join(',')}}${quoted(explained)}`;
}

function positionalSpec({ choices, argument }: CompletableCommand): string | undefined {
  if (choices.length > 0) return quoted(`1:value:(${choices.join(' ')})`);
  return argument === 'none' ? undefined : quoted(`*${ACTIONS[argument]}`);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
