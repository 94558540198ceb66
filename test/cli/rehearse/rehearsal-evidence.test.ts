import { appendFileSync, chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RehearsalEvidence, type RehearsalEvidenceProps } from '../../../cli/rehearse/rehearsal-evidence';
import { VerificationKey } from '../../../lib/evidence';
import type { DrillResult, ProtectionPlan } from '../../../lib/plan';
import { refusal } from '../../core/refusal';
import { drilledProtection } from '../../drill/protection';
import { KEY } from '../../evidence/keys';
import { drillResult } from '../../evidence/records';
import { emptyFolder, filesIn } from '../project';

const PROTECTION: ProtectionPlan = drilledProtection('orders');

function open(folder: string, props: Partial<RehearsalEvidenceProps> = {}): RehearsalEvidence {
  return RehearsalEvidence.open({ folder, shown: 'evidence', ignored: true, ...props });
}

function rehearsal(): DrillResult {
  const now = new Date().toISOString();
  return drillResult(0, {
    protection: PROTECTION.id,
    mode: 'rehearsal',
    startedAt: now,
    finishedAt: now,
  });
}

async function keep(folder: string, props: Partial<RehearsalEvidenceProps> = {}) {
  const evidence = open(folder, props);
  expect(await evidence.append(PROTECTION, rehearsal())).toBeUndefined();
  return evidence.verify();
}

test('nothing is made before there is something to keep', async () => {
  const folder = join(emptyFolder(), 'a', 'b');
  expect(await open(folder).verify()).toBeUndefined();
  expect(existsSync(folder)).toBe(false);
});

test('a record is signed with a new key, verified, and the public half is kept beside', async () => {
  const folder = join(emptyFolder(), 'evidence');
  const kept = await keep(folder);
  expect(kept).toEqual({
    folder: 'evidence',
    publicKeys: 'evidence/public-keys.pem',
    records: ['safeops/develop/orders/000000000001.json'],
    findings: [],
  });
  expect(Object.keys(filesIn(folder))).toEqual([
    '.gitignore',
    'public-keys.pem',
    'safeops/develop/orders/000000000001.json',
  ]);
  expect(readFileSync(join(folder, '.gitignore'), 'utf8')).toBe('*\n');
  expect(Object.values(filesIn(folder)).join('\n')).not.toContain('PRIVATE');
});

test('a folder that the user names may be committed', async () => {
  const folder = emptyFolder();
  await keep(folder, { ignored: false });
  expect(existsSync(join(folder, '.gitignore'))).toBe(false);
});

test('records of later rehearsals follow those of earlier ones, whichever key signed them', async () => {
  const folder = emptyFolder();
  await keep(folder);
  await keep(folder, { key: KEY });
  const kept = await keep(folder, { key: KEY });
  expect(kept).toMatchObject({ records: ['safeops/develop/orders/000000000003.json'], findings: [] });
  const pems = readFileSync(join(folder, 'public-keys.pem'), 'utf8').match(
    /-----BEGIN[^]*?END PUBLIC KEY-----/g,
  );
  expect(pems).toHaveLength(2);
  expect(VerificationKey.fromPem(pems?.[1] ?? '').id).toBe(KEY.id);
});

test('an earlier record that was changed is found at once', async () => {
  const folder = emptyFolder();
  await keep(folder);
  const path = join(folder, 'safeops/develop/orders/000000000001.json');
  writeFileSync(path, readFileSync(path, 'utf8').replace(/"sig":"../, '"sig":"xx'));
  const kept = await keep(folder);
  expect(kept?.findings).toMatchObject([
    { code: 'RST805', path: 'safeops/develop/orders/000000000001.json', severity: 'error' },
  ]);
});

test('a place that cannot be written is told as the reason', async () => {
  const folder = emptyFolder();
  writeFileSync(join(folder, 'safeops'), 'in the way');
  const evidence = open(folder);
  expect(await evidence.append(PROTECTION, rehearsal())).toMatchObject({ code: 'RST818' });
  expect(await evidence.verify()).toBeUndefined();
});

test('keys beside the records that cannot be read are RST802 with the name of the file', async () => {
  const folder = emptyFolder();
  await keep(folder);
  appendFileSync(
    join(folder, 'public-keys.pem'),
    '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n',
  );
  await expect(open(folder).append(PROTECTION, rehearsal())).rejects.toMatchObject({
    problems: [{ code: 'RST802', value: "'public-keys.pem'" }],
  });
});

test('a file where a folder has to be is RST721, before anything is rehearsed', () => {
  const folder = join(emptyFolder(), 'evidence');
  writeFileSync(folder, '');
  expect(refusal(() => open(folder))).toMatchObject({ code: 'RST721', value: "'evidence'" });
});

// Root may write everywhere.
(process.getuid?.() === 0 ? test.skip : test)('a folder without the right to write is RST721', () => {
  const folder = join(emptyFolder(), 'closed');
  mkdirSync(folder);
  chmodSync(folder, 0o500);
  expect(refusal(() => open(join(folder, 'evidence')))).toMatchObject({ code: 'RST721' });
});
