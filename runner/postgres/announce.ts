import { namesOf } from '../../lib/drill/site/access';
import type { DrillPlan, DrillResult } from '../../lib/plan';
import { ApiError, type ApiClient } from '../kubernetes';
import { resourcesOf } from './objects';

/** Longest note of an Event, characters (Kubernetes 1.34, core/v1 validation). */
const LONGEST_NOTE = 1024;

const LABELS = { 'app.kubernetes.io/managed-by': 'restorable', 'app.kubernetes.io/part-of': 'restorable' };

/** Key of the status ConfigMap with the whole result as JSON. */
export const RESULT_KEY = 'result.json';

/**
 * Writes the result into the ConfigMap `<drill>-status`, for people and dashboards. Whoever may write in the namespace
 * can forge it: what counts is the evidence.
 */
export async function writeStatus(
  client: ApiClient,
  { name: drill, namespace }: DrillPlan,
  result: DrillResult,
  signal: AbortSignal,
): Promise<void> {
  const { configMaps } = resourcesOf(namespace);
  const { status: name } = namesOf(drill);
  const { verdict, reason, message, startedAt, finishedAt } = result;
  const data = { verdict, reason, message, startedAt, finishedAt, [RESULT_KEY]: JSON.stringify(result) };
  const metadata = { name, namespace, labels: { ...LABELS, 'app.kubernetes.io/instance': drill } };
  try {
    await client.patch(configMaps, name, { data }, signal);
  } catch (error) {
    if (!ApiError.is(error) || !error.isMissing) throw error;
    await client.create(configMaps, { apiVersion: 'v1', kind: 'ConfigMap', metadata, data }, signal);
  }
}

const EVENT_REASONS = {
  passed: 'DrillPassed',
  failed: 'DrillFailed',
  inconclusive: 'DrillInconclusive',
} as const;

/** Tells the verdict as an Event of the CronJob of the drill. */
export async function writeEvent(
  client: ApiClient,
  { name: drill, namespace }: DrillPlan,
  result: DrillResult,
  signal: AbortSignal,
): Promise<void> {
  const { verdict, reason, message, finishedAt } = result;
  const note = `${reason}: ${message}`;
  const time = finishedAt.replace(/\.\d+Z$/, 'Z');
  const event = {
    apiVersion: 'v1',
    kind: 'Event',
    // Unique, as an Event of one object has to be.
    metadata: { name: `${drill}.${Date.parse(finishedAt).toString(16)}`, namespace, labels: LABELS },
    involvedObject: { apiVersion: 'batch/v1', kind: 'CronJob', name: drill, namespace },
    type: verdict === 'passed' ? 'Normal' : 'Warning',
    reason: EVENT_REASONS[verdict],
    message: note.length > LONGEST_NOTE ? `${note.slice(0, LONGEST_NOTE - 1)}…` : note,
    source: { component: 'restorable' },
    firstTimestamp: time,
    lastTimestamp: time,
    count: 1,
  };
  try {
    await client.create(resourcesOf(namespace).events, event, signal);
  } catch (error) {
    // The answer to the first attempt was lost.
    if (!ApiError.is(error) || !error.isConflict) throw error;
  }
}
