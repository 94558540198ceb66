import { recordName, type EvidenceRecord } from '../../lib/evidence';
import { chainOf, PROTECTION } from './records';

/** Another protection than that of the records. */
export const OTHER = 'safeops/develop/app-postgres';

/** Name of a record of the chain. */
export function name(sequence: number, protection = PROTECTION): string {
  return recordName(protection, sequence);
}

/** The same file under another name. */
export function renamed({ content }: EvidenceRecord, to: string): EvidenceRecord {
  return { name: to, content };
}

/** The envelope of a record, changed. */
export function edited(
  record: EvidenceRecord,
  change: (envelope: { payload: string }) => object,
): EvidenceRecord {
  const envelope = JSON.parse(Buffer.from(record.content).toString()) as { payload: string };
  return { ...record, content: Buffer.from(JSON.stringify({ ...envelope, ...change(envelope) })) };
}

/** A record whose verdict was turned into a passed one without signing it anew. */
export function tampered(record: EvidenceRecord): EvidenceRecord {
  return edited(record, ({ payload }) => {
    const statement = Buffer.from(payload, 'base64').toString().replace('"failed"', '"passed"');
    return { payload: Buffer.from(statement).toString('base64') };
  });
}

/** A chain whose second drill failed. */
export function withFailure(): EvidenceRecord[] {
  return chainOf({}, { result: { verdict: 'failed' } }, {});
}
