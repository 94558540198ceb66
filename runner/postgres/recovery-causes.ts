import type { DrillReason } from '../../lib/drill/verdict-reasons';
import type { Finding } from '../drill/incident';

interface Cause {
  readonly text: RegExp;
  readonly reason: DrillReason;
  readonly meaning: string;
}

/**
 * Texts of a failed recovery and what they mean, the more telling ones first: those of barman-cloud and botocore (plugin
 * 0.14, seen), then those of PostgreSQL (17, xlogrecovery.c, xlog.c, postmaster.c).
 */
const CAUSES: readonly Cause[] = [
  {
    text: /SignatureDoesNotMatch|InvalidAccessKeyId/,
    reason: 'archive-key-refused',
    meaning: "the store refuses the drill's key",
  },
  { text: /NoSuchBucket/, reason: 'bucket-missing', meaning: 'the bucket of the archive does not exist' },
  {
    text: /AccessDenied|AllAccessDisabled|ExpiredToken|InvalidToken/,
    reason: 'archive-access-denied',
    meaning: 'the store denies the drill access to the archive',
  },
  {
    text: /Unable to locate credentials|secrets? "[^"]*" not found|key [\w.-]+ not found in secret/i,
    reason: 'credentials-missing',
    meaning: "the plugin does not find the drill's credentials",
  },
  {
    text: /Could not connect to the endpoint URL|Connect timeout on endpoint|Read timeout on endpoint|SSL validation failed|Connection was closed before|SlowDown|ServiceUnavailable|InternalError|Name or service not known/,
    reason: 'archive-unreachable',
    meaning: 'the store of the archive cannot be reached',
  },
  {
    text: /barman object configuration not found|objectstores\.barmancloud\.cnpg\.io "[^"]*" not found/i,
    reason: 'object-store-missing',
    meaning: 'the plugin does not find the ObjectStore',
  },
  {
    text: /no target backup found/i,
    reason: 'no-backup',
    meaning: 'the archive holds no complete base backup of this server',
  },
  {
    text: /No space left on device/,
    reason: 'out-of-space',
    meaning: 'the volume of the restored server is full',
  },
  {
    text: /recovery ended before configured recovery target was reached/,
    reason: 'archived-data-lost',
    meaning: 'WAL that had been archived is missing: recovery ended before its target',
  },
  {
    text: /WAL ends before (?:end of online backup|consistent recovery point)|could not (?:locate|read) (?:a |the )?(?:valid |required )?checkpoint record|could not find redo location|archive file "\w+" has wrong size/,
    reason: 'archived-data-lost',
    meaning: 'WAL that the base backup needs is missing or damaged',
  },
  {
    text: /insufficient parameter settings/,
    reason: 'server-will-not-start',
    meaning: 'the server has lower settings than the one that was backed up',
  },
  {
    text: /database files are incompatible with server/,
    reason: 'wrong-major-version',
    meaning: 'the backup was made by another major version of PostgreSQL',
  },
  {
    text: /incorrect checksum in control file|invalid data in file "(?:backup_label|tablespace_map)"|invalid page in block|could not read blocks? |incorrect resource manager data/,
    reason: 'base-backup-corrupt',
    meaning: 'files of the base backup are damaged',
  },
  {
    text: /tarfile\.ReadError|unexpected end of (?:data|file|archive)|Unexpected EOF|EOFError|CRC check failed|Error -\d+ while decompressing|not a gzip(?:ped)? file|Compressed file ended before/i,
    reason: 'base-backup-corrupt',
    meaning: 'a file of the base backup is cut short or damaged',
  },
];

/** Why a recovery failed, by what its containers said; undefined where no cause is recognised. */
export function recoveryCause(text: string): Finding | undefined {
  for (const { text: pattern, reason, meaning } of CAUSES) {
    const said = pattern.exec(text)?.[0];
    // Only what was recognised is quoted: the rest of a log may hold anything.
    if (said !== undefined) return { reason, message: `${meaning} (${said})` };
  }
  return undefined;
}
