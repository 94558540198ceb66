import { etcdProblems, fail } from '../core';

/** Where kubeadm keeps the certificates of etcd (kubeadm, `certificatesDir`). */
const KUBEADM_CERTIFICATES = '/etc/kubernetes/pki/etcd';

/** Snapshots that k3s takes. */
export interface K3sSourceOptions {
  /** Folder in the bucket: `etcdBackup.folder` of the cluster stack, `<cluster>/etcd-snapshots` by default. */
  readonly folder: string;
}

/** Snapshots that a CronJob takes on a control-plane node. */
export interface KubeadmSourceOptions {
  /**
   * Folder of the certificates of etcd on the nodes, with `ca.crt`, `healthcheck-client.crt` and `healthcheck-client.key`.
   *
   * @default /etc/kubernetes/pki/etcd
   */
  readonly certificates?: string;
  /** Folder in the bucket. @default - cluster/environment/name */
  readonly folder?: string;
}

/** Who takes the snapshots. */
export class EtcdSource {
  /**
   * k3s itself, as its cluster stack configures it. Nothing is rendered for the backup: it is planned, drilled and shown.
   *
   * @throws RestorableError `RST860`
   */
  static k3s({ folder }: K3sSourceOptions): EtcdSource {
    return new EtcdSource('k3s', readFolder(folder), KUBEADM_CERTIFICATES);
  }

  /** A CronJob with `etcdctl` on a control-plane node of kubeadm. @throws RestorableError `RST860`, `RST866` */
  static kubeadm(options: KubeadmSourceOptions = {}): EtcdSource {
    const { certificates = KUBEADM_CERTIFICATES, folder } = options;
    if (!/^(\/[A-Za-z0-9._-]+)+$/.test(certificates) || certificates.split('/').includes('..')) {
      fail(etcdProblems.invalidEtcdCertificates, {
        property: 'certificates',
        value: certificates,
        reason: 'it is not the absolute path of a folder',
      });
    }
    return new EtcdSource('kubeadm', folder === undefined ? undefined : readFolder(folder), certificates);
  }

  private constructor(
    readonly takenBy: 'k3s' | 'kubeadm',
    /** Folder in the bucket; undefined: one named after the protection. */
    readonly folder: string | undefined,
    /** Folder of the certificates on control-plane nodes. */
    readonly certificates: string,
  ) {}
}

function readFolder(folder: string): string {
  const refuse = (reason: string) =>
    fail(etcdProblems.invalidEtcdFolder, { property: 'folder', value: folder, reason });
  if (folder === '') return refuse('without a folder the snapshots lie in the bucket itself');
  if (folder.split('/').some((segment) => !/^[A-Za-z0-9._-]+$/.test(segment) || /^\.\.?$/.test(segment)))
    return refuse(
      'it has an empty segment, or one with other characters than letters, digits, dots and dashes',
    );
  return folder;
}
