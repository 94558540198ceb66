import type { BaseCheck } from '../../../lib/drill/check';
import type { CheckPlan, CheckResult } from '../../../lib/plan';
import { runCheck, type CheckContext } from '../../../runner/checks';
import type { TestServer } from '../../setup/postgres-server';

/** The context of checks on one database of a test server. */
export function contextOn(
  server: TestServer,
  database: string,
  more: Partial<CheckContext> = {},
): CheckContext {
  return {
    place: 'embedded',
    address: server.address(database),
    asOf: new Date().toISOString(),
    signal: new AbortController().signal,
    ...more,
  };
}

/** Runs one check as it is declared, or planned, on a database. */
export function checkOn(
  server: TestServer,
  database: string,
  check: BaseCheck | CheckPlan,
  more: Partial<CheckContext> = {},
): Promise<CheckResult> {
  const plan = 'plan' in check ? check.plan({ rpo: 900 }) : check;
  return runCheck(plan, contextOn(server, database, more));
}
