import type { Verdict } from '../../../lib/drill/verdict';
import { drill, leftOfDrill, type EndedDrill } from './run-drill';

/** What a drill must end with. */
export interface Expected {
  readonly verdict: Exclude<Verdict, 'passed'>;
  readonly reason: string;
  /** Text in the message. */
  readonly says: string;
  /** What others have in the namespace restored into: it stays. @default - nothing */
  readonly others?: readonly string[];
}

let count = 0;

/** Drills, and expects this verdict and reason, told by the exit code too, with nothing of it left behind. */
export async function expectRed({ verdict, reason, says, others = [] }: Expected): Promise<EndedDrill> {
  count += 1;
  const ended = await drill(`red-${count}-${Date.now().toString(36)}`);
  const { result, exitCode } = ended;
  expect(result).toMatchObject({ verdict, reason, cleanedUp: true });
  expect(result.message).toContain(says);
  expect(exitCode).toBe(verdict === 'failed' ? 1 : 3);
  expect(leftOfDrill()).toEqual(others);
  return ended;
}
