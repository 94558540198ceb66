import { Quantity, type QuantityInput } from '../../core';
import { drillProblems, fail } from '../../core/problems';
import type { CheckContainerPlan } from '../../plan';
import type { CheckOptions } from './base-check';
import { readCommand, readEnv, readImage, type Env } from './container';

/** The container that a check starts in the drill namespace, on the restored database. */
export interface ContainerInput extends CheckOptions {
  /**
   * Image it runs. Never runs as root (Pod Security `restricted`), has a read-only root file system and an empty `/tmp`,
   * and reaches the restored database and DNS only.
   */
  readonly image: string;
  /** Program and arguments, as written: `$(NAME)` is no variable. @default - of the image */
  readonly command?: readonly string[];
  /** Its environment. Secrets are properties of `Restored`, or keys of Secrets in the drill namespace. @default - empty */
  readonly env?: Env;
  /**
   * Numeric user and group it runs as: needed where the image names none, or root, or names its user by a word, which
   * Kubernetes cannot tell from root.
   *
   * @default - the user of the image
   */
  readonly user?: number;
  /** Memory it may use, at least 128Mi, which is set aside for it. @default 1Gi */
  readonly memory?: QuantityInput;
}

/** What the plan has of a container. */
export type ContainerPart = Pick<CheckContainerPlan, 'image' | 'command' | 'env' | 'user' | 'memory'>;

/** Largest user and group (Kubernetes, `IsValidUserID`). */
const LARGEST_ID = 2 ** 31 - 1;

/** Reads a container. Throws RST104, RST609, RST610. */
export function readContainer({ image, command, env, user, memory }: ContainerInput): ContainerPart {
  return {
    image: readImage(image),
    ...(command !== undefined && { command: readCommand(command) }),
    env: readEnv(env),
    ...(user !== undefined && { user: readNumber('user', user, 1, LARGEST_ID) }),
    ...(memory !== undefined && { memory: readMemory(memory) }),
  };
}

/** Reads a whole number of a range. Throws RST609. */
export function readNumber(property: string, number: number, least: number, most: number): number {
  if (!Number.isInteger(number) || number < least || number > most) {
    fail(drillProblems.invalidContainer, {
      property,
      value: number,
      reason: `it is not a whole number from ${least} to ${most}`,
    });
  }
  return number;
}

/** Reads a text that an answer or output must contain; every one contains the empty text. Throws RST604. */
export function readExpectedText(property: string, text: string): string {
  if (text === '')
    fail(drillProblems.vacuousExpectation, {
      property,
      value: text,
      reason: 'every text contains it',
      fix: 'Name a text that only the right answer contains.',
    });
  return text;
}

function readMemory(input: QuantityInput): string {
  const memory = Quantity.of(input);
  // Also catches `512m`, which is half a byte.
  if (memory.value < 128 * 2 ** 20) {
    fail(drillProblems.invalidContainer, {
      property: 'memory',
      value: memory.toString(),
      reason: 'it is less than 128Mi',
    });
  }
  return memory.toString();
}
