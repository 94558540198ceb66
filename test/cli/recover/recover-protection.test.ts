import { generateKeyPairSync, verify } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import type { ComposedApp } from '../../../cli/app-loader';
import { recoverProtection, type RecoverRequest } from '../../../cli/recover/recover-protection';
import {
  configurationDigest,
  preAuthenticationEncoding,
  signRecord,
  type Envelope,
  type SignedRecord,
} from '../../../lib/evidence';
import type { DrillResult, ProtectionPlan } from '../../../lib/plan';
import { KEY } from '../../evidence/keys';
import { drillResult } from '../../evidence/records';
import { RestorableError } from '../../../lib/core/problems';
import { Fixture } from '../../postgres/fixture';
import { FakeCluster } from '../cluster/fake-cluster';
import { ago, NOW, sessionOn } from '../cluster/session';
import { TestHost } from '../host';
import { emptyFolder, filesIn } from '../project';

const ID = 'home/shop/orders';

interface Setting {
  readonly apps: readonly ComposedApp[];
  readonly plan: ProtectionPlan;
}

function setting(): Setting {
  const fixture = new Fixture();
  const database = fixture.addDatabase();
  return { apps: [{ app: fixture.app, composition: fixture.app.compose() }], plan: database.plan() };
}

/** Drills of the database, as signed records in a folder with the public key beside it. */
function evidenceOf(folder: string, drills: readonly Partial<DrillResult>[], configuration?: string): void {
  const records: SignedRecord[] = [];
  for (const [index, changes] of drills.entries()) {
    const finishedAt = changes.finishedAt ?? ago(86_400);
    records.push(
      signRecord(
        {
          result: drillResult(0, { protection: ID, startedAt: finishedAt, ...changes, finishedAt }),
          configuration: configuration ?? 'c0'.repeat(32),
        },
        { sequence: index + 1, previous: records.at(-1)?.digest },
        KEY,
        new Date(Date.parse(finishedAt) + 1000 * (index + 1)),
      ),
    );
  }
  for (const { name, content } of records) {
    mkdirSync(dirname(join(folder, 'evidence', name)), { recursive: true });
    writeFileSync(join(folder, 'evidence', name), content);
  }
  mkdirSync(join(folder, 'evidence'), { recursive: true });
  writeFileSync(join(folder, 'public.pem'), KEY.publicKey.toPem());
}

const EVIDENCE = {
  evidence: { place: 'evidence', pathStyle: false, versioned: true },
  keys: ['public.pem'],
};

interface RecoverOptions {
  readonly cluster?: FakeCluster;
  readonly apps?: readonly ComposedApp[];
  readonly as?: 'json' | 'text';
}

async function recover(
  folder: string,
  request: Partial<RecoverRequest> = {},
  { cluster = new FakeCluster(), apps = setting().apps, as = 'json' }: RecoverOptions = {},
) {
  const session = { ...sessionOn(cluster), host: new TestHost(folder) };
  const code = await recoverProtection(apps, { protection: 'orders', keys: [], ...request }, session, as);
  return { code, ...session.host.printed, files: filesIn(folder) };
}

/** A window that begins 40 days ago. */
function reachable(): FakeCluster {
  return new FakeCluster().add(
    {
      kind: 'Cluster',
      metadata: { name: 'orders', namespace: 'shop' },
      spec: {
        plugins: [
          {
            name: 'barman-cloud.cloudnative-pg.io',
            parameters: { barmanObjectName: 'orders-archive', serverName: 'orders' },
          },
        ],
      },
    },
    {
      kind: 'ObjectStore',
      metadata: { name: 'orders-archive', namespace: 'shop' },
      spec: { configuration: { destinationPath: 's3://backups/home/shop' } },
      status: { serverRecoveryWindow: { orders: { firstRecoverabilityPoint: ago(40 * 86_400) } } },
    },
  );
}

describe('a fresh passed drill in verified evidence', () => {
  test('lets the recovery be written: manifests in order, steps, and the decision with its proof', async () => {
    const folder = emptyFolder();
    evidenceOf(folder, [{}], configurationDigest(setting().plan));
    const target = ago(3600);
    const { code, stdout, files } = await recover(
      folder,
      { ...EVIDENCE, to: target },
      { cluster: reachable() },
    );
    expect(code).toBe(0);
    const written = Object.keys(files).filter((file) => file.startsWith('recover-'));
    expect(written).toEqual([
      'recover-orders-recovered/RECOVERY.md',
      'recover-orders-recovered/decision.json',
      'recover-orders-recovered/manifests/1-objectstore-orders-recovered-source.yaml',
      'recover-orders-recovered/manifests/2-objectstore-orders-recovered-archive.yaml',
      'recover-orders-recovered/manifests/3-cluster-orders-recovered.yaml',
      'recover-orders-recovered/manifests/4-scheduledbackup-orders-recovered-base.yaml',
    ]);
    const decision = JSON.parse(files['recover-orders-recovered/decision.json'] ?? '') as object;
    expect(decision).toMatchObject({
      subject: [{ name: ID, digest: { sha256: configurationDigest(setting().plan) } }],
      predicate: {
        decidedAt: NOW.toISOString(),
        decidedBy: 'anna@example.org',
        target,
        into: { namespace: 'shop', name: 'orders-recovered' },
        basis: {
          proof: {
            record: `${ID}/000000000001.json`,
            measured: { rpo: 120, rto: 43 },
            sameConfiguration: true,
          },
        },
      },
    });
    const cluster = parse(
      files['recover-orders-recovered/manifests/3-cluster-orders-recovered.yaml'] ?? '',
    ) as unknown;
    expect(cluster).toMatchObject({
      metadata: {
        annotations: {
          'restorable/recovered-from': ID,
          'restorable/recovery-proof': expect.stringMatching(
            /^home\/shop\/orders\/0+1\.json sha256:[0-9a-f]{64}$/,
          ) as unknown,
        },
      },
      spec: { bootstrap: { recovery: { recoveryTarget: { targetTime: target } } } },
    });
    const document = files['recover-orders-recovered/RECOVERY.md'] ?? '';
    expect(document).toContain(`**Can be recovered since:** ${ago(40 * 86_400)}`);
    expect(document).toContain('**Takes:** 43.0 s of 30m until the database was up in the last drill');
    expect(document).toContain(`drill of ${ago(86_400)} passed`);
    expect(document).not.toContain('has changed since then');
    expect(document).toMatch(/## 1\. Non-production first[^#]*restorable drill run home\/shop\/orders/);
    expect(JSON.parse(stdout)).toMatchObject({
      protection: ID,
      basis: { proof: {} },
      files: expect.any(Array) as unknown,
    });
  });

  test('of another declaration counts, and that is said', async () => {
    const folder = emptyFolder();
    evidenceOf(folder, [{}]);
    const { code, files } = await recover(folder, EVIDENCE);
    expect(code).toBe(0);
    expect(files['recover-orders-recovered/RECOVERY.md']).toContain(
      'what is declared has changed since then',
    );
  });

  test.each<[string, readonly Partial<DrillResult>[], RegExp]>([
    ['no drill', [], /no passed drill among 0 verified records/],
    ['a rehearsal', [{ mode: 'rehearsal' }], /no passed drill among 1 verified record'?/],
    ['a failed drill', [{ verdict: 'failed' }], /no passed drill among 1 verified record/],
    [
      'a drill that failed since',
      [{}, { verdict: 'failed', reason: 'no-backup', finishedAt: ago(3600) }],
      /failed after the last that passed: no-backup/,
    ],
    ['an old drill', [{ finishedAt: ago(9 * 86_400) }], /the last passed drill is 9d old, and counts for 7d/],
    ['a drill of another database', [{ protection: 'home/shop/users' }], /no passed drill/],
  ])('is not %s: exit code 1, RST752, and nothing is written', async (_, drills, reason) => {
    const folder = emptyFolder();
    evidenceOf(folder, drills);
    const before = filesIn(folder);
    const { code, stderr, files } = await recover(folder, EVIDENCE, { as: 'text' });
    expect(code).toBe(1);
    expect(stderr).toContain('error RST752: ');
    expect(stderr).toMatch(reason);
    expect(files).toEqual(before);
  });

  test('is not one that another key signed, nor one without evidence or key', async () => {
    const folder = emptyFolder();
    evidenceOf(folder, [{}]);
    const { publicKey } = generateKeyPairSync('ed25519');
    writeFileSync(join(folder, 'other.pem'), publicKey.export({ type: 'spki', format: 'pem' }));
    const stderr = async (request: Partial<RecoverRequest>) => {
      const ran = await recover(folder, request, { as: 'text' });
      expect(ran.code).toBe(1);
      return ran.stderr;
    };
    await expect(stderr({ ...EVIDENCE, keys: ['other.pem'] })).resolves.toContain('1 finding when verifying');
    await expect(stderr({ keys: ['public.pem'] })).resolves.toContain('no evidence was given');
    await expect(stderr({ ...EVIDENCE, keys: [] })).resolves.toContain('no public key was given');
  });

  test('is asked for also where the problem is told as JSON', async () => {
    const { stdout } = await recover(emptyFolder());
    expect(JSON.parse(stdout)).toMatchObject({ problems: [{ code: 'RST752' }] });
  });
});

describe('without a proof', () => {
  test('the reason is in the steps, in the decision and on the Cluster', async () => {
    const reason = 'site lost; the drill was due today';
    const { code, stdout, files } = await recover(
      emptyFolder(),
      { withoutProof: reason, out: 'out' },
      { as: 'text' },
    );
    expect(code).toBe(0);
    expect(files['out/RECOVERY.md']).toContain(
      `**Proof:** NONE: no evidence was given (--evidence). Done without one because: ${reason}`,
    );
    expect(JSON.parse(files['out/decision.json'] ?? '')).toMatchObject({
      predicate: { basis: { withoutProof: { reason, missing: 'no evidence was given (--evidence)' } } },
    });
    expect(parse(files['out/manifests/3-cluster-orders-recovered.yaml'] ?? '')).toMatchObject({
      metadata: { annotations: { 'restorable/recovery-without-proof': reason } },
    });
    expect(stdout).toContain(`recorded reason: ${reason}`);
  });

  test('an empty reason is none', async () => {
    expect((await recover(emptyFolder(), { withoutProof: ' ' })).code).toBe(1);
  });

  test('a proof that is there all the same is what counts', async () => {
    const folder = emptyFolder();
    evidenceOf(folder, [{}]);
    const { files } = await recover(folder, { ...EVIDENCE, withoutProof: 'no time', out: 'out' });
    expect(files['out/decision.json']).toContain('"proof"');
  });

  test('evidence that cannot be read is no obstacle then, and one otherwise', async () => {
    const lost = { evidence: { ...EVIDENCE.evidence, place: 'nowhere' }, keys: ['public.pem'] };
    const folder = emptyFolder();
    evidenceOf(folder, []);
    await expect(recover(folder, lost)).rejects.toMatchObject({ problems: [{ code: 'RST734' }] });
    const { files } = await recover(folder, { ...lost, withoutProof: 'all is lost', out: 'out' });
    expect(files['out/decision.json']).toContain('the evidence cannot be read: there is no such folder');
  });

  test('a cluster that cannot be reached is no obstacle, and who decided is who is logged in here', async () => {
    const cluster = new FakeCluster();
    cluster.refusal = 'The connection to the server 127.0.0.1:1 was refused';
    const { code, files } = await recover(
      emptyFolder(),
      { withoutProof: 'site lost', out: 'out' },
      { cluster },
    );
    expect(code).toBe(0);
    expect(files['out/RECOVERY.md']).toContain(
      '**Can be recovered since:** unknown (The connection to the server',
    );
    expect(files['out/decision.json']).toContain('"decidedBy": "unknown (as this machine says)"');
  });
});

test('what is written depends on nothing but what was given, the record of the decision apart', async () => {
  const request = { withoutProof: 'trial', out: 'out' };
  const [one, other] = [await recover(emptyFolder(), request), await recover(emptyFolder(), request)];
  expect(one.files).toEqual(other.files);
  const later = await recover(emptyFolder(), request, { apps: setting().apps });
  expect(later.files['out/RECOVERY.md']).toBe(one.files['out/RECOVERY.md']);
});

test('a decision is signed by a key, and names the digests of the manifests', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const folder = emptyFolder();
  writeFileSync(join(folder, 'key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const { files } = await recover(folder, { withoutProof: 'trial', signingKey: 'key.pem', out: 'out' });
  const envelope = JSON.parse(files['out/decision.json'] ?? '') as Envelope;
  const payload = Buffer.from(envelope.payload, 'base64');
  const signed = preAuthenticationEncoding(envelope.payloadType, payload);
  const signature = Buffer.from(envelope.signatures[0]?.sig ?? '', 'base64');
  expect(verify(null, signed, publicKey, signature)).toBe(true);
  expect(JSON.parse(payload.toString())).toMatchObject({
    predicate: {
      basis: { withoutProof: { reason: 'trial' } },
      manifests: [1, 2, 3, 4].map(() => ({ sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown })),
    },
  });
});

describe('refused is', () => {
  const refused = async (request: Partial<RecoverRequest>): Promise<unknown> => {
    const folder = emptyFolder();
    const thrown: unknown = await recover(
      folder,
      { withoutProof: 'trial', ...request },
      { cluster: reachable() },
    ).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(filesIn(folder)).toEqual({});
    return RestorableError.is(thrown) ? thrown.problems[0]?.code : thrown;
  };

  test.each([
    ['a time without a zone', { to: '2027-03-01T12:00:00' }, 'RST511'],
    ['a day that is not in the calendar', { to: '2027-02-30T12:00:00Z' }, 'RST511'],
    ['a time in the future', { to: ago(-60) }, 'RST753'],
    ['a time before the first recoverable point', { to: ago(41 * 86_400) }, 'RST753'],
    ['a name that no Cluster can have', { name: 'Orders' }, 'RST105'],
    ['a namespace that cannot be', { into: 'a/b' }, 'RST105'],
    ['a protection that is not there', { protection: 'ordres' }, 'RST730'],
  ])('%s', async (_, request, code) => {
    await expect(refused(request)).resolves.toBe(code);
  });

  test('a folder that holds another recovery, which stays as it is', async () => {
    const folder = emptyFolder();
    const first = await recover(folder, { withoutProof: 'one' });
    await expect(recover(folder, { withoutProof: 'two' })).rejects.toMatchObject({
      problems: [{ code: 'RST754', value: "'recover-orders-recovered'" }],
    });
    expect(filesIn(folder)).toEqual(first.files);
  });
});
