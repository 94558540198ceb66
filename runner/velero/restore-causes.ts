import type { VeleroReason } from '../../lib/drill/verdict-reasons';
import type { Finding } from '../drill/incident';
import { shortened } from './shortened';

/** A cause of a failed restore, by what Velero and kopia say (Velero 1.18, all seen but where noted). The first that is found counts. */
const CAUSES: readonly { readonly said: RegExp; readonly reason: VeleroReason }[] = [
  { said: /invalid repository password|incorrect password/i, reason: 'repository-password-refused' },
  {
    said: /unable to write session marker|AccessDenied|Access Denied|StatusCode: 403/i,
    reason: 'drill-key-too-weak',
  },
  { said: /exceeded quota/i, reason: 'quota-exceeded' },
  { said: /BLOB not found|blob not found/i, reason: 'volume-data-missing' },
  { said: /NoSuchKey|key does not exist/i, reason: 'backup-object-missing' },
  // A tarball that is cut, a gzip header that is none (velero issue 9951), a block that was changed.
  {
    said: /message authentication failed|unexpected EOF|gzip: invalid|invalid checksum|: EOF\b|^EOF$/i,
    reason: 'backup-corrupt',
  },
  { said: /during the server starting/i, reason: 'site-restarted' },
  { said: /no space left on device/i, reason: 'out-of-space' },
];

/** Longest text of an error that is told, characters. */
const LONGEST = 600;

/** What the errors of a restore mean; `restore-failed` where nobody knows. */
export function restoreCause(what: string, errors: readonly string[]): Finding {
  const found = CAUSES.map(({ said, reason }) => ({
    reason,
    text: errors.find((error) => said.test(error)),
  }));
  const known = found.find(({ text }) => text !== undefined);
  const text = known?.text ?? errors[0] ?? 'nothing says why';
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  return {
    reason: known?.reason ?? 'restore-failed',
    message: `${what}: ${shortened(text, LONGEST)}${more}`,
  };
}
