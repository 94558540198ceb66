import { exchange } from '../../lib/evidence/http-exchange';
import type { DrillResult } from '../../lib/plan';
import { drillMetrics } from './drill-metrics';
import { exposition } from './exposition';

/** Name of the job that the metrics of all drills are pushed as. */
export const PUSH_JOB = 'restorable_drill';

/** How long one attempt may take, milliseconds, and how often it is made. */
const TIMEOUT = 3000;
const ATTEMPTS = 2;

/** Longest answer that is read, bytes. */
const LONGEST = 64 * 1024;

/**
 * Pushes the metrics of a drill to a Pushgateway, grouped by protection. By POST: it replaces metrics of the same name, so
 * that the time of the last passed drill outlives drills that do not pass (Pushgateway documentation, "API"). Rejects where
 * the gateway does not take them.
 */
export async function pushMetrics(gateway: string, result: DrillResult, signal: AbortSignal): Promise<void> {
  const url = groupUrl(gateway, result.protection);
  const body = exposition(drillMetrics(result));
  for (let attempt = 1; ; attempt += 1) {
    const refusal = await attemptPush(url, body, signal);
    if (refusal === undefined) return;
    if (attempt >= ATTEMPTS || signal.aborted) throw new PushError(refusal);
  }
}

/** A Pushgateway that does not take metrics. */
export class PushError extends Error {
  override readonly name = 'PushError';
}

/** URL of the group of a protection. Its id has slashes, which stand in a path only encoded as base64 (ibid., "URL"). */
function groupUrl(gateway: string, protection: string): URL {
  const id = Buffer.from(protection).toString('base64url');
  return new URL(`${gateway.replace(/\/+$/, '')}/metrics/job/${PUSH_JOB}/protection@base64/${id}`);
}

/** Undefined where it was taken; otherwise why not. */
async function attemptPush(url: URL, body: string, signal: AbortSignal): Promise<string | undefined> {
  try {
    const { status } = await exchange({
      method: 'POST',
      url,
      headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' },
      body: Buffer.from(body),
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT)]),
      longest: LONGEST,
    });
    return status >= 200 && status < 300 ? undefined : `the Pushgateway answers ${status}`;
  } catch (error) {
    const { code } = (error ?? {}) as { readonly code?: unknown };
    return `the Pushgateway cannot be reached: ${typeof code === 'string' ? code : 'no answer'}`;
  }
}
