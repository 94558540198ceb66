import { fail, storageProblems } from '../core';

/**
 * Which bucket names a store takes.
 *
 * - `dns`: DNS names, 3 to 63 characters, which stores with the S3 API have in common.
 * - `aws`: the same without what AWS keeps for itself (Amazon S3 User Guide, general purpose bucket naming rules).
 * - `label`: without dots (Cloudflare R2 documentation, create new buckets).
 */
export type BucketNameRules = 'dns' | 'aws' | 'label';

const DNS = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;
const IPV4 = /^\d+\.\d+\.\d+\.\d+$/;

/** Beginnings and ends that AWS keeps for itself (Amazon S3 User Guide, general purpose bucket naming rules). */
const RESERVED_BEGINNINGS = ['xn--', 'sthree-', 'amzn-s3-demo-'];
const RESERVED_ENDS = ['-s3alias', '--ol-s3', '.mrap', '--x-s3', '--table-s3'];

/**
 * Checks the name of a bucket and returns it.
 *
 * @throws RestorableError `RST201`
 */
export function bucketName(name: string, rules: BucketNameRules): string {
  const reason = refusal(name, rules);
  if (reason === undefined) return name;
  return fail(storageProblems.invalidBucketName, { property: 'bucket', value: name, reason });
}

function refusal(name: string, rules: BucketNameRules): string | undefined {
  if (name.length < 3 || name.length > 63) return `it has ${name.length} characters; 3 to 63 are allowed`;
  if (rules === 'label' && name.includes('.')) return 'this store takes no dots in names of buckets';
  if (!DNS.test(name)) return 'it is no DNS name of lower-case letters, digits and dashes';
  if (IPV4.test(name)) return 'it looks like an IP address';
  if (rules !== 'aws') return undefined;
  const beginning = RESERVED_BEGINNINGS.find((reserved) => name.startsWith(reserved));
  if (beginning !== undefined) return `names that begin with '${beginning}' are reserved`;
  const end = RESERVED_ENDS.find((reserved) => name.endsWith(reserved));
  return end === undefined ? undefined : `names that end in '${end}' are reserved`;
}
