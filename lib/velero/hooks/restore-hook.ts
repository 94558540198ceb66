import { Duration, fail, veleroProblems, type DurationInput } from '../../core';
import type { RestoreSpecHooksResources } from '../../kubernetes/generated/velero.io/v1';

/** Which pods a restore hook is for. */
interface RestoreHookPods {
  readonly name: string;
  /** Labels of the pods. At least one. */
  readonly pods: Readonly<Record<string, string>>;
}

/** A command in a container of a restored pod, once it runs. */
export interface ExecAfterRestore extends RestoreHookPods {
  readonly container: string;
  readonly command: readonly string[];
  readonly onError: 'Fail' | 'Continue';
  /** When the command counts as failed. @default 30s */
  readonly timeout?: DurationInput;
  /** How long the container may take to start. Without an end a restore hangs in Finalizing, and every other one after it. */
  readonly waitFor: DurationInput;
}

/** A container that runs before those of a restored pod. */
export interface InitAfterRestore extends RestoreHookPods {
  readonly container: { readonly name: string; readonly image: string; readonly command: readonly string[] };
  /** How long it may take. */
  readonly timeout: DurationInput;
}

/**
 * A hook of a real recovery. Drills have none: one that hangs would block every later restore (velero issues 9744, 9359),
 * and checks run outside of Velero.
 */
export class RestoreHook {
  /** Runs a command. Throws RST101, RST960. */
  static exec(input: ExecAfterRestore): RestoreHook {
    if (input.command[0] === undefined || input.command[0] === '')
      refuse('command', input.command, 'there is no program to run');
    const wait = readTime('waitFor', input.waitFor);
    const timeout = readTime('timeout', input.timeout ?? '30s');
    return new RestoreHook(input, {
      exec: {
        container: input.container,
        command: [...input.command],
        onError: input.onError,
        execTimeout: timeout.toGo(),
        waitTimeout: wait.toGo(),
        waitForReady: false,
      },
    });
  }

  /** Runs a container first. Throws RST101, RST960. */
  static init(input: InitAfterRestore): RestoreHook {
    const { name, image, command } = input.container;
    // Velero refuses one without any of these (Velero 1.18, `ValidateInitContainer`).
    if (name === '' || image === '' || command[0] === undefined)
      refuse('container', input.container, 'it lacks a name, an image or a command');
    const timeout = readTime('timeout', input.timeout);
    return new RestoreHook(input, {
      init: { initContainers: [{ name, image, command: [...command] }], timeout: timeout.toGo() },
    });
  }

  private constructor(
    private readonly target: RestoreHookPods,
    private readonly hook: NonNullable<RestoreSpecHooksResources['postHooks']>[number],
  ) {
    if (Object.keys(target.pods).length === 0) refuse('pods', target.pods, 'it names no labels');
  }

  /** As a Restore has it. */
  resource(namespaces: readonly string[]): RestoreSpecHooksResources {
    return {
      name: this.target.name,
      includedNamespaces: [...namespaces],
      labelSelector: { matchLabels: { ...this.target.pods } },
      postHooks: [this.hook],
    };
  }
}

function readTime(property: string, input: DurationInput): Duration {
  const time = Duration.of(input);
  return time.seconds < 1 ? refuse(property, input, 'nothing is done in less than a second') : time;
}

function refuse(property: string, value: unknown, reason: string): never {
  return fail(veleroProblems.invalidHook, { property, value, reason });
}
