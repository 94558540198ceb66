/** The container with the etcd that a snapshot is restored into, beside the runner. */
export const ETCD_CONTAINER = 'etcd';

/** Name of its only member, and where it listens: on this pod alone. */
export const ETCD_NAME = 'scratch';
export const ETCD_ENDPOINT = 'http://127.0.0.1:2379';
export const ETCD_PEER = 'http://127.0.0.1:2380';

/** Folder that it shares with the runner, and its data in there. */
export const SCRATCH_FOLDER = '/etcd';
export const SCRATCH_DATA = 'data';

/** Largest database of etcd that is worth anything, bytes (etcd 3.6 documentation, "System limits"). */
const LARGEST_DATABASE = 8 * 1024 ** 3;

/**
 * The container, as a sidecar of the pod of the runner (Kubernetes 1.29 and newer): it starts before the runner, and again
 * whenever it ends; it does not keep the Job from ending. It is empty until the runner has restored something.
 *
 * @param image with `etcd` and `etcdutl` in one folder; neither needs a shell
 */
export function scratchContainer(image: string): Readonly<Record<string, unknown>> {
  return {
    name: ETCD_CONTAINER,
    restartPolicy: 'Always',
    image,
    command: [
      'etcd',
      `--name=${ETCD_NAME}`,
      `--data-dir=${SCRATCH_FOLDER}/${SCRATCH_DATA}`,
      `--listen-client-urls=${ETCD_ENDPOINT}`,
      `--advertise-client-urls=${ETCD_ENDPOINT}`,
      `--listen-peer-urls=${ETCD_PEER}`,
      `--initial-advertise-peer-urls=${ETCD_PEER}`,
      `--initial-cluster=${ETCD_NAME}=${ETCD_PEER}`,
      // The default of 2 GiB would make a larger database read-only and say so to every question.
      `--quota-backend-bytes=${LARGEST_DATABASE}`,
    ],
    resources: { requests: { cpu: '100m', memory: '256Mi' }, limits: { memory: '2Gi' } },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    },
    volumeMounts: [{ name: 'etcd', mountPath: SCRATCH_FOLDER }],
  };
}
