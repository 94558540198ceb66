import type { CommandCheckPlan } from '../../plan';
import { BaseCheck, CLUSTER_ONLY, type CheckOptions, type SecretKey } from './base-check';
import { readCommand, readEnv, readImage, secretKeysOf, type Env } from './container';

/** A command that must succeed with the restored database. */
export interface CommandInput extends CheckOptions {
  /** Image it runs in. Runs as any user but root, with a read-only root file system and an empty `/tmp`. */
  readonly image: string;
  /** Program and arguments. */
  readonly command: readonly string[];
  /** Its environment. Secrets are properties of `Restored`, or keys of Secrets in the drill namespace. @default - empty */
  readonly env?: Env;
}

/** A command in a container exits with 0. */
export class CommandCheck extends BaseCheck {
  /** Throws RST101, RST609, RST610, RST612. */
  static of(input: CommandInput): CommandCheck {
    return new CommandCheck(input, {
      image: readImage(input.image),
      command: readCommand(input.command),
      env: readEnv(input.env),
    });
  }

  readonly runsIn = CLUSTER_ONLY;

  private constructor(
    options: CheckOptions,
    private readonly container: Pick<CommandCheckPlan, 'image' | 'command' | 'env'>,
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
