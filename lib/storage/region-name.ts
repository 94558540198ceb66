import { fail, storageProblems } from '../core';

/**
 * Checks a region as it stands in signatures (AWS Signature Version 4, credential scope: no slash, no space).
 *
 * @throws RestorableError `RST203`
 */
export function regionName(region: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/.test(region)) return region;
  return fail(storageProblems.invalidStoreOption, {
    property: 'region',
    value: region,
    reason: 'a region is a word of letters, digits, dashes and underscores',
    fix: 'Write the region the store documents, for example us-east-1.',
  });
}
