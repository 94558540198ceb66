import { namesOf } from '../../lib/drill/site/access';
import type { DrillPlan, DrillResult } from '../../lib/plan';
import type { EvidenceReport } from '../evidence';
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
  evidence: EvidenceReport,
  signal: AbortSignal,
): Promise<void> {
  const { configMaps } = resourcesOf(namespace);
  const { status: name } = namesOf(drill);
  const { verdict, reason, message, startedAt, finishedAt } = result;
  const data = {
    ...{ verdict, reason, message, startedAt, finishedAt },
    evidence: `${evidence.state}: ${evidence.message}`,
    [RESULT_KEY]: JSON.stringify(result),
  };
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
  drill: DrillPlan,
  result: DrillResult,
  signal: AbortSignal,
): Promise<void> {
  const { verdict, reason, message, finishedAt } = result;
  const type = verdict === 'passed' ? 'Normal' : 'Warning';
  const note = `${reason}: ${message}`;
  await createEvent(client, drill, { type, reason: EVENT_REASONS[verdict], note, at: finishedAt }, signal);
}

/** Tells that the verdict is not in its chain of evidence, as another Event of the CronJob. */
export async function writeEvidenceEvent(
  client: ApiClient,
  drill: DrillPlan,
  { finishedAt }: DrillResult,
  { state, message }: EvidenceReport,
  signal: AbortSignal,
): Promise<void> {
  const reason = state === 'unsigned' ? 'EvidenceNotSigned' : 'EvidenceNotStored';
  await createEvent(client, drill, { type: 'Warning', reason, note: message, at: finishedAt }, signal);
}

interface EventText {
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly note: string;
  /** RFC 3339. */
  readonly at: string;
}

async function createEvent(
  client: ApiClient,
  { name: drill, namespace }: DrillPlan,
  { type, reason, note, at }: EventText,
  signal: AbortSignal,
): Promise<void> {
  const time = at.replace(/\.\d+Z$/, 'Z');
  const event = {
    apiVersion: 'v1',
    kind: 'Event',
    // Unique, as an Event of one object has to be.
    metadata: {
      name: `${drill}.${Date.parse(at).toString(16)}.${reason.toLowerCase()}`,
      namespace,
      labels: LABELS,
    },
    involvedObject: { apiVersion: 'batch/v1', kind: 'CronJob', name: drill, namespace },
    type,
    reason,
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
