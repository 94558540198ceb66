import { cliProblems, fail } from '../../lib/core/problems';
import type { S3ArchiveOptions } from '../../lib/rehearsal';
import type { Host } from '../host';
import { isBucketPlace, readBucketPlace, type NamedBucketPlace } from '../store/bucket-place';

/** What rehearsals write below where the place names no prefix. */
const DEFAULT_PREFIX = 'rehearsals';

/** The archive that a command line names: a bucket. Throws RST201, RST733. */
export function archiveOf(named: NamedBucketPlace, env: Host['env']): S3ArchiveOptions {
  if (!isBucketPlace(named.place)) {
    fail(cliProblems.invalidPlace, {
      value: named.place,
      reason: 'an archive is in a bucket: s3://bucket/prefix',
      fix: 'Leave the option out: then it is in a folder that is removed.',
    });
  }
  const { bucket, prefix, credentials } = readBucketPlace(named, env);
  return {
    kind: 's3',
    ...bucket,
    prefix: prefix.replace(/\/+$/, '') || DEFAULT_PREFIX,
    credentials,
  };
}
