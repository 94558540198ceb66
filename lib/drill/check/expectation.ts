import { drillProblems, fail } from '../../core/problems';
import type { ExpectationPlan } from '../../plan';
import { Percentage, type PercentageText } from './percentage';

/** What a number must be. Ends of ranges are included. */
export type NumberExpectation =
  | { readonly atLeast: number; readonly atMost?: number }
  | { readonly atMost: number }
  | { readonly between: readonly [number, number] }
  /** Off from a number by a part of it at most: `{ of: 1000, within: '5%' }` is 950 to 1050. */
  | { readonly of: number; readonly within: PercentageText };

/** What the value of a query must be. */
export type ValueExpectation = { readonly equals: number | string | boolean } | NumberExpectation;

/** What a number of rows must be. */
export type CountExpectation = { readonly equals: number } | NumberExpectation;

/** An expectation that can hold and that can fail. */
export class Expectation {
  /** Of any value. Throws RST603, RST605. */
  static ofValue(expected: ValueExpectation): Expectation {
    return new Expectation(read(expected));
  }

  /** Of a number of rows: a whole number from 0. Throws RST603, RST604, RST605. */
  static ofCount(expected: CountExpectation): Expectation {
    const plan = read(expected);
    const ends = numbersOf(plan);
    const wrong = ends.find((end) => !Number.isSafeInteger(end) || end < 0);
    if (wrong !== undefined) {
      fail(drillProblems.impossibleExpectation, { value: expected, reason: `no table has ${wrong} rows` });
    }
    if (plan.kind === 'range' && plan.atMost === undefined && plan.atLeast === 0) {
      fail(drillProblems.vacuousExpectation, { value: expected, reason: 'every table has at least 0 rows' });
    }
    return new Expectation(plan);
  }

  private constructor(private readonly expected: ExpectationPlan) {}

  /** Whether any number of at least this size could satisfy it. */
  allowsAtLeast(count: number): boolean {
    if (this.expected.kind === 'equals')
      return typeof this.expected.value === 'number' && this.expected.value >= count;
    if (this.expected.kind === 'range') return (this.expected.atMost ?? count) >= count;
    return this.expected.of * (1 + this.expected.fraction) >= count;
  }

  /** As the recovery plan has it. */
  plan(): ExpectationPlan {
    return this.expected;
  }
}

function read(expected: ValueExpectation): ExpectationPlan {
  const plan = planOf(expected);
  if (numbersOf(plan).some((number) => !Number.isFinite(number))) {
    fail(drillProblems.impossibleExpectation, { value: expected, reason: 'NaN and infinity equal nothing' });
  }
  if (
    plan.kind === 'range' &&
    plan.atLeast !== undefined &&
    plan.atMost !== undefined &&
    plan.atLeast > plan.atMost
  ) {
    fail(drillProblems.impossibleExpectation, {
      value: expected,
      reason: `no number is at least ${plan.atLeast} and at most ${plan.atMost}`,
    });
  }
  if (plan.kind === 'within' && plan.of <= 0) {
    fail(drillProblems.impossibleExpectation, {
      value: expected,
      reason: 'a tolerance is a part of a number above 0',
    });
  }
  return plan;
}

function planOf(expected: ValueExpectation): ExpectationPlan {
  if ('equals' in expected) return { kind: 'equals', value: expected.equals };
  if ('between' in expected)
    return { kind: 'range', atLeast: expected.between[0], atMost: expected.between[1] };
  if ('of' in expected)
    return { kind: 'within', of: expected.of, fraction: Percentage.of(expected.within).fraction };
  const atLeast = 'atLeast' in expected ? expected.atLeast : undefined;
  if (atLeast === undefined && expected.atMost === undefined) {
    fail(drillProblems.vacuousExpectation, { value: expected, reason: 'it says nothing' });
  }
  return {
    kind: 'range',
    ...(atLeast !== undefined && { atLeast }),
    ...(expected.atMost !== undefined && { atMost: expected.atMost }),
  };
}

function numbersOf(plan: ExpectationPlan): readonly number[] {
  if (plan.kind === 'equals') return typeof plan.value === 'number' ? [plan.value] : [];
  if (plan.kind === 'within') return [plan.of];
  return [plan.atLeast, plan.atMost].filter((end) => end !== undefined);
}
