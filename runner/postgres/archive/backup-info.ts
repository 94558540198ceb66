import { SEGMENT_SIZE, WalName } from './wal-name';

/** What Barman wrote of a base backup. */
export interface BackupInfo {
  readonly id: string;
  /** `DONE` for a complete one. */
  readonly status: string;
  /** When it was complete. @default - it is not, or does not say */
  readonly endedAt?: Date;
  /** First WAL segment it needs. @default - it does not say */
  readonly begin?: WalName;
  /** Bytes of a WAL segment. */
  readonly segmentSize: number;
}

/** Reads a `backup.info` (barman 3.19: lines of `name=value`, values as Python writes them). */
export function readBackupInfo(id: string, text: string): BackupInfo {
  const fields = new Map(
    text.split('\n').flatMap((line) => {
      const at = line.indexOf('=');
      return at < 1 ? [] : [[line.slice(0, at), line.slice(at + 1).trim()] as const];
    }),
  );
  const endedAt = readTime(fields.get('end_time'));
  const begin = WalName.tryParse(fields.get('begin_wal') ?? '');
  const size = Number(fields.get('xlog_segment_size'));
  return {
    id,
    status: fields.get('status') ?? 'unknown',
    ...(endedAt !== undefined && { endedAt }),
    ...(begin !== undefined && { begin }),
    segmentSize: Number.isInteger(size) && size > 0 ? size : SEGMENT_SIZE,
  };
}

/** A time as Python writes it: `2026-11-25 17:32:59.461794+00:00`. Without a zone it could be any. */
function readTime(text: string | undefined): Date | undefined {
  const match = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?)([+-]\d\d:\d\d)$/.exec(text ?? '');
  if (match === null) return undefined;
  const [, day = '', time = '', zone = ''] = match;
  const at = new Date(`${day}T${time}${zone}`);
  return Number.isNaN(at.getTime()) ? undefined : at;
}
