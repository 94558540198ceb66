import { DatabaseError } from 'pg';
import { isDamage, isOfTheServer, told } from './failure';
import { CheckImpossible } from './finding';
import type { Session } from './session';

/** One thing that is read as a whole, and how. */
export interface Scanned {
  /** For people. */
  readonly name: string;
  readonly sql: string;
  readonly parameters?: readonly unknown[];
}

/**
 * Reads things one after the other in the transaction that is open, and gives what the server says of the damaged ones;
 * another error of one is thrown with its name. Each has its savepoint, so that one damaged thing does not hide the next, and thousands of them
 * do not pile up more locks than the server keeps.
 */
export async function scanForDamage(
  session: Session,
  things: readonly Scanned[],
): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const { name, sql, parameters = [] } of things) {
    await session.run('SAVEPOINT before_scan');
    try {
      await session.rows(sql, parameters);
    } catch (error) {
      if (!(error instanceof DatabaseError) || isOfTheServer(error)) throw error;
      if (!isDamage(error)) throw new CheckImpossible(`${name}: ${told(error)}`);
      faults.push(`${name}: ${told(error)}`);
    }
    await session.backTo('before_scan');
  }
  return faults;
}
