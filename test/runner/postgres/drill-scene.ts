import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CheckPlan, DrillDocument, DrillPlan, DrillResult } from '../../../lib/plan';
import type { CheckContext } from '../../../runner/checks';
import { ApiClient } from '../../../runner/kubernetes';
import { inspectArchive } from '../../../runner/postgres/archive';
import { drillPostgres } from '../../../runner/postgres/drill';
import type { DrillDependencies } from '../../../runner/postgres/drill-run';
import { FakeArchive, READER } from '../s3/fake-archive';
import { BarmanArchive, protectionIn } from './archive/barman-archive';
import { FakeCluster } from './fake-cluster';

export const CLUSTERS = '/apis/postgresql.cnpg.io/v1/namespaces/drills/clusters';
export const STORES = '/apis/barmancloud.cnpg.io/v1/namespaces/drills/objectstores';
export const LEASES = '/apis/coordination.k8s.io/v1/namespaces/drills/leases';
export const CORE = '/api/v1/namespaces/drills';
export const NAME = 'develop-orders';
export const STARTED = new Date('2027-01-03T04:00:00Z');

/** Of the newest commit. */
const COMMIT = '2027-01-03 03:58:00.75+00';
/** Of the last commit before the point in time. */
const BEFORE = '2027-01-03 03:47:50+00';

type Made = { readonly metadata: { readonly name: string } };

interface RecoveryPart {
  readonly recoveryTarget?: { readonly targetTime: string };
}

/** Everything a drill takes, in this process: an API server, the operator that a test plays, an archive in a store. */
export class DrillScene {
  static async start(): Promise<DrillScene> {
    return new DrillScene(await FakeCluster.start(), await FakeArchive.start());
  }

  readonly client: ApiClient;
  readonly archive: BarmanArchive;
  readonly stop = new AbortController();
  /** What checks were given. */
  readonly checked: (readonly [readonly CheckPlan[], CheckContext])[] = [];
  /** What was logged as an error. */
  readonly errors: string[] = [];

  private readonly secrets = mkdtempSync(join(tmpdir(), 'restorable-secrets-'));

  private constructor(
    readonly cluster: FakeCluster,
    readonly store: FakeArchive,
  ) {
    this.client = new ApiClient({ server: cluster.url }, { timeout: 2000, pause: 1, attempts: 3 });
    mkdirSync(join(this.secrets, 'archive'));
    writeFileSync(join(this.secrets, 'archive', 'ID'), READER.accessKeyId);
    writeFileSync(join(this.secrets, 'archive', 'KEY'), READER.secretAccessKey);
    cluster.put(STORES, { metadata: { name: NAME } });
    cluster.put(`${CORE}/secrets`, {
      metadata: { name: `${NAME}-superuser` },
      data: { password: 'c2VjcmV0' },
    });
    cluster.operator = (made) => this.recovers(made);
    store.now = () => STARTED;
    this.archive = new BarmanArchive(store);
    this.archive.backUp({ id: '20270103T020000', begin: 3 });
    for (let number = 3; number <= 9; number += 1) this.archive.archive(number);
  }

  /** Ends everything. */
  async end(): Promise<void> {
    this.client.close();
    await this.cluster.stop();
    await this.store.stop();
    rmSync(this.secrets, { recursive: true });
  }

  /** The operator of a good archive. */
  recovers(made: Made): void {
    const labels = { 'cnpg.io/cluster': NAME };
    const recovery = `${NAME}-1-full-recovery`;
    const commit = targetOf(made) === undefined ? COMMIT : BEFORE;
    this.says([`last completed transaction was at log time ${commit}`, 'archive recovery complete']);
    const image = 'ghcr.io/cloudnative-pg/cloudnative-pg:1.30.0';
    const spec = {
      initContainers: [{ name: 'bootstrap-controller', image }],
      containers: [{ name: 'full-recovery' }],
    };
    const running = [{ name: 'full-recovery', restartCount: 0, state: { running: {} } }];
    const pod = { metadata: { name: recovery, labels }, spec, status: { containerStatuses: running } };
    this.cluster.put(`${CORE}/pods`, pod);
    this.cluster.put(`${CORE}/persistentvolumeclaims`, { metadata: { name: `${NAME}-1`, labels } });
    setTimeout(() => this.setPhase(made, 'Cluster in healthy state', 'True'), 50);
  }

  /** The operator of a recovery that fails with these words. */
  failsWith(text: string): () => void {
    return () => {
      const labels = { 'cnpg.io/cluster': NAME };
      const pod = `${NAME}-1-full-recovery-a`;
      this.cluster.logs.set(`${pod}/full-recovery`, [text]);
      const ended = [{ name: 'full-recovery', restartCount: 0, state: { terminated: { exitCode: 1 } } }];
      const spec = { containers: [{ name: 'full-recovery' }] };
      const status = { phase: 'Failed', containerStatuses: ended };
      this.cluster.put(`${CORE}/pods`, { metadata: { name: pod, labels }, spec, status });
    };
  }

  /** What the recovery logs. */
  says(lines: readonly string[]): void {
    this.cluster.logs.set(`${NAME}-1-full-recovery/full-recovery`, lines);
  }

  setPhase(made: Made, phase: string, ready: string): void {
    const status = { phase, conditions: [{ type: 'Ready', status: ready }] };
    if (this.cluster.objects.has(`${CLUSTERS}/${NAME}`)) this.cluster.put(CLUSTERS, { ...made, status });
  }

  document(drill: Partial<DrillPlan> = {}, source: object = {}): DrillDocument {
    const protection = protectionIn(this.store);
    const manifest = {
      apiVersion: 'postgresql.cnpg.io/v1',
      kind: 'Cluster',
      metadata: { name: NAME, namespace: 'drills' },
      spec: { instances: 1, bootstrap: { recovery: { source: 'source', database: 'app', owner: 'app' } } },
    };
    return {
      version: 1,
      protection: {
        ...protection,
        source: {
          ...{
            cluster: 'orders',
            database: 'app',
            owner: 'app',
            drillCluster: manifest,
            drillObjectStore: NAME,
          },
          ...source,
        },
        drill: { ...protection.drill, namespace: 'drills', ...drill },
      },
    };
  }

  drill(plan = this.document(), more: Partial<DrillDependencies> = {}): Promise<DrillResult> {
    const now = more.now ?? (() => STARTED);
    return drillPostgres(plan, {
      client: this.client,
      log: { info: () => undefined, error: (message) => this.errors.push(message) },
      now,
      holder: 'this-run',
      inspectArchive: (protection, signal) =>
        inspectArchive(
          { protection, secrets: this.secrets, env: {}, options: { now, pause: 1, timeout: 500 } },
          signal,
        ),
      stop: this.stop.signal,
      database: {
        awaitConnection: () => Promise.resolve(),
        readServerFacts: () => Promise.resolve({ version: '17.5' }),
      },
      runChecks: (plans, context) => {
        this.checked.push([plans, context]);
        return Promise.resolve(
          plans.map(({ name, kind }) => ({ name, kind, status: 'passed', expected: 'it', duration: 1 })),
        );
      },
      pushMetrics: () => Promise.resolve(),
      ...more,
    });
  }

  /** What is there of a drill. */
  left(): readonly string[] {
    return ['clusters', 'pods', 'persistentvolumeclaims', 'leases'].flatMap((plural) =>
      this.cluster.names(plural),
    );
  }
}

function targetOf(made: object): string | undefined {
  const { spec } = made as { readonly spec?: { readonly bootstrap: { readonly recovery: RecoveryPart } } };
  return spec?.bootstrap.recovery.recoveryTarget?.targetTime;
}
