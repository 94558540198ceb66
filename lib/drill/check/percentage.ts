import { drillProblems, fail } from '../../core/problems';

/** A percentage as text, for example `5%`. */
export type PercentageText = `${number}%`;

const FORM = /^(\d+(?:\.\d+)?)%$/;

/** A tolerance from 0% to below 100%. */
export class Percentage {
  /** Reads text such as `5%`. Throws RST605. */
  static of(text: PercentageText): Percentage {
    const percent = Number(FORM.exec(text)?.[1] ?? Number.NaN);
    if (Number.isNaN(percent)) {
      fail(drillProblems.invalidPercentage, { value: text, reason: 'it is not a number followed by %' });
    }
    if (percent >= 100) {
      fail(drillProblems.invalidPercentage, {
        value: text,
        reason: 'with this tolerance no rows at all would be right',
      });
    }
    return new Percentage(percent);
  }

  private constructor(private readonly percent: number) {}

  /** As a part of 1. */
  get fraction(): number {
    return this.percent / 100;
  }

  toString(): string {
    return `${this.percent}%`;
  }
}
