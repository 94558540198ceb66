import { types } from 'node:util';
import { DatabaseError } from 'pg';
import type { CheckPlan, CheckResult } from '../../lib/plan';
import { CheckImpossible } from './finding';
import type { TimeLimit } from './time-limit';

/** How a check ended that threw. */
export type Failure = Required<Pick<CheckResult, 'status' | 'reason'>>;

/** invalid_catalog_name. Sources of all codes: PostgreSQL 17 documentation, "PostgreSQL Error Codes". */
const NO_DATABASE = '3D000';

/** undefined_table, undefined_column, invalid_schema_name. */
const NOT_THERE = ['42P01', '42703', '3F000'];

/** Kinds of checks whose SQL names things of the user's: what is not there is missing in the restored data. */
const NAMES_THINGS: readonly CheckPlan['kind'][] = ['sql.query', 'sql.migrations', 'sql.write'];

/**
 * Classes of errors whose messages may quote rows, or say what a function of the database wants: data exception,
 * integrity constraint violation, PL/pgSQL error. Their messages are not repeated.
 */
const QUOTES_DATA = ['22', '23', 'P0'];

/** Errors of the system on a connection that was there. */
const BREAKS = ['ECONNRESET', 'EPIPE'];

const QUERY_CANCELED = '57014';

/** Whether an error is about the connection or the server as a whole: connection exception, operator intervention. */
export function isOfTheServer({ code = '' }: DatabaseError): boolean {
  return /^(?:08|57)/.test(code);
}

/** Whether the server says that something it has stored is damaged: class XX, or a file that is missing (58P01). */
export function isDamage(error: unknown): error is DatabaseError {
  return error instanceof DatabaseError && /^(?:XX...|58P01)$/.test(error.code ?? '');
}

/**
 * What an error means for the check. `failed` where it says that the restored data is at fault, `error` where nothing is
 * known of the data. Details and hints of the server are never repeated, since they quote rows.
 */
export function failureOf(error: unknown, { kind }: CheckPlan, limit: TimeLimit): Failure {
  const reason = (text: string): Failure => ({ status: 'error', reason: text });
  if (limit.end === 'interrupted') return reason('the drill was ended before the check was');
  if (error instanceof DatabaseError) {
    const { code = '' } = error;
    if (code === QUERY_CANCELED && limit.end === 'expired') return reason(late(limit));
    const missing = code === NO_DATABASE || (NAMES_THINGS.includes(kind) && NOT_THERE.includes(code));
    return { status: missing || isDamage(error) ? 'failed' : 'error', reason: told(error) };
  }
  if (error instanceof CheckImpossible) return reason(error.message);
  if (limit.end === 'expired') return reason(late(limit));
  if (!types.isNativeError(error)) return reason('something unforeseen was thrown');
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  // What pg throws where a connection ends has no code (pg 8.23, lib/client.js).
  if (
    BREAKS.includes(code ?? '') ||
    (code === undefined && /connection|timeout expired/i.test(error.message))
  )
    return reason('the connection to the server broke');
  if (code !== undefined) return reason(`the server cannot be reached: ${code}`);
  return reason(`an unforeseen ${error.name} in the runner`);
}

/** What the server said, as far as it may be repeated. */
export function told({ code = '', message }: DatabaseError): string {
  if (QUOTES_DATA.includes(code.slice(0, 2)))
    return `the server refused the data it was to work on (SQLSTATE ${code})`;
  return `${message} (SQLSTATE ${code})`;
}

function late({ seconds }: TimeLimit): string {
  return `no answer within ${seconds} s`;
}
