import { Duration, drillProblems, fail, type DurationInput } from '../../core';
import type { CheckBasePlan, CheckPlace, CheckPlan } from '../../plan';

/** What every check can be told. */
export interface CheckOptions {
  /**
   * How it is called in logs and evidence.
   *
   * @default - what it checks
   */
  readonly name?: string;
  /**
   * When it is given up. What did not answer has said nothing about the data, so the check then counts as an error, which
   * leaves the drill inconclusive; only where answering in time is what is asserted, as for an application, it fails.
   *
   * @default - 1m; longer for checks that read every page or start a container
   */
  readonly timeout?: DurationInput;
}

/** What a check must know of the protection to be planned. */
export interface CheckContext {
  /** RPO of the protection, seconds. */
  readonly rpo: number;
}

/** Key of a Secret in the drill namespace. */
export interface SecretKey {
  readonly secret: string;
  readonly key: string;
}

/** Where a check can run: everything that speaks SQL runs anywhere, containers need a cluster. */
export const ANYWHERE: readonly CheckPlace[] = ['cluster', 'embedded'];
export const CLUSTER_ONLY: readonly CheckPlace[] = ['cluster'];

const LONGEST_NAME = 120;

/** One assertion about restored things. Checks are values: they never change, and equal ones plan the same. */
export abstract class BaseCheck {
  readonly name: string;
  readonly timeout: Duration;
  /** Where it can run. Elsewhere it is shown as not run, never as passed. */
  abstract readonly runsIn: readonly CheckPlace[];

  protected constructor(defaultName: string, defaultTimeout: string, options: CheckOptions = {}) {
    this.name = options.name === undefined ? shortened(defaultName) : readName(options.name);
    this.timeout = options.timeout === undefined ? Duration.of(defaultTimeout) : readTimeout(options.timeout);
  }

  /** Whether it would notice that rows are missing, not only that the database has another shape. */
  get readsData(): boolean {
    return false;
  }

  /** What of the witness it needs: nothing, its heartbeat, or its counts too. */
  get needsWitness(): 'nothing' | 'heartbeat' | 'counts' {
    return 'nothing';
  }

  /** Whether it starts a pod of its own in the drill namespace. */
  get needsPod(): boolean {
    return false;
  }

  /** Secrets that must exist in the drill namespace for it. */
  get secretKeys(): readonly SecretKey[] {
    return [];
  }

  /** As the recovery plan has it. */
  abstract plan(context: CheckContext): CheckPlan;

  protected get base(): CheckBasePlan {
    return { name: this.name, timeout: this.timeout.seconds, runsIn: this.runsIn };
  }
}

function readName(name: string): string {
  if (name.trim() !== name || name.length === 0 || name.length > LONGEST_NAME || /\p{C}/u.test(name)) {
    fail(drillProblems.invalidCheckOption, {
      property: 'name',
      value: name,
      reason: `it is not 1 to ${LONGEST_NAME} printable characters without spaces at the ends`,
    });
  }
  return name;
}

function readTimeout(input: DurationInput): Duration {
  const timeout = Duration.of(input);
  if (timeout.seconds < 1) {
    fail(drillProblems.invalidCheckOption, {
      property: 'timeout',
      value: input,
      reason: 'nothing can be checked in under a second',
    });
  }
  return timeout;
}

/** Default names quote what users wrote, which may be long or span lines. */
function shortened(name: string): string {
  const line = name.replace(/[\s\p{C}]+/gu, ' ').trim();
  return line.length > LONGEST_NAME ? `${line.slice(0, LONGEST_NAME - 1).trimEnd()}…` : line;
}

/** Refuses an empty list: a check over nothing always holds. Throws RST602. */
export function readList<T>(what: string, list: readonly T[]): readonly T[] {
  if (list.length === 0)
    fail(drillProblems.emptyCheck, { property: what, value: list, reason: `there are no ${what}` });
  return list;
}
