import { describe, expect, it } from '@jest/globals';
import { bootstrapSecrets } from '../../../stacks/plan/bootstrap-secrets';
import { planOf, storageSecretOf } from '../plan-of';
import { codesAndPlaces } from '../problem-codes';

const keys = { accessKeyId: 'id', secretAccessKey: 'key', endpoint: 'https://s3.example.com' };
const place = 'secrets["develop/cnpg-backup-s3"]';

describe('Secrets that the platform makes', () => {
  it('have the keys of the contract, with the values of the plan and those that are given', () => {
    const { secrets, problems } = bootstrapSecrets(planOf(), 'safeops', { 'develop/cnpg-backup-s3': keys });
    expect(problems).toEqual([]);
    expect(secrets).toEqual([
      {
        namespace: 'develop',
        name: 'cnpg-backup-s3',
        type: 'Opaque',
        data: {
          ACCESS_KEY_ID: 'id',
          ACCESS_SECRET_KEY: 'key',
          REGION: 'eu-west-1',
          BUCKET: 'backups',
          ENDPOINT: 'https://s3.example.com',
        },
      },
    ]);
  });

  it('RST933: everything that is missing is told at once, each with the command that gives it', () => {
    const second = storageSecretOf({ namespace: 'staging' });
    const plan = planOf({ requiredSecrets: [storageSecretOf(), second] });
    const { problems } = bootstrapSecrets(plan, 'safeops', { '*/cnpg-backup-s3': { accessKeyId: '' } });
    expect(codesAndPlaces(problems)).toEqual(
      ['develop', 'staging'].flatMap((namespace) =>
        ['accessKeyId', 'secretAccessKey', 'endpoint'].map(
          (holds) => `RST933 secrets["${namespace}/cnpg-backup-s3"].${holds}`,
        ),
      ),
    );
    expect(problems[0]?.fix).toContain(`--path 'secrets["develop/cnpg-backup-s3"].accessKeyId'`);
  });

  it('RST934: a value that differs from the plan, without showing it', () => {
    const { problems } = bootstrapSecrets(planOf(), 'safeops', {
      'develop/cnpg-backup-s3': { ...keys, bucket: 'MARKED', region: 'eu-west-1' },
    });
    expect(codesAndPlaces(problems)).toEqual([`RST934 ${place}.bucket`]);
    expect(JSON.stringify(problems)).not.toContain('MARKED');
  });

  it.each([
    ['sops', { kind: 'sops', file: 'x.yaml' } as const, 'comes from elsewhere (sops)'],
    ['handed over', { kind: 'bootstrap', handedOverTo: 'x.yaml' } as const, "handed over to 'x.yaml'"],
  ])('RST935: none is made that is %s, and its values are not needed any more', (_, source, reason) => {
    const plan = planOf({ requiredSecrets: [storageSecretOf({ source })] });
    expect(bootstrapSecrets(plan, 'safeops', {})).toEqual({ secrets: [], problems: [] });
    const { secrets, problems } = bootstrapSecrets(plan, 'safeops', { 'develop/cnpg-backup-s3': keys });
    expect(secrets).toEqual([]);
    expect(codesAndPlaces(problems)).toEqual([`RST935 ${place}`]);
    expect(problems[0]).toMatchObject({ severity: 'warning', reason: expect.stringContaining(reason) });
  });

  it('RST935: a place that the plan does not know, and something that no key holds', () => {
    const { problems } = bootstrapSecrets(planOf(), 'safeops', {
      'develop/cnpg-backup-s3': { ...keys, password: 'MARKED' },
      'develop/other': keys,
    });
    expect(codesAndPlaces(problems)).toEqual([`RST935 ${place}.password`, 'RST935 secrets["develop/other"]']);
    expect(JSON.stringify(problems)).not.toContain('MARKED');
  });

  it('are those of one cluster', () => {
    const plan = planOf({ requiredSecrets: [storageSecretOf({ cluster: 'other' })] });
    expect(bootstrapSecrets(plan, 'safeops', {})).toEqual({ secrets: [], problems: [] });
  });
});
