import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  App,
  BackupStore,
  Credentials,
  Environment,
  EtcdCheck,
  EtcdSnapshots,
  EtcdSource,
  EvidenceLock,
  KubernetesCluster,
  Schedule,
} from 'restorable';
import type { DrillResult } from '../../../lib/plan';
import { eventually, getObject, kubectl, tryKubectl } from '../kubectl';
import { findSetting } from '../settings';

/** Lets several runs of these tests share a cluster. */
const PREFIX = process.env['E2E_PREFIX'] ?? 'e2e';

export const SOURCE = `${PREFIX}-etcd-source`;
export const DRILLS = `${PREFIX}-etcd-site`;
export const DRILL = 'e2e-etcd';

/** New for every run: nothing can be removed from the bucket of evidence. */
export const CLUSTER = process.env['E2E_RUN'] ?? `etcd-${Date.now().toString(36)}`;
export const FOLDER = `${CLUSTER}/etcd-snapshots`;
const REGION = 'eu-central-1';
const KEYS = { accessKeyId: 'ACCESS_KEY_ID', secretAccessKey: 'ACCESS_SECRET_KEY', region: 'REGION' };

/** Composes the environment and writes its tree. Returns the folder of the tree. */
export function synthesise(): string {
  const repository = mkdtempSync(join(tmpdir(), 'restorable-etcd-'));
  const app = new App({ repository });
  const endpoint = `http://${findSetting('E2E_S3_ADDRESS')}:${findSetting('E2E_S3_PORT')}`;
  const store = (bucket: string) => BackupStore.minio({ endpoint, bucket, region: REGION });
  const cluster = new KubernetesCluster(app, CLUSTER, {
    flux: { path: 'flux' },
    evidence: {
      store: store(findSetting('E2E_S3_EVIDENCE_BUCKET')),
      prefix: CLUSTER,
      credentials: Credentials.existing('evidence-writer', KEYS),
      signingKey: Credentials.existing('evidence-key', { privateKey: 'key.pem' }),
      lock: EvidenceLock.byBucket(),
    },
  });
  const environment = new Environment(cluster, 'e2e', {
    namespace: SOURCE,
    objectives: { rpo: '1h', rto: '10m', retention: '7d' },
    store: store('backups'),
    credentials: Credentials.existing('archive-writer', KEYS),
    drill: { namespace: DRILLS, credentials: Credentials.existing('archive-reader', KEYS) },
  });
  new EtcdSnapshots(environment, 'etcd', {
    source: EtcdSource.k3s({ folder: FOLDER }),
    schedule: Schedule.every('30m'),
    drill: {
      schedule: Schedule.weekly('sun', '05:00'),
      scratch: '1Gi',
      checks: [
        EtcdCheck.namespaces('kube-system', SOURCE),
        EtcdCheck.keys(`/registry/configmaps/${SOURCE}/`, { atLeast: 2 }),
      ],
    },
  });
  app.synth();
  return join(repository, 'flux');
}

/** Applies the folder of the drill unmodified, with the Secrets it needs. */
export function applyEnvironment(tree: string, signingKey: string): void {
  for (const name of ['flux-system', SOURCE])
    if (tryKubectl(['get', 'namespace', name]).status !== 0) kubectl(['create', 'namespace', name]);
  const folder = join(tree, 'infrastructure', 'drills', DRILLS);
  kubectl(['apply', '--server-side', '--force-conflicts', '--kustomize', folder]);
  applyReader();
  applySecret('evidence-writer', {
    ACCESS_KEY_ID: findSetting('E2E_S3_EVIDENCE_ACCESS_KEY_ID'),
    ACCESS_SECRET_KEY: findSetting('E2E_S3_EVIDENCE_SECRET_ACCESS_KEY'),
    REGION,
  });
  applySecret('evidence-key', { 'key.pem': signingKey });
}

/** The Secret of the drill, with another secret key where one is given. */
export function applyReader(secretKey = findSetting('E2E_S3_READER_SECRET_ACCESS_KEY')): void {
  applySecret('archive-reader', {
    ACCESS_KEY_ID: findSetting('E2E_S3_READER_ACCESS_KEY_ID'),
    ACCESS_SECRET_KEY: secretKey,
    REGION,
  });
}

function applySecret(name: string, stringData: Readonly<Record<string, string>>): void {
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace: DRILLS }, stringData };
  kubectl(['apply', '--server-side', '--force-conflicts', '--filename', '-'], JSON.stringify(secret));
}

/** What a drill job ended with. */
export interface EndedDrill {
  readonly result: DrillResult;
  readonly exitCode: number;
  readonly log: string;
}

interface JobPod {
  readonly metadata: { readonly name: string };
  readonly status?: {
    readonly containerStatuses?: readonly {
      readonly name: string;
      readonly state?: { readonly terminated?: { readonly exitCode: number } };
    }[];
  };
}

/** Starts a drill from its CronJob and waits for it. */
export async function drill(job: string): Promise<EndedDrill> {
  kubectl(['create', 'job', job, `--from=cronjob/${DRILL}`, '--namespace', DRILLS]);
  const pod = await eventually(
    `the end of ${job}`,
    300,
    () => podOf(job),
    (found) => exitCodeOf(found) !== undefined,
  );
  const log = kubectl(['logs', '--namespace', DRILLS, pod?.metadata.name ?? '', '--container', 'runner']);
  const line = log.split('\n').find((text) => text.includes('"drill result"'));
  if (line === undefined) throw new Error(`${job} told no result: ${log}`);
  const { result } = JSON.parse(line) as { readonly result: string };
  return { result: JSON.parse(result) as DrillResult, exitCode: exitCodeOf(pod) ?? -1, log };
}

function podOf(job: string): JobPod | undefined {
  const selector = `batch.kubernetes.io/job-name=${job}`;
  const args = ['get', 'pods', '--namespace', DRILLS, '--selector', selector, '--output', 'json'];
  return (JSON.parse(kubectl(args)) as { readonly items: readonly JobPod[] }).items[0];
}

function exitCodeOf(pod: JobPod | undefined): number | undefined {
  const runner = pod?.status?.containerStatuses?.find(({ name }) => name === 'runner');
  return runner?.state?.terminated?.exitCode;
}

/** What the status ConfigMap says of the evidence of the last drill. */
export function evidenceStatus(): string {
  const { data } = getObject('configmap', `${DRILL}-status`, DRILLS) as {
    readonly data: Readonly<Record<string, string>>;
  };
  return data['evidence'] ?? '';
}

/** Removes everything but what is in the store. */
export function removeEnvironment(): void {
  kubectl(['delete', 'namespace', SOURCE, DRILLS, '--ignore-not-found', '--wait=false']);
  for (const [namespace, what] of [
    ['flux-system', 'flux'],
    ['kube-system', 'source'],
  ]) {
    const role = `restore-drill-${DRILLS}-${what ?? ''}`;
    kubectl(['delete', 'rolebinding,role', role, '--namespace', namespace ?? '', '--ignore-not-found']);
  }
}
