import type { DrillDocument, DrillResult } from '../../lib/plan';
import { needsAttention, type EvidenceReport, type Recorder } from '../evidence';
import type { ApiClient } from '../kubernetes';
import type { Log } from '../log';
import { PushError } from '../metrics';
import { writeEvent, writeEvidenceEvent, writeStatus } from './announce';
import type { PhaseTimes } from './phase-times';
import { Incident } from './incident';

/** What a result is told by. */
export interface Tellers {
  readonly client: ApiClient;
  readonly log: Log;
  /**
   * Records the result as evidence. A rejection is logged and changes no verdict: what could not be stored is kept by the
   * recorder.
   *
   * @default - nothing is recorded
   */
  readonly record?: Recorder;
  /** Pushes the metrics of a result to a Pushgateway. A rejection is logged and changes no verdict. */
  readonly pushMetrics: (gateway: string, result: DrillResult, signal: AbortSignal) => Promise<void>;
}

/** How long recording and telling may take, milliseconds: together less than SIGTERM leaves. */
const RECORDING = 22_000;
const TELLING = 15_000;

const NOT_RECORDED: EvidenceReport = { state: 'none', message: 'this run records no evidence' };
const RECORDER_FAILED: EvidenceReport = { state: 'unsigned', message: 'the recorder failed' };

/** Tells a result: to the log, the evidence, the status ConfigMap, as an Event and as metrics. Each goes on where another fails. */
export async function tell(
  document: DrillDocument,
  { client, log, record, pushMetrics }: Tellers,
  phases: PhaseTimes,
  result: DrillResult,
): Promise<void> {
  const { drill } = document.protection;
  log.info('drill result', { result: JSON.stringify(result) });
  const attempt = async <T>(what: string, work: Promise<T>): Promise<T | undefined> => {
    try {
      return await work;
    } catch (error) {
      const reason = error instanceof PushError ? error.message : Incident.of(error).message;
      log.error(`${what} could not be written`, { reason });
      return undefined;
    }
  };
  const recording = AbortSignal.timeout(RECORDING);
  const recorded =
    record === undefined
      ? NOT_RECORDED
      : await attempt(
          'the evidence',
          phases.run('record', () => record(result, document, recording)),
        );
  const evidence = recorded ?? RECORDER_FAILED;
  const signal = AbortSignal.timeout(TELLING);
  // A second run is no result of the drill: the run that holds the lock writes it.
  const isResult = result.reason !== 'drill-running';
  if (isResult) await attempt('the status', writeStatus(client, drill, result, evidence, signal));
  await attempt('the event', writeEvent(client, drill, result, signal));
  if (needsAttention(evidence))
    await attempt('the event', writeEvidenceEvent(client, drill, result, evidence, signal));
  const gateway = drill.metrics?.pushgateway;
  if (gateway !== undefined && isResult) await attempt('the metrics', pushMetrics(gateway, result, signal));
}
