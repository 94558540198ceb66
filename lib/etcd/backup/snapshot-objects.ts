import type { Schedule } from '../../core';
import { DrillSite } from '../../drill';
import { RunnerBundle } from '../../drill/runner-bundle';
import { NO_SUBSTITUTION } from '../../drill/site/labels';
import { RUNNER_FILE, runnerLoader } from '../../drill/site/runner-loader';
import { managedLabels } from '../../kubernetes/labels';
import type { ObjectMeta } from '../../kubernetes/object-meta';
import type { Archive } from '../../storage';
import { UPLOAD_VARIABLE, type UploadPlan } from './upload-plan';

/** What the job that takes snapshots is made of. */
export interface SnapshotJobInput {
  readonly name: string;
  readonly namespace: string;
  readonly schedule: Schedule;
  /** Folder of the certificates of etcd on the node. */
  readonly certificates: string;
  /** Image with `etcdctl`. */
  readonly image: string;
  /** Image with Node. @default - that of drills */
  readonly runnerImage: string | undefined;
  readonly archive: Archive;
  readonly credentials: { readonly secret: string; readonly keys: Readonly<Record<string, string>> };
}

/** An object of Kubernetes. */
interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
  readonly [field: string]: unknown;
}

/** Label and taint of control-plane nodes (kubeadm 1.25 and newer). */
const CONTROL_PLANE = 'node-role.kubernetes.io/control-plane';

/** Client certificate that kubeadm makes for questions to etcd (kubeadm, "PKI certificates and requirements"). */
const CERTIFICATES = ['ca.crt', 'healthcheck-client.crt', 'healthcheck-client.key'] as const;

const SNAPSHOT_FOLDER = '/snapshot';
const SNAPSHOT = `${SNAPSHOT_FOLDER}/snapshot.db`;
const SECRETS = '/secrets';

/** A snapshot is taken in seconds and uploaded in minutes; a job that hangs would keep all later ones from starting. */
const DEADLINE = 3600;

/** Largest snapshot: that of the largest database that etcd recommends (etcd 3.6 documentation, "System limits"). */
const LARGEST = '8Gi';

/** root of the node, to which alone the private key belongs; it has no capabilities. */
const ROOT = {
  runAsUser: 0,
  runAsGroup: 0,
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ['ALL'] },
};

/**
 * The CronJob on a control-plane node, and the program that it uploads with: `etcdctl` saves a snapshot of the member on
 * that node, the runner of restorable looks whether it is whole and puts it into the store, with a file with its hash beside.
 */
export function snapshotObjects(input: SnapshotJobInput): Readonly<Record<string, Manifest>> {
  const { namespace } = input;
  const bundle = RunnerBundle.find();
  // Not the name of the runner's ConfigMap at a drill site: this one belongs to the job.
  const program = `${input.name}-${bundle.configMapName}`;
  const labels = managedLabels({
    'app.kubernetes.io/name': 'etcd-snapshots',
    'app.kubernetes.io/instance': input.name,
  });
  const annotations = NO_SUBSTITUTION;
  return {
    program: {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: program, namespace, labels, annotations },
      immutable: true,
      binaryData: { [RUNNER_FILE]: bundle.base64 },
    },
    job: {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name: input.name, namespace, labels, annotations },
      spec: cronJob(input, program, labels),
    },
  };
}

function cronJob(
  input: SnapshotJobInput,
  program: string,
  labels: Readonly<Record<string, string>>,
): unknown {
  const gap = input.schedule.longestGap().seconds;
  return {
    schedule: input.schedule.for('k3s'),
    timeZone: 'Etc/UTC',
    concurrencyPolicy: 'Forbid',
    startingDeadlineSeconds: Math.max(60, Math.min(DEADLINE, Math.floor(gap / 2))),
    successfulJobsHistoryLimit: 3,
    failedJobsHistoryLimit: 3,
    jobTemplate: {
      metadata: { labels },
      spec: {
        backoffLimit: 2,
        activeDeadlineSeconds: Math.max(600, Math.min(DEADLINE, gap)),
        template: { metadata: { labels }, spec: pod(input, program) },
      },
    },
  };
}

function pod(input: SnapshotJobInput, program: string): unknown {
  const { image, runnerImage, certificates, archive, credentials } = input;
  const authority = archive.store.certificateAuthority?.tryKeyRef('certificates');
  const [ca, certificate, key] = CERTIFICATES.map((file) => `/pki/${file}`);
  const snapshot = { name: 'snapshot', mountPath: SNAPSHOT_FOLDER };
  return {
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    restartPolicy: 'Never',
    // etcd listens on the addresses of its node, and its certificate names them.
    hostNetwork: true,
    dnsPolicy: 'ClusterFirstWithHostNet',
    nodeSelector: { [CONTROL_PLANE]: '' },
    tolerations: [{ key: CONTROL_PLANE, operator: 'Exists', effect: 'NoSchedule' }],
    priorityClassName: 'system-cluster-critical',
    securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
    initContainers: [
      {
        name: 'snapshot',
        image,
        command: [
          ...['etcdctl', '--endpoints=https://127.0.0.1:2379', `--cacert=${ca ?? ''}`],
          ...[`--cert=${certificate ?? ''}`, `--key=${key ?? ''}`, 'snapshot', 'save', SNAPSHOT],
        ],
        resources: { requests: { cpu: '50m', memory: '64Mi' }, limits: { memory: '512Mi' } },
        securityContext: ROOT,
        volumeMounts: [
          ...CERTIFICATES.map((file) => ({
            name: volumeOf(file),
            mountPath: `/pki/${file}`,
            readOnly: true,
          })),
          snapshot,
        ],
      },
    ],
    containers: [
      {
        name: 'upload',
        image: runnerImage ?? DrillSite.DEFAULT_IMAGE,
        command: ['node', '-e', runnerLoader(`/runner/${RUNNER_FILE}`)],
        env: [
          { name: UPLOAD_VARIABLE, value: JSON.stringify(uploadPlan(input)) },
          ...(authority === undefined
            ? []
            : [{ name: 'NODE_EXTRA_CA_CERTS', value: `${SECRETS}/ca/${authority.key}` }]),
        ],
        resources: { requests: { cpu: '50m', memory: '96Mi' }, limits: { memory: '256Mi' } },
        securityContext: ROOT,
        volumeMounts: [
          { name: 'runner', mountPath: '/runner', readOnly: true },
          { name: 'credentials', mountPath: `${SECRETS}/store`, readOnly: true },
          ...(authority === undefined ? [] : [{ name: 'ca', mountPath: `${SECRETS}/ca`, readOnly: true }]),
          snapshot,
        ],
      },
    ],
    volumes: [
      // One by one: the folder also holds the key that signs certificates.
      ...CERTIFICATES.map((file) => ({
        name: volumeOf(file),
        hostPath: { path: `${certificates}/${file}`, type: 'File' },
      })),
      { name: 'snapshot', emptyDir: { sizeLimit: LARGEST } },
      { name: 'runner', configMap: { name: program } },
      { name: 'credentials', secret: { secretName: credentials.secret, defaultMode: 0o400 } },
      ...(authority === undefined ? [] : [{ name: 'ca', secret: { secretName: authority.name } }]),
    ],
  };
}

function uploadPlan({ name, archive, credentials: { keys } }: SnapshotJobInput): UploadPlan {
  return {
    file: SNAPSHOT,
    name,
    archive: archive.plan(),
    conditionalPut: archive.store.capabilities.conditionalPut,
    credentials: { folder: `${SECRETS}/store`, keys },
  };
}

function volumeOf(file: string): string {
  return file.replaceAll('.', '-');
}
