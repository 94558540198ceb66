import { createHash } from 'node:crypto';
import { join } from 'node:path';
import {
  BackupStore,
  Check,
  configurationDigest,
  Credentials,
  EvidenceLock,
  readRecords,
  RestoreTo,
  SigningKey,
  verifyChain,
  type ChainVerification,
  type EvidenceProps,
} from 'restorable';
import { evidenceStoreOf } from '../../lib/evidence/evidence-store-of';
import { S3Client } from '../../lib/evidence/s3-client';
import type { DrillDocument, EvidencePlan } from '../../lib/plan';
import {
  applyEnvironment,
  applySecret,
  archiveNow,
  backUp,
  CLUSTER,
  drill,
  DRILL,
  DRILLS,
  KEYS,
  leftOfDrill,
  REGION,
  removeEnvironment,
  sql,
  synthesise,
} from './drill-environment';
import { getObject, kubectl, tryKubectl } from './kubectl';
import { findSetting } from './settings';

const KEY = SigningKey.generate();

/** The bucket locks by a rule of its own, so a folder for every run: nothing of an earlier one can be removed. */
const EVIDENCE: EvidenceProps = {
  store: BackupStore.minio({
    endpoint: `http://${findSetting('E2E_S3_ADDRESS')}:${findSetting('E2E_S3_PORT')}`,
    bucket: findSetting('E2E_S3_EVIDENCE_BUCKET'),
    region: REGION,
  }),
  prefix: CLUSTER,
  credentials: Credentials.existing('evidence-writer', KEYS),
  signingKey: Credentials.existing('evidence-key', { privateKey: 'key.pem' }),
  lock: EvidenceLock.byBucket(),
};

const ID = `${CLUSTER}/e2e/orders`;
const tree = synthesise(
  [Check.query('SELECT count(*) FROM orders', { atLeast: 2 })],
  [RestoreTo.latest()],
  EVIDENCE,
);

beforeAll(async () => {
  await applyEnvironment(tree);
  applyWriter();
  applySecret(DRILLS, 'evidence-key', { 'key.pem': KEY.toPem() });
  sql('CREATE TABLE orders (id bigint PRIMARY KEY)');
  sql('ALTER TABLE orders OWNER TO orders');
  sql('INSERT INTO orders (id) VALUES (1), (2)');
  await backUp('first');
  sql('INSERT INTO orders (id) VALUES (3)');
  await archiveNow();
  applyRevision();
});

afterAll(() => {
  kubectl(['delete', KUSTOMIZATIONS, `drills-${DRILLS}`, '--namespace', 'flux-system', '--ignore-not-found']);
  removeEnvironment();
});

test('a passed drill is in its chain, signed, bound to what was applied, and verified with the public key alone', async () => {
  const { result, log } = await drill('recorded');
  expect(result).toMatchObject({ verdict: 'passed', cleanedUp: true });
  expect(statusOf('evidence')).toBe(`stored: stored as ${ID}/000000000001.json`);
  const { findings, records } = await verify();
  expect(findings).toEqual([]);
  expect(records).toHaveLength(1);
  const { subject, predicate } = statementOf(records, 0);
  expect(subject).toEqual([{ name: ID, digest: { sha256: configurationDigest(appliedPlan().protection) } }]);
  // Started by `kubectl create job --from`.
  expect(predicate).toMatchObject({
    sequence: 1,
    revision: REVISION,
    trigger: 'manual',
    cleanup: { verified: true },
  });
  expect(predicate.result).toEqual(result);
  expect(log).not.toContain(findSetting('E2E_S3_EVIDENCE_SECRET_ACCESS_KEY'));
  expect(log).not.toContain('PRIVATE KEY');
  expect(leftOfDrill()).toEqual([]);
});

test('a refused put loses no verdict: it is kept and said, and the next run delivers both in order', async () => {
  applyWriter('wrong-secret-marked-7391');
  const refused = await drill('refused');
  expect(refused.result.verdict).toBe('passed');
  expect(refused.exitCode).toBe(0);
  expect(refused.log).toContain('evidence kept, not stored');
  expect(refused.log).not.toContain('7391');
  expect(statusOf('evidence')).toContain('kept: kept in the ConfigMap');
  expect(eventReasons()).toContain('EvidenceNotStored');
  expect(keptRecords()).toHaveLength(1);
  // Something forged beside it, newer than all.
  const forged = { data: { [`${'ab'.repeat(32)}.json`]: JSON.stringify({ verdict: 'passed' }) } };
  kubectl([...PATCH, '--patch', JSON.stringify(forged)]);

  applyWriter();
  const { result } = await drill('delivered');
  const { findings, records } = await verify();
  expect(findings).toEqual([]);
  expect(records.map((_, index) => statementOf(records, index).predicate.result.finishedAt)).toEqual([
    expect.any(String),
    refused.result.finishedAt,
    result.finishedAt,
  ]);
  expect(keptRecords()).toEqual([`${'ab'.repeat(32)}.json`]);
  expect(statusOf('evidence')).toBe(
    `stored: stored as ${ID}/000000000003.json, after 1 kept from earlier drills`,
  );
});

test('a record that somebody puts again with the keys of the runner says what it said, and is named', async () => {
  const name = `${ID}/000000000001.json`;
  const { bucket, endpoint = '', prefix } = planOf();
  const place = { endpoint, bucket, region: REGION, pathStyle: true };
  const forged = Buffer.from('{}');
  const client = new S3Client(place, CREDENTIALS, { now: () => new Date() });
  const before = await verify();
  await client.request({
    method: 'PUT',
    key: `${prefix}/${name}`,
    headers: { 'content-md5': createHash('md5').update(forged).digest('base64') },
    body: forged,
    longest: 65_536,
  });
  const after = await verify();
  expect(after.findings.map(({ code, path }) => [code, path])).toEqual([['RST816', name]]);
  expect(after.heads).toEqual(before.heads);
  expect(after.records.map(({ record, doubts }) => [record.digest, doubts])).toEqual(
    before.records.map(({ record }) => [record.digest, []]),
  );
});

const KUSTOMIZATIONS = 'kustomizations.kustomize.toolkit.fluxcd.io';
const REVISION = `main@sha1:${'0123456789'.repeat(4)}`;

/** The Kustomization that applies the drills, as Flux would have it; suspended, so that no Flux looks at it. */
function applyRevision(): void {
  if (tryKubectl(['get', 'customresourcedefinition', KUSTOMIZATIONS]).status !== 0) {
    const file = join(findSetting('E2E_CRDS'), 'kustomize.toolkit.fluxcd.io_kustomizations.yaml');
    kubectl(['apply', '--server-side', '--filename', file]);
    kubectl(['wait', '--for=condition=Established', `customresourcedefinition/${KUSTOMIZATIONS}`]);
  }
  const { namespace = '', name = '' } = appliedPlan().protection.drill.appliedBy ?? {};
  const spec = {
    suspend: true,
    interval: '10m',
    path: './flux',
    prune: false,
    sourceRef: { kind: 'GitRepository', name: 'flux-system' },
  };
  const kustomization = {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name, namespace },
    spec,
  };
  kubectl(['apply', '--server-side', '--force-conflicts', '--filename', '-'], JSON.stringify(kustomization));
  const status = { status: { lastAppliedRevision: REVISION } };
  const args = ['patch', KUSTOMIZATIONS, name, '--namespace', namespace, '--subresource', 'status'];
  kubectl([...args, '--type', 'merge', '--patch', JSON.stringify(status)]);
}

const PATCH = ['patch', 'configmap', `${DRILL}-evidence`, '--namespace', DRILLS, '--type', 'merge'];

const CREDENTIALS = {
  accessKeyId: findSetting('E2E_S3_EVIDENCE_ACCESS_KEY_ID'),
  secretAccessKey: findSetting('E2E_S3_EVIDENCE_SECRET_ACCESS_KEY'),
};

/** The Secret of the evidence, with another secret key where one is given. */
function applyWriter(secretKey = findSetting('E2E_S3_EVIDENCE_SECRET_ACCESS_KEY')): void {
  applySecret(DRILLS, 'evidence-writer', {
    ACCESS_KEY_ID: findSetting('E2E_S3_EVIDENCE_ACCESS_KEY_ID'),
    ACCESS_SECRET_KEY: secretKey,
    REGION,
  });
}

async function verify(): Promise<ChainVerification> {
  const store = evidenceStoreOf(planOf(), CREDENTIALS, { now: () => new Date() });
  return verifyChain(await readRecords(store), { publicKeys: [KEY.publicKey], now: new Date() });
}

function statementOf(records: ChainVerification['records'], index: number) {
  const found = records[index];
  if (found === undefined) throw new Error(`there is no record ${index}`);
  return found.record.statement;
}

/** The plan as the runner reads it. */
function appliedPlan(): DrillDocument {
  return JSON.parse(dataOf('plan')['plan.json'] ?? '') as DrillDocument;
}

function planOf(): EvidencePlan {
  const { evidence } = appliedPlan().protection.drill;
  if (evidence === undefined) throw new Error('the plan names no place for evidence');
  return evidence;
}

function statusOf(key: string): string | undefined {
  return dataOf('status')[key];
}

function keptRecords(): readonly string[] {
  return Object.keys(dataOf('evidence'));
}

function dataOf(what: string): Readonly<Record<string, string>> {
  const { data } = getObject('configmap', `${DRILL}-${what}`, DRILLS) as {
    readonly data?: Readonly<Record<string, string>>;
  };
  return data ?? {};
}

function eventReasons(): readonly string[] {
  const reasons = ['get', 'events', '--namespace', DRILLS, '--output', 'jsonpath={.items[*].reason}'];
  return kubectl(reasons).split(' ');
}
