import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { measuredDrills } from '../../../cli/runbook/measured-drills';
import { RestorableError } from '../../../lib/core/problems';
import type { SignedRecord } from '../../../lib/evidence';
import type { RecoveryPlan } from '../../../lib/plan';
import { KEY } from '../../evidence/keys';
import { at, chainOf, PROTECTION } from '../../evidence/records';
import { Fixture } from '../../postgres/fixture';
import { TestHost } from '../host';
import { emptyFolder } from '../project';

/** A plan with the protection that records of tests are of. */
function plan(): RecoveryPlan {
  const fixture = new Fixture();
  fixture.addDatabase();
  const composed = fixture.app.compose().plan;
  return { ...composed, protections: composed.protections.map((one) => ({ ...one, id: PROTECTION })) };
}

async function measured(records: readonly SignedRecord[], keys = ['public.pem'], now = at(10_000)) {
  const folder = emptyFolder();
  mkdirSync(join(folder, 'evidence'));
  for (const { name, content } of records) {
    mkdirSync(dirname(join(folder, 'evidence', name)), { recursive: true });
    writeFileSync(join(folder, 'evidence', name), content);
  }
  writeFileSync(join(folder, 'public.pem'), KEY.publicKey.toPem());
  const evidence = { place: 'evidence', pathStyle: false, versioned: true };
  const { drills, findings } = await measuredDrills(plan(), { evidence, keys }, new TestHost(folder), now);
  return { drill: drills.get(PROTECTION), codes: findings.map(({ code }) => code) };
}

describe('what was measured', () => {
  test('is that of the last passed drill, and the same on another day', async () => {
    const records = chainOf({}, {});
    const found = await measured(records);
    expect(found.codes).toEqual([]);
    expect(found.drill).toMatchObject({ finishedAt: at(11).toISOString(), rto: expect.any(Number) });
    expect(found.drill).not.toHaveProperty('failedSince');
    expect(await measured(records, ['public.pem'], at(90_000))).toEqual(found);
  });

  test('comes with the drill that failed after it', async () => {
    const failed = { verdict: 'failed', reason: 'restore-failed' } as const;
    expect((await measured(chainOf({}, { result: failed }))).drill).toMatchObject({
      finishedAt: at(1).toISOString(),
      failedSince: { finishedAt: at(11).toISOString(), reason: 'restore-failed' },
    });
  });

  test('is nothing where no drill has passed; rehearsals never count', async () => {
    expect((await measured([])).drill).toEqual({ unproven: 'no drill has passed' });
    const rehearsal = chainOf({ result: { mode: 'rehearsal' } });
    expect((await measured(rehearsal)).drill).toEqual({ unproven: 'no drill has passed' });
  });

  test('is nothing where the evidence does not verify, and says what is wrong', async () => {
    const [, second] = chainOf({}, {});
    const { drill, codes } = await measured(second === undefined ? [] : [second]);
    expect(drill).toEqual({ unproven: 'the evidence does not verify' });
    expect(codes.length).toBeGreaterThan(0);
  });

  test('is not asked for without a key: RST880', async () => {
    const error = await measured(chainOf({}), []).catch((thrown: unknown) => thrown);
    expect(RestorableError.is(error) ? error.problems.map(({ code }) => code) : error).toEqual(['RST880']);
  });
});
