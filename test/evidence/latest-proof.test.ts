import { latestProof } from '../../lib/evidence';
import type { DrillResult } from '../../lib/plan';
import { OTHER_KEY } from './keys';
import { at, chainOf, drillResult, nth, PROTECTION, verify, type RecordChanges } from './records';

/** The newest proof of a chain, an hour after its first drill. */
async function proofOf(...changes: readonly RecordChanges[]) {
  const { records } = await verify(chainOf(...changes));
  return latestProof(records, PROTECTION, at(60));
}

function verdict(of: DrillResult['verdict']): RecordChanges {
  return { result: { verdict: of } };
}

test('is the newest passed drill, with its age in seconds since it ended', async () => {
  const proof = await proofOf({}, {}, {});
  expect(proof?.record.sequence).toBe(3);
  expect(proof?.age).toBe((60 - 21) * 60);
  expect(proof?.failedSince).toBeUndefined();
});

test('is none where no drill passed, and none of another protection', async () => {
  await expect(proofOf()).resolves.toBeUndefined();
  await expect(proofOf(verdict('failed'), verdict('inconclusive'))).resolves.toBeUndefined();
  await expect(proofOf({ result: { protection: 'safeops/develop/other' } })).resolves.toBeUndefined();
});

test('is never a rehearsal', async () => {
  await expect(proofOf({ result: { mode: 'rehearsal' } })).resolves.toBeUndefined();
  const proof = await proofOf({}, { result: { mode: 'rehearsal' } });
  expect(proof?.record.sequence).toBe(1);
});

test('names the newest failure since; an inconclusive drill, and a failed rehearsal, are none', async () => {
  const proof = await proofOf({}, verdict('failed'), verdict('failed'), verdict('inconclusive'));
  expect(proof?.record.sequence).toBe(1);
  expect(proof?.failedSince?.sequence).toBe(3);
  const rehearsed = await proofOf({}, { result: { mode: 'rehearsal', verdict: 'failed' } });
  expect(rehearsed?.failedSince).toBeUndefined();
  expect((await proofOf(verdict('failed'), {}))?.failedSince).toBeUndefined();
});

test('is not younger because its record was written late', async () => {
  const { startedAt, finishedAt } = drillResult(-600);
  const proof = await proofOf({}, { result: { startedAt, finishedAt, verdict: 'passed' } });
  expect(proof?.record.sequence).toBe(1);
});

test('is no record in doubt: not after a missing one, not with a clock that runs backwards', async () => {
  const records = chainOf({}, {}, {});
  const gap = await verify(records.filter((_, index) => index !== 1));
  expect(latestProof(gap.records, PROTECTION, at(60))?.record.sequence).toBe(1);
  const proof = await proofOf({}, { recordedAt: at(1) });
  expect(proof?.record.sequence).toBe(1);
});

test('is no record of another key', async () => {
  const proof = await proofOf({}, { key: OTHER_KEY });
  expect(proof?.record.sequence).toBe(1);
});

test('is no drill from the future, also where the chain was verified without a clock', async () => {
  const { records } = await verify(chainOf({}, {}));
  expect(latestProof(records, PROTECTION, at(5))?.record.sequence).toBe(1);
  const almost = latestProof(records, PROTECTION, at(9));
  expect(almost?.record.sequence).toBe(2);
  expect(almost?.age).toBe(0);
});

test('stands where somebody only tried to overwrite it', async () => {
  const records = chainOf({}).map((record) => ({ ...record, altered: 'deleted' as const }));
  const verification = await verify(records);
  expect(nth(verification.findings, 0).code).toBe('RST816');
  expect(latestProof(verification.records, PROTECTION, at(60))?.record.sequence).toBe(1);
});
