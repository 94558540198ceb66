import { describe, expect, it } from '@jest/globals';
import { storesOfPlan } from '../../../stacks/plan/stores-of-plan';
import { drillWithEvidence, planOf, protectionOf } from '../plan-of';

describe('the stores of a plan', () => {
  it('are one for each bucket, with the longest retention in it', () => {
    const plan = planOf({
      protections: [
        protectionOf({ retention: 7 * 86_400 }),
        protectionOf({ environment: 'production', retention: 30 * 86_400 }),
      ],
    });
    expect(storesOfPlan(plan)).toEqual([
      {
        id: 's3.amazonaws.com/backups',
        bucket: 'backups',
        profile: 'aws',
        region: 'eu-west-1',
        archiveRetention: 30 * 86_400,
        evidenceRetention: 0,
        holdsArchives: true,
        holdsEvidence: false,
      },
    ]);
  });

  it('contain those of evidence, with the lock that is asked for', () => {
    const objectLock = { mode: 'COMPLIANCE', retention: 400 * 86_400 } as const;
    const plan = planOf({ protections: [protectionOf({ drill: drillWithEvidence({ objectLock }) })] });
    expect(
      storesOfPlan(plan).map(({ id, holdsArchives, holdsEvidence }) => [id, holdsArchives, holdsEvidence]),
    ).toEqual([
      ['s3.amazonaws.com/backups', true, false],
      ['s3.amazonaws.com/evidence', false, true],
    ]);
    expect(storesOfPlan(plan)[1]?.evidenceRetention).toBe(400 * 86_400);
  });

  it('know a bucket that holds both', () => {
    const drill = drillWithEvidence({ store: 's3.amazonaws.com/backups', bucket: 'backups' });
    expect(storesOfPlan(planOf({ protections: [protectionOf({ drill })] }))).toMatchObject([
      { id: 's3.amazonaws.com/backups', holdsArchives: true, holdsEvidence: true },
    ]);
  });
});
