import type { DrillResult } from '../../lib/plan';
import type { RehearsalOptions, VerdictReasonCode } from '../../lib/rehearsal';
import { VERDICT_REASONS } from '../../lib/rehearsal';
import { rehearseShop, type RehearsedProps } from '../rehearsal/protection';

/** One row of the fault table. */
export interface Fault {
  readonly name: string;
  /** The reason it must give, and by it the verdict. */
  readonly reason: VerdictReasonCode;
  /** What the message must say, so that people find the cause. */
  readonly says: RegExp;
  /** Whether it runs with the unit tests too. */
  readonly fast?: boolean;
  readonly protection?: RehearsedProps;
  /** What is done to the rehearsal. Called for each run, since some faults need a place of their own. */
  readonly inject: () => Partial<RehearsalOptions> | Promise<Partial<RehearsalOptions>>;
  /** Called when it is over. */
  readonly afterwards?: () => Promise<void> | void;
}

/** Rehearses with a fault and expects its verdict; and that nothing is left behind, whatever happened. */
export async function expectVerdict(fault: Fault): Promise<DrillResult> {
  try {
    const result = await rehearseShop({ ...fault.protection }, await fault.inject());
    expect({ reason: result.reason, message: result.message }).toEqual({
      reason: fault.reason,
      message: expect.stringMatching(fault.says) as string,
    });
    expect(result.verdict).toBe(VERDICT_REASONS[fault.reason].verdict);
    expect(result.cleanedUp).toBe(true);
    return result;
  } finally {
    await fault.afterwards?.();
  }
}
