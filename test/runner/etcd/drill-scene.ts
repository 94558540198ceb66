import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EtcdCheck } from '../../../lib';
import { planChecks } from '../../../lib/drill/check/checks-of';
import type { DrillDocument, DrillPlan, DrillResult } from '../../../lib/plan';
import { Incident } from '../../../runner/drill/incident';
import { drillEtcd } from '../../../runner/etcd/drill';
import type { RangeAnswer, RangeRequest } from '../../../runner/etcd/key-value';
import type { ScratchEtcd } from '../../../runner/etcd/scratch-etcd';
import { SnapshotStore } from '../../../runner/etcd/snapshot-store';
import { ApiClient } from '../../../runner/kubernetes';
import { FakeCluster } from '../postgres/fake-cluster';
import { protectionIn } from '../postgres/archive/barman-archive';
import { FakeArchive, READER } from '../s3/fake-archive';
import { leaseRenewedAt, namespaceWith, snapshotOf } from './snapshots';

export const STARTED = new Date('2027-01-03T04:00:00Z');
export const UID = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';
export const FOLDER = 'home/etcd-snapshots';

/** Everything a drill of etcd takes, in this process: an API server, a store, and an etcd that a test plays. */
export class EtcdScene {
  static async start(): Promise<EtcdScene> {
    return new EtcdScene(await FakeCluster.start(), await FakeArchive.start());
  }

  readonly stop = new AbortController();
  /** What was told: results and errors. */
  readonly errors: string[] = [];
  /** What the restored etcd holds, by key. */
  readonly keys = new Map<string, Buffer>();
  /** Called instead of what the scratch etcd does. */
  restoring: () => void = () => undefined;
  left: readonly string[] = [];

  private readonly client: ApiClient;
  private readonly folder = mkdtempSync(join(tmpdir(), 'restorable-etcd-'));

  private constructor(
    readonly cluster: FakeCluster,
    readonly store: FakeArchive,
  ) {
    this.client = new ApiClient({ server: cluster.url }, { timeout: 2000, pause: 1, attempts: 3 });
    mkdirSync(join(this.folder, 'archive'));
    writeFileSync(join(this.folder, 'archive', 'ID'), READER.accessKeyId);
    writeFileSync(join(this.folder, 'archive', 'KEY'), READER.secretAccessKey);
    cluster.put('/api/v1/namespaces', { metadata: { name: 'kube-system', uid: UID } });
    store.now = () => STARTED;
    this.keys.set('/registry/namespaces/kube-system', namespaceWith(UID));
    this.keys.set('/registry/namespaces/shop', namespaceWith('0000'));
    this.keys.set('/registry/leases/kube-node-lease/a', leaseRenewedAt(new Date('2027-01-03T03:00:05Z')));
    this.save('etcd-cp-1', '2027-01-03T03:00:00Z', snapshotOf(4));
  }

  async end(): Promise<void> {
    this.client.close();
    await this.cluster.stop();
    await this.store.stop();
    rmSync(this.folder, { recursive: true });
  }

  /** Puts a snapshot into the store, called after the time it was taken at. Returns its key. */
  save(name: string, takenAt: string, content: Buffer, ending = ''): string {
    const key = `${FOLDER}/${name}-${Date.parse(takenAt) / 1000}${ending}`;
    this.store.put(key, content, takenAt);
    return key;
  }

  /** Puts the file with the hash beside a snapshot of the CronJob. */
  saveHash(key: string, content: Buffer): void {
    const hash = createHash('sha256').update(content).digest('hex');
    this.store.put(`${key}.sha256`, `${hash}  ${key}\n`, STARTED.toISOString());
  }

  document(source: object = {}, drill: Partial<DrillPlan> = {}): DrillDocument {
    const protection = protectionIn(this.store, { prefix: FOLDER });
    return {
      version: 1,
      protection: {
        ...protection,
        kind: 'EtcdSnapshots',
        objectives: { rpo: 7200, rto: 600, retention: 86_400 },
        source: { takenBy: 'k3s', scratch: 1_000_000, ...source },
        drill: {
          ...protection.drill,
          namespace: 'drills',
          checks: planChecks([EtcdCheck.namespaces('kube-system', 'shop')], { rpo: 7200 }),
          ...drill,
        },
      },
    };
  }

  drill(document = this.document()): Promise<DrillResult> {
    const { protection } = document;
    const now = () => STARTED;
    return drillEtcd(document, {
      client: this.client,
      log: { info: () => undefined, error: (message) => this.errors.push(message) },
      now,
      holder: 'this-run',
      stop: this.stop.signal,
      pushMetrics: () => Promise.resolve(),
      openStore: ({ takenBy }, signal) =>
        SnapshotStore.open(
          { protection, takenBy, secrets: this.folder, env: {}, options: { now, pause: 1 } },
          signal,
        ),
      scratch: this.scratch,
    });
  }

  /** The snapshot as it was fetched. */
  get fetched(): Buffer {
    return readFileSync(this.scratch.snapshot);
  }

  private get scratch(): ScratchEtcd {
    return {
      snapshot: join(this.folder, 'snapshot.db'),
      range: (request) => Promise.resolve(this.answer(request)),
      find: () => Promise.resolve(),
      restore: async () => {
        await Promise.resolve();
        this.restoring();
      },
      restart: () => Promise.resolve('3.6.16'),
      wipe: () => Promise.resolve(this.left),
    };
  }

  private answer({ key, isPrefix = false }: RangeRequest): RangeAnswer {
    const found = [...this.keys].filter(([one]) => (isPrefix ? one.startsWith(key) : one === key));
    return { count: found.length, entries: found.map(([one, value]) => ({ key: one, value })) };
  }
}

/** What the scratch etcd throws. */
export function failing(reason: 'restore-failed' | 'out-of-space'): () => void {
  return () => {
    throw new Incident(reason, `etcdutl: ${reason}`);
  };
}
