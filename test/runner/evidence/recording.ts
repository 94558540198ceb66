import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DrillDocument, DrillPlan, DrillResult, EvidencePlan } from '../../../lib/plan';
import { evidenceStoreOf } from '../../../lib/evidence/evidence-store-of';
import { readRecords, verifyChain, type ChainVerification, type SigningKey } from '../../../lib/evidence';
import { evidenceRecorder, type EvidenceReport } from '../../../runner/evidence';
import { ApiClient } from '../../../runner/kubernetes';
import type { LogFields } from '../../../runner/log';
import { drilledProtection } from '../../drill/protection';
import { BUCKET, CREDENTIALS, FakeS3, type FakeS3Options } from '../../evidence/fake-s3';
import { KEY } from '../../evidence/keys';
import { at, drillResult } from '../../evidence/records';
import { FakeCluster } from '../postgres/fake-cluster';

export const NAME = 'develop-orders';
export const CONFIG_MAPS = '/api/v1/namespaces/drills/configmaps';
export const JOBS = '/apis/batch/v1/namespaces/drills/jobs';
export const KUSTOMIZATIONS = '/apis/kustomize.toolkit.fluxcd.io/v1/namespaces/flux-system/kustomizations';

/** Everything a recorder works with, in this process: an API server, a store, mounted keys and a log. */
export class Recording {
  static async start(options: FakeS3Options = {}): Promise<Recording> {
    return new Recording(await FakeCluster.start(), await FakeS3.start(options));
  }

  readonly client: ApiClient;
  readonly secrets = mkdtempSync(join(tmpdir(), 'restorable-secrets-'));
  readonly log: (readonly [level: string, message: string, fields: LogFields])[] = [];

  private constructor(
    readonly cluster: FakeCluster,
    readonly s3: FakeS3,
  ) {
    this.client = new ApiClient({ server: cluster.url }, { timeout: 2000, pause: 1, attempts: 2 });
    this.mount(KEY);
  }

  async stop(): Promise<void> {
    this.client.close();
    rmSync(this.secrets, { recursive: true });
    await this.cluster.stop();
    await this.s3.stop();
  }

  /** Mounts keys as the pod of the runner has them. */
  mount(key: SigningKey | string, secretAccessKey = CREDENTIALS.secretAccessKey): void {
    const files = {
      'evidence/ID': CREDENTIALS.accessKeyId,
      'evidence/KEY': `${secretAccessKey}\n`,
      'signing-key/PEM': typeof key === 'string' ? key : key.toPem(),
    };
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(this.secrets, path, '..'), { recursive: true });
      writeFileSync(join(this.secrets, path), text);
    }
  }

  get evidence(): EvidencePlan {
    return {
      store: 'fake/evidence',
      profile: 'minio',
      endpoint: this.s3.endpoint,
      region: 'eu-central-1',
      pathStyle: true,
      bucket: BUCKET,
      prefix: 'drills',
      conditionalPut: true,
      versioning: true,
      credentials: { secret: 'evidence-s3', keys: { accessKeyId: 'ID', secretAccessKey: 'KEY' } },
      signingKey: { secret: 'evidence-key', key: 'PEM' },
    };
  }

  document(changes: Partial<DrillPlan> = {}): DrillDocument {
    const protection = drilledProtection('orders');
    const appliedBy = { namespace: 'flux-system', name: 'drills-drills' };
    const drill = {
      ...protection.drill,
      namespace: 'drills',
      evidence: this.evidence,
      appliedBy,
      ...changes,
    };
    return { version: 1, protection: { ...protection, drill } };
  }

  /** Records the verdict of a drill that ended so many minutes after the first one began. */
  record(
    minutes: number,
    result: Partial<DrillResult> = {},
    document = this.document(),
    job?: string,
  ): Promise<EvidenceReport> {
    const tell =
      (level: string) =>
      (message: string, fields: LogFields = {}) =>
        this.log.push([level, message, fields]);
    const recorder = evidenceRecorder({
      client: this.client,
      log: { info: tell('info'), error: tell('error') },
      now: () => at(minutes + 2),
      secrets: this.secrets,
      ...(job !== undefined && { job }),
    });
    const found = drillResult(minutes, { protection: document.protection.id, ...result });
    return recorder(found, document, AbortSignal.timeout(20_000));
  }

  /** What is kept in the ConfigMap of the drill, by its key. */
  get kept(): Readonly<Record<string, string>> {
    const found = this.cluster.objects.get(`${CONFIG_MAPS}/${NAME}-evidence`);
    return (found?.['data'] ?? {}) as Readonly<Record<string, string>>;
  }

  /** Puts something into that ConfigMap, as whoever may write in the namespace can. */
  forge(name: string, text: string): void {
    this.cluster.put(CONFIG_MAPS, {
      metadata: { name: `${NAME}-evidence` },
      data: { ...this.kept, [name]: text },
    });
  }

  /** Verifies everything in the bucket with the public key alone. */
  async verify(): Promise<ChainVerification> {
    const store = evidenceStoreOf(this.evidence, CREDENTIALS, { now: () => at(0) });
    return verifyChain(await readRecords(store), { publicKeys: [KEY.publicKey] });
  }

  /** Verdicts in the chain, in its order, with when their drills ended. */
  async chain(): Promise<readonly string[]> {
    const { findings, records } = await this.verify();
    expect(findings).toEqual([]);
    return records.map(({ record: { predicate } }) => `${predicate.sequence} ${predicate.result.finishedAt}`);
  }
}
