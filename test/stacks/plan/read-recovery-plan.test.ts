import { describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findRecoveryPlan, readRecoveryPlan } from '../../../stacks/plan/read-recovery-plan';
import { planOf } from '../plan-of';

describe('reading a recovery plan', () => {
  it('gives the plan as it was written', () => {
    expect(readRecoveryPlan(JSON.stringify(planOf()))).toEqual(planOf());
  });

  it('reads it from a file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'plan-'));
    try {
      writeFileSync(join(folder, 'plan.json'), JSON.stringify(planOf()));
      expect(findRecoveryPlan(join(folder, 'plan.json'))).toEqual(planOf());
      expect(() => findRecoveryPlan(join(folder, 'none.json'))).toThrow(/RST930[^]*ENOENT/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it.each([
    ['no JSON', '{', 'it is no JSON'],
    ['no object', '[]', 'it is no recovery plan'],
    ['null', 'null', 'it is no recovery plan'],
    [
      'without a version',
      JSON.stringify({ clusters: [], protections: [], requiredSecrets: [] }),
      'no recovery plan',
    ],
    ['of another version', JSON.stringify({ ...planOf(), version: 2 }), 'it has version 2'],
    ['without Secrets', JSON.stringify({ ...planOf(), requiredSecrets: undefined }), 'no recovery plan'],
    ['with a list of texts', JSON.stringify({ ...planOf(), clusters: ['safeops'] }), 'no recovery plan'],
  ])('RST930: %s', (_, text, reason) => {
    expect(() => readRecoveryPlan(text)).toThrow(reason);
    expect(() => readRecoveryPlan(text)).toThrow('RST930');
  });
});
