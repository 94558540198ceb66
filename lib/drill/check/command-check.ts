import type { CommandCheckPlan } from '../../plan';
import { BaseCheck, CLUSTER_ONLY, type CheckOptions, type SecretKey } from './base-check';
import { readCommand, secretKeysOf } from './container';
import { readContainer, readExpectedText, type ContainerInput, type ContainerPart } from './container-input';

/** A command that must succeed with the restored database. */
export interface CommandInput extends ContainerInput {
  /** Program and arguments, as written: `$(NAME)` is no variable. Run again, up to three times, where it fails. */
  readonly command: readonly string[];
  /** Text that a line of its output must contain. @default - any output, also none */
  readonly prints?: string;
}

/** A command in a container exits with 0. */
export class CommandCheck extends BaseCheck {
  /** Throws RST101, RST104, RST604, RST609, RST610, RST612. */
  static of(input: CommandInput): CommandCheck {
    return new CommandCheck(input, {
      ...readContainer(input),
      command: readCommand(input.command),
      ...(input.prints !== undefined && { prints: readExpectedText('prints', input.prints) }),
    });
  }

  readonly runsIn = CLUSTER_ONLY;

  private constructor(
    options: CheckOptions,
    private readonly container: ContainerPart & Pick<CommandCheckPlan, 'command' | 'prints'>,
  ) {
    // Arguments stay out of the name: they may be anything.
    super(`command ${container.command[0] ?? ''}`, '5m', options);
  }

  override get readsData(): boolean {
    return true;
  }

  override get needsPod(): boolean {
    return true;
  }

  override get secretKeys(): readonly SecretKey[] {
    return secretKeysOf(this.container.env);
  }

  override plan(): CommandCheckPlan {
    return { ...this.base, kind: 'command', ...this.container };
  }
}
