import { describe, expect, it } from '@jest/globals';
import { mergedValues, placeOf, secretId, valuesFor } from '../../../stacks/plan/secret-values';

const secret = { cluster: 'safeops', namespace: 'develop', name: 's3' };

describe('values of Secrets', () => {
  it('are found by place, and by name in every namespace where the place says nothing', () => {
    const values = { '*/s3': { accessKeyId: 'all', region: 'all' }, 'develop/s3': { accessKeyId: 'one' } };
    expect(valuesFor(values, secret)).toEqual({ accessKeyId: 'one', region: 'all' });
    expect(valuesFor(values, { ...secret, namespace: 'staging' })).toEqual({
      accessKeyId: 'all',
      region: 'all',
    });
    expect(valuesFor(values, { ...secret, name: 'other' })).toEqual({});
  });

  it('are merged value by value, later sets over earlier ones', () => {
    expect(mergedValues({ a: { x: '1', y: '1' } }, { a: { y: '2' }, b: { x: '2' } })).toEqual({
      a: { x: '1', y: '2' },
      b: { x: '2' },
    });
  });

  it('have places and identities', () => {
    expect(placeOf(secret)).toBe('develop/s3');
    expect(secretId(secret)).toBe('safeops/develop/s3');
  });
});
