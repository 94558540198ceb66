import { expect, test } from '@jest/globals';
import { BackupStore } from '../../lib';
import { drillNow, recoveryManifests, writeManifests } from '../../lib/protection';
import type { ProtectionPlan } from '../../lib/plan';
import { EVIDENCE, Fixture, UNLOCKED_EVIDENCE, type FixtureProps } from '../postgres/fixture';

function planOf(evidence: FixtureProps['evidence'] = EVIDENCE): ProtectionPlan {
  return new Fixture({ evidence }).addDatabase().plan();
}

const command = (plan: ProtectionPlan, target?: string) =>
  writeManifests(plan, { name: 'orders', ...(target !== undefined && { target }) }).commands.join('\n');

test('the recovery is written by the command, with the evidence of the drills', () => {
  expect(command(planOf())).toBe(
    'restorable recover home/shop/orders --name orders --evidence s3://evidence --region eu-central-1 --key "$EVIDENCE_KEY" --out recover-shop-orders',
  );
  expect(recoveryManifests(planOf(), 'orders')).toBe('recover-shop-orders/manifests/');
});

test('a target stands as text of the shell', () => {
  expect(command(planOf(), '"$TARGET"')).toContain(' --to "$TARGET" ');
});

test('a store that keeps no versions, elsewhere than at Amazon, is named so', () => {
  const store = BackupStore.cloudflareR2({ accountId: '0'.repeat(32), bucket: 'evidence' });
  const text = command(planOf({ ...UNLOCKED_EVIDENCE, store, prefix: 'drills' }));
  expect(text).toContain(`--evidence s3://evidence/drills --endpoint https://${'0'.repeat(32)}.r2`);
  expect(text).toContain('--unversioned');
});

test('without evidence a reason is asked for', () => {
  expect(command(planOf('none'))).toContain('--without-proof "$REASON"');
});

test('a drill runs now as a Job of its CronJob, also a second time', () => {
  const { drill } = planOf();
  const [step] = drillNow(planOf());
  expect(step?.commands[0]).toContain('delete job shop-orders-runbook');
  expect(step?.commands[1]).toBe(
    'kubectl create job shop-orders-runbook --from=cronjob/shop-orders --namespace restore-test',
  );
  expect(step?.commands[2]).toContain(`--timeout ${'deadline' in drill ? drill.deadline : 0}s`);
});

test('a waived drill is not run', () => {
  const waived = { ...planOf(), drill: { waived: { reason: 'r', owner: 'o', until: '2099-01-01' } } };
  expect(drillNow(waived)).toEqual([]);
});
