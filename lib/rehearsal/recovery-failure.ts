import { NO_SPACE, type Finding } from './incident';
import type { ServerLog } from './server-log';
import type { VerdictReasonCode } from './verdict-reasons';
import { UNREADABLE_ARCHIVE } from './wal-archive';

/** Texts by which a server says why it cannot recover (PostgreSQL 18, xlogrecovery.c, xlog.c, postmaster.c). */
const CAUSES: readonly { readonly text: RegExp; readonly reason: VerdictReasonCode }[] = [
  { text: NO_SPACE, reason: 'out-of-space' },
  {
    text: new RegExp(`from archive: child process exited with exit code ${UNREADABLE_ARCHIVE}\\b`),
    reason: 'archive-unreachable',
  },
  { text: /recovery ended before configured recovery target was reached/, reason: 'archived-data-lost' },
  {
    text: /WAL ends before (?:end of online backup|consistent recovery point)/,
    reason: 'archived-data-lost',
  },
  {
    text: /could not (?:locate|read) (?:a |the )?(?:valid |required )?checkpoint record/,
    reason: 'archived-data-lost',
  },
  { text: /could not find redo location/, reason: 'archived-data-lost' },
  { text: /archive file "\w+" has wrong size/, reason: 'archived-data-lost' },
  { text: /insufficient parameter settings/, reason: 'server-will-not-start' },
  { text: /database files are incompatible with server/, reason: 'wrong-major-version' },
  {
    text: /incorrect checksum in control file|invalid data in file "(?:backup_label|tablespace_map)"/,
    reason: 'base-backup-corrupt',
  },
  {
    text: /invalid page in block|could not read blocks? |incorrect resource manager data/,
    reason: 'base-backup-corrupt',
  },
  {
    text: /unrecognized configuration parameter|could not (?:access|load) (?:file|library)|could not (?:create|bind)|could not map anonymous shared memory|invalid value for parameter/,
    reason: 'place-unsuited',
  },
];

/** Recovery has begun when a server has said one of these. */
const BEGUN = /starting (?:backup|archive|point-in-time) recovery/;

/** Why a server that was to recover ended. What it said of that is quoted. */
export function recoveryFailure(log: ServerLog): Finding {
  const lines = log.lines();
  // Connections that come too early are refused with FATAL too, by codes of class 57 (operator intervention).
  const fatal = lines.find(
    ({ level, code }) => (level === 'FATAL' || level === 'PANIC') && !code.startsWith('57'),
  );
  const detail = fatal === undefined ? undefined : lines[lines.indexOf(fatal) + 1];
  const said = [fatal?.text, ...(detail?.level === 'DETAIL' ? [detail.text] : [])].filter(
    (text) => text !== undefined,
  );
  const whole = log.toString();
  // Also where a command of the server said so, such as the one that fetches WAL.
  const full = NO_SPACE.test(whole) ? CAUSES[0] : undefined;
  const cause =
    full ??
    CAUSES.find(({ text }) => said.some((line) => text.test(line))) ??
    CAUSES.find(({ text }) => text.test(whole));
  const reason = cause?.reason ?? (BEGUN.test(whole) ? 'recovery-failed' : 'place-unsuited');
  const quote = said.length === 0 ? (whole.trim().split('\n').at(-1) ?? '') : said.join(': ');
  return {
    reason,
    message:
      quote === '' ? 'the restored server ended without a word' : `the restored server stopped: ${quote}`,
  };
}

/** How a reader of WAL complains of what it finds (PostgreSQL 18, xlogreader.c, xlogrecovery.c). */
const WAL_COMPLAINT = /\b(?:invalid|incorrect|unexpected|out-of-sequence|contrecord|magic number)\b/;

/** What a recovery that came to an end said of the WAL it ended at; undefined where it said nothing. */
export function recoveryEnd(log: ServerLog): string | undefined {
  const lines = log.lines();
  const end = lines.findIndex(({ text }) => text.startsWith('redo done at'));
  // Recovery ends at the first complaint; other processes of the server may have written lines behind it.
  return lines.slice(0, Math.max(end, 0)).findLast(({ text }) => WAL_COMPLAINT.test(text))?.text;
}

/** What a server said of damaged pages after a point of its log; undefined where it said nothing. */
export function corruptionIn(log: ServerLog, after: number): string | undefined {
  // XX001 data_corrupted, XX002 index_corrupted (PostgreSQL documentation, "PostgreSQL Error Codes").
  const said = log
    .lines(after)
    .filter(({ code, level }) => (code === 'XX001' || code === 'XX002') && level !== 'DETAIL');
  return (said.find(({ level }) => level !== 'WARNING') ?? said[0])?.text;
}
