import { appendRecord } from '../../lib/evidence/append-record';
import { configurationDigest } from '../../lib/evidence/configuration-digest';
import { evidenceStoreOf } from '../../lib/evidence/evidence-store-of';
import { pendingName } from '../../lib/evidence/pending-place';
import type { RestoreDrillInput } from '../../lib/evidence/restore-drill-statement';
import { retryPending, type RetriedRecord } from '../../lib/evidence/retry-pending';
import type { S3EvidenceStore } from '../../lib/evidence/s3-evidence-store';
import { signUnlinked, type SignedRecord } from '../../lib/evidence/signed-record';
import type { SigningKey } from '../../lib/evidence/signing-key';
import { storeRefusal } from '../../lib/evidence/store-refusal';
import type { DrillDocument, DrillResult } from '../../lib/plan';
import { ApiError, type ApiClient } from '../kubernetes';
import type { Log } from '../log';
import { findCircumstances } from './circumstances';
import type { EvidenceReport } from './evidence-report';
import { readCredentials, readSigningKey } from './mounted-keys';
import { PendingConfigMap } from './pending-config-map';

/** What verdicts are recorded with. */
export interface RecorderInput {
  readonly client: ApiClient;
  readonly log: Log;
  readonly now: () => Date;
  /** Folder with a folder for each mounted Secret. */
  readonly secrets: string;
  /** Name of the runner's Job. @default - it has none */
  readonly job?: string;
}

/** Records what a drill found. Never rejects: what could not be done is in the report. */
export type Recorder = (
  result: DrillResult,
  document: DrillDocument,
  signal: AbortSignal,
) => Promise<EvidenceReport>;

/** How long finding out revision and trigger, and everything with the store, may take, milliseconds. */
const ASKING = 3000;
const STORING = 10_000;

/** How the store is asked: one that does not answer is given up, and said so, within that time. Times are milliseconds. */
const STORE_OPTIONS = { timeout: 3000, attempts: 3, pause: 250 };

/** Another run may be delivering what is kept at this moment: only the own verdict is recorded. */
const BESIDE_ANOTHER: readonly string[] = ['drill-running', 'lock-lost'];

/**
 * Makes the recorder of a drill. A verdict is signed first and kept in a ConfigMap, then everything that is kept is appended to
 * the chain, oldest first; so neither a store that refuses nor a runner that is killed meanwhile loses it.
 */
export function evidenceRecorder(input: RecorderInput): Recorder {
  return async (result, document, signal) => {
    try {
      return await new Recording(input, result, document, signal).record();
    } catch (error) {
      // Only the name: a message may quote anything.
      const reason = `the recorder stopped at an unforeseen ${error instanceof Error ? error.name : 'value'}`;
      input.log.error('the verdict is not signed', { reason });
      return { state: 'unsigned', message: reason };
    }
  };
}

/** One verdict on its way. */
class Recording {
  private readonly pending: PendingConfigMap;

  constructor(
    private readonly input: RecorderInput,
    private readonly result: DrillResult,
    private readonly document: DrillDocument,
    private readonly signal: AbortSignal,
  ) {
    this.pending = new PendingConfigMap(input.client, document.protection.drill, signal);
  }

  async record(): Promise<EvidenceReport> {
    const { input, result } = this;
    const { drill } = this.document.protection;
    const { evidence, namespace } = drill;
    if (evidence === undefined) return { state: 'none', message: 'the plan names no place for evidence' };
    const mounted = { namespace, evidence, secrets: input.secrets };
    const key = readSigningKey(mounted);
    if (typeof key === 'string') return this.unsigned(key);
    const content = await this.content();
    let record: SignedRecord;
    try {
      record = signUnlinked(content, key, input.now());
    } catch (error) {
      return this.unsigned(storeRefusal(error, drill.name).reason);
    }
    const isAlone = !BESIDE_ANOTHER.includes(result.reason);
    const isKept = isAlone && (await this.keep(record));
    const credentials = readCredentials(mounted);
    if (typeof credentials === 'string') return this.notStored(record, isKept, credentials);
    const time = AbortSignal.any([this.signal, AbortSignal.timeout(STORING)]);
    let store: S3EvidenceStore;
    try {
      store = evidenceStoreOf(evidence, credentials, { ...STORE_OPTIONS, now: input.now, signal: time });
    } catch (error) {
      return this.notStored(record, isKept, storeRefusal(error, drill.name).reason);
    }
    const delivered = isKept ? await this.deliverKept(store, key, record) : undefined;
    if (delivered !== undefined) return delivered;
    const appended = await appendRecord(store, content, { key, now: input.now });
    if (!appended.stored) return this.notStored(record, isKept, appended.problem.reason);
    return this.stored(appended.record.name);
  }

  private async content(): Promise<RestoreDrillInput> {
    const { client, job } = this.input;
    const { protection } = this.document;
    const time = AbortSignal.any([this.signal, AbortSignal.timeout(ASKING)]);
    return {
      result: this.result,
      configuration: configurationDigest(protection),
      ...(await findCircumstances(client, protection.drill, job, time)),
    };
  }

  /** Appends everything that is kept; undefined where that cannot be read, or the own verdict is not among it. */
  private async deliverKept(
    store: S3EvidenceStore,
    key: SigningKey,
    record: SignedRecord,
  ): Promise<EvidenceReport | undefined> {
    const { now, log } = this.input;
    const { id } = this.document.protection;
    let results: readonly RetriedRecord[];
    try {
      results = await retryPending(this.pending, store, {
        key,
        now,
        // What stands in a chain has a number: a copy of it that somebody put here is not taken for a new verdict.
        accepts: ({ protection, sequence, isRehearsal }) =>
          protection === id && sequence === 0 && !isRehearsal,
      });
    } catch (error) {
      log.error('the kept records cannot be read', { place: this.pending.place, reason: reasonOf(error) });
      return undefined;
    }
    const others = results.filter(({ kept }) => kept !== pendingName(record));
    for (const other of others) this.tellOf(other);
    const own = results.find(({ kept }) => kept === pendingName(record));
    if (own === undefined) return undefined;
    if (!own.stored) return this.notStored(record, true, own.problems[0]?.reason ?? 'nothing says why');
    return this.stored(own.name, others.filter(({ stored }) => stored).length);
  }

  private tellOf(other: RetriedRecord): void {
    const { log } = this.input;
    if (other.stored) log.info('a kept record is stored now', { record: other.name });
    for (const { code, reason } of other.stored ? [] : other.problems)
      log.error('a kept record is not stored', { kept: other.kept, code, reason });
  }

  private async keep(record: SignedRecord): Promise<boolean> {
    try {
      await this.pending.keep(record);
      return true;
    } catch (error) {
      const { place } = this.pending;
      this.input.log.error('the record cannot be kept', { place, reason: reasonOf(error) });
      return false;
    }
  }

  private stored(name: string, others = 0): EvidenceReport {
    this.input.log.info('evidence stored', { record: name });
    const more = others === 0 ? '' : `, after ${others} kept from earlier drills`;
    return { state: 'stored', message: `stored as ${name}${more}` };
  }

  private async notStored(record: SignedRecord, isKept: boolean, reason: string): Promise<EvidenceReport> {
    const { log } = this.input;
    const { place } = this.pending;
    if (isKept || (await this.keep(record))) {
      log.error('evidence kept, not stored', { place, kept: pendingName(record), reason });
      return { state: 'kept', message: `kept in the ConfigMap ${place} for the next drill: ${reason}` };
    }
    // The last place that is left. It holds no secret, and its signature still counts.
    const text = Buffer.from(record.content).toString('utf8').trim();
    log.error('evidence neither stored nor kept', { reason, record: text });
    return { state: 'logged', message: `only the log of this run holds the signed record: ${reason}` };
  }

  private unsigned(reason: string): EvidenceReport {
    this.input.log.error('the verdict is not signed', { reason });
    return { state: 'unsigned', message: `the verdict is not signed: ${reason}` };
  }
}

/** Of errors that are not of the API server only the name: a message may quote anything. */
function reasonOf(error: unknown): string {
  if (ApiError.is(error)) return error.message;
  return `it ended in ${error instanceof Error ? error.name : 'an unknown error'}`;
}
