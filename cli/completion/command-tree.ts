import type { Argument, Command, Option } from 'commander';

/** What may be typed in place of a value. */
export type ValueKind = 'none' | 'file' | 'folder' | 'text';

/** One option, as a shell completes it. */
export interface CompletableOption {
  /** As typed: `--out`, or `-h` and `--help`. */
  readonly flags: readonly string[];
  readonly value: ValueKind;
  readonly description: string;
}

/** One command with what can follow it. */
export interface CompletableCommand {
  /** Names from the program down to this command. */
  readonly path: readonly string[];
  readonly description: string;
  readonly commands: readonly CompletableCommand[];
  readonly options: readonly CompletableOption[];
  /** Words that its arguments can be. */
  readonly choices: readonly string[];
  /** What its arguments are besides. */
  readonly argument: ValueKind;
}

/** The command tree of a program, with its help command and options. */
export function commandTree(command: Command, above: readonly string[] = []): CompletableCommand {
  const help = command.createHelp();
  const path = [...above, command.name()];
  const kinds = command.registeredArguments.map((argument) => kindOf(argument.name()));
  return {
    path,
    description: command.summary() || command.description(),
    commands: help.visibleCommands(command).map((child) => commandTree(child, path)),
    options: help.visibleOptions(command).map(completableOption),
    choices: command.registeredArguments.flatMap((argument: Argument) => argument.argChoices ?? []),
    argument: kinds.find((kind) => kind !== 'text') ?? 'none',
  };
}

/** A command and all below it, from the top. */
export function allCommands(command: CompletableCommand): readonly CompletableCommand[] {
  return [command, ...command.commands.flatMap(allCommands)];
}

function completableOption(option: Option): CompletableOption {
  const [, value] = /[<[]([^\]>]+)[\]>]/.exec(option.flags) ?? [];
  return {
    flags: [option.short, option.long].filter((flag) => flag !== undefined),
    value: value === undefined ? 'none' : kindOf(value),
    description: option.description,
  };
}

/** Names of arguments say what they are: `<file>`, `[dir]`. */
function kindOf(name: string): ValueKind {
  if (/\bfile\b/.test(name)) return 'file';
  return /\bdir\b/.test(name) ? 'folder' : 'text';
}
