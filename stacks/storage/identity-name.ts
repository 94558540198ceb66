import { createHash } from 'node:crypto';

/** Longest name of a user (IAM, quotas). */
const LONGEST = 64;

/**
 * Name of the user of IAM for an identity: the identity with dots for slashes, which no namespace or cluster has in its
 * name; shortened and made unique again where that is too long.
 */
export function identityName(id: string): string {
  const name = logicalIdentityName(id);
  if (name.length <= LONGEST) return name;
  const digest = createHash('sha256').update(id).digest('hex').slice(0, 10);
  return `${name.slice(0, LONGEST - digest.length - 1)}-${digest}`;
}

/** Name of the resources of an identity in the program. */
export function logicalIdentityName(id: string): string {
  return id.replaceAll('/', '.');
}
