import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { identityName, logicalIdentityName } from '../../../stacks/storage/identity-name';

describe('names of users', () => {
  it('are the identity with dots', () => {
    expect(identityName('safeops/develop/cnpg-backup-s3')).toBe('safeops.develop.cnpg-backup-s3');
    expect(logicalIdentityName('a/b/c')).toBe('a.b.c');
  });

  it('are short enough for IAM and different for different identities', () => {
    const label = fc.stringMatching(/^[a-z][a-z0-9-]{0,40}$/);
    const id = fc.tuple(label, label, label).map((parts) => parts.join('/'));
    fc.assert(
      fc.property(id, id, (a, b) => {
        expect(identityName(a)).toMatch(/^[a-z0-9.-]{1,64}$/);
        if (a !== b) expect(identityName(a)).not.toBe(identityName(b));
      }),
    );
  });
});
