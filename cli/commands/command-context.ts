import type { Command } from 'commander';
import type { ExitCode } from '../exit-codes';
import type { Host } from '../host';

/** What a command gets from the program it is part of. */
export interface CommandContext {
  readonly host: Host;
  /** Says how the command ended. */
  readonly end: (code: ExitCode) => void;
}

/** Adds a command to a program. What carries it out is loaded only when it runs. */
export type AddCommand = (program: Command, context: CommandContext) => void;

/** Options of every command that composes a project. */
export interface ProjectOptions {
  readonly app?: string;
  readonly json?: boolean;
}

/** Adds the argument and the option that say which app is meant. */
export function withProject(command: Command): Command {
  return command
    .argument('[dir]', 'folder of the project (default: the current folder)')
    .option('--app <file>', 'file of the app in the project (default: main.ts, or main.js)');
}

/** Gathers the values of an option that may be given several times. */
export function collected(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/** The examples at the end of a help text. */
export function examples(...lines: readonly (readonly [command: string, what: string])[]): string {
  const width = Math.max(...lines.map(([command]) => command.length));
  return `\nExamples:\n${lines.map(([command, what]) => `  $ ${command.padEnd(width)}  ${what}`).join('\n')}`;
}
