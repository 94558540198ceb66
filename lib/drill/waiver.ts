import { drillProblems, fail } from '../core/problems';
import type { WaivedDrillPlan } from '../plan';
import type { Reporter } from './reporter';

/** A refused drill, as written. */
export interface WaiverProps {
  /** Why, in a few words. It is printed wherever the drill is missed. */
  readonly reason: string;
  /** Who answers for it: a person or a team. */
  readonly owner: string;
  /** Last day on which it holds, in UTC, for example `2027-01-31`. */
  readonly until: string;
}

const MARK = Symbol.for('restorable.Waiver');
const DAY = 86_400_000;
const SHORTEST_REASON = 12;
const FARTHEST_DAYS = 365;

/** A drill that somebody refuses for a reason, until a day. It takes the place of the drill: a backup has one of both. */
export class Waiver {
  /** True for waivers of any copy of this package. */
  static is(value: unknown): value is Waiver {
    return typeof value === 'object' && value !== null && MARK in value;
  }

  /** Reads a waiver. Throws RST620. */
  static of(props: WaiverProps): Waiver {
    const reason = props.reason.trim();
    const owner = props.owner.trim();
    if (reason.length < SHORTEST_REASON || !/\s/.test(reason)) {
      fail(drillProblems.invalidWaiver, {
        property: 'reason',
        value: props.reason,
        reason: `fewer than two words or ${SHORTEST_REASON} characters explain nothing`,
      });
    }
    if (owner === '')
      fail(drillProblems.invalidWaiver, {
        property: 'owner',
        value: props.owner,
        reason: 'nobody answers for it',
      });
    return new Waiver(reason, owner, readDay(props.until), props.until);
  }

  private constructor(
    readonly reason: string,
    readonly owner: string,
    private readonly lastDay: number,
    /** Last day on which it holds, `YYYY-MM-DD`. */
    readonly until: string,
  ) {
    Object.defineProperty(this, MARK, { value: true });
  }

  /** Whether it no longer holds at an instant: the day after its last one has begun in UTC. */
  isExpired(on: Date): boolean {
    return on.getTime() >= this.lastDay + DAY;
  }

  /** Reports what is wrong with it on a day: RST621, RST622. */
  inspect(on: Date, report: Reporter): void {
    const details = { property: 'drill.until', value: this.until };
    if (this.isExpired(on)) {
      report.report(drillProblems.expiredWaiver, {
        ...details,
        reason: `it ended on ${this.until}; ${this.owner} answers for it: ${this.reason}`,
      });
    } else if (this.lastDay - on.getTime() > FARTHEST_DAYS * DAY) {
      report.report(drillProblems.distantWaiver, {
        ...details,
        reason: `it holds for more than ${FARTHEST_DAYS} days`,
      });
    }
  }

  /** As the recovery plan has it. */
  plan(): WaivedDrillPlan {
    return { waived: { reason: this.reason, owner: this.owner, until: this.until } };
  }
}

function readDay(text: string): number {
  const start = Date.parse(`${text}T00:00:00Z`);
  // Date.parse moves 31 February to March, and reads other forms too.
  if (Number.isNaN(start) || new Date(start).toISOString().slice(0, 10) !== text) {
    fail(drillProblems.invalidWaiver, {
      property: 'until',
      value: text,
      reason: 'it is not a day of the calendar, YYYY-MM-DD',
    });
  }
  return start;
}
