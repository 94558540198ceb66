import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bucketName } from '../../lib/storage/bucket-name';
import { codesThrownBy, thrownBy } from './problem-codes';

const edge = fc.constantFrom(...Array.from('abcxyz0189'));
const label = fc
  .tuple(edge, fc.string({ unit: fc.constantFrom(...Array.from('abcxyz0189-')), maxLength: 18 }), edge)
  .map((parts) => parts.join(''));
const dnsName = fc
  .array(label, { minLength: 1, maxLength: 4 })
  .map((labels) => labels.join('.'))
  .filter((name) => name.length >= 3 && name.length <= 63 && !/^[\d.]+$/.test(name));

describe('the name of a bucket', () => {
  it('is any DNS name of 3 to 63 characters', () => {
    fc.assert(fc.property(dnsName, (name) => bucketName(name, 'dns') === name));
  });

  it('is refused with RST201 as soon as one character is foreign to DNS names', () => {
    const foreign = fc.constantFrom(...Array.from('ABZ_/ :@?#%+~é\n'));
    fc.assert(
      fc.property(dnsName, foreign, fc.nat(), (name, character, position) => {
        const at = position % (name.length + 1);
        const spoilt = `${name.slice(0, at)}${character}${name.slice(at)}`;
        expect(codesThrownBy(() => bucketName(spoilt, 'dns'))).toEqual(['RST201']);
      }),
    );
  });

  it.each(['ab', 'a'.repeat(64), '', '-abc', 'abc-', '.abc', 'abc.', 'a..b', 'a.-b', '192.168.5.4'])(
    "is not '%s'",
    (name) => {
      expect(codesThrownBy(() => bucketName(name, 'dns'))).toEqual(['RST201']);
    },
  );

  it('says what is wrong and shows the name', () => {
    const [problem] = thrownBy(() => bucketName('ab', 'dns'));
    expect(problem).toMatchObject({ property: 'bucket', value: "'ab'", severity: 'error' });
    expect(problem?.reason).toContain('2 characters');
  });

  it('has no dots where the store takes labels alone', () => {
    expect(bucketName('safeops-backups', 'label')).toBe('safeops-backups');
    expect(codesThrownBy(() => bucketName('safeops.backups', 'label'))).toEqual(['RST201']);
  });

  it.each([
    'xn--abc',
    'sthree-abc',
    'amzn-s3-demo-abc',
    'abc-s3alias',
    'abc--ol-s3',
    'abc.mrap',
    'abc--x-s3',
    'abc--table-s3',
  ])("is not '%s' in AWS, which keeps it for itself, and may be elsewhere", (name) => {
    expect(codesThrownBy(() => bucketName(name, 'aws'))).toEqual(['RST201']);
    expect(bucketName(name, 'dns')).toBe(name);
  });
});
