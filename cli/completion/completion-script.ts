import { bashCompletion } from './bash';
import type { CompletableCommand } from './command-tree';
import { fishCompletion } from './fish';
import { zshCompletion } from './zsh';

const SCRIPTS = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } as const;

/** The completion script of a program for a shell. */
export function completionScript(shell: keyof typeof SCRIPTS, program: CompletableCommand): string {
  return SCRIPTS[shell](program);
}
