import { shellWord } from '../../core/shell-word';
import type { ProtectionPlan } from '../../plan';
import type { RunbookStep } from '../../protection';
import { CLUSTER_DECIDES, type EtcdSteps } from './etcd-steps';

const STOPPED = '/etc/kubernetes/stopped';
const MANIFESTS = '/etc/kubernetes/manifests';

/** The steps of a cluster of kubeadm, whose etcd runs as static pods on its control planes. */
export function kubeadmSteps(plan: ProtectionPlan, certificates: string): EtcdSteps {
  const { name, namespace } = plan;
  return {
    replaceMember: [
      {
        title: 'Remove the lost member',
        text: [
          'Set NODE to the control plane whose data is lost, HEALTHY_NODE to another one, and MEMBER to the number of the lost one in the list.',
        ],
        commands: [
          etcdctl(certificates, 'member list'),
          etcdctl(certificates, 'member remove "$MEMBER"'),
          'kubectl delete node "$NODE"',
        ],
        decision: 'whoever is on call, after a second person has read the name of the node',
      },
      {
        title: 'Join it anew',
        text: [
          'The second command prints how to join; run it on the node with --control-plane and the certificate key.',
        ],
        commands: [
          'sudo kubeadm reset --force',
          'sudo kubeadm token create --print-join-command',
          'sudo kubeadm init phase upload-certs --upload-certs',
        ],
      },
    ],
    goBack: [
      fetch(plan),
      stop(
        'On every control plane, before anything is restored: restored below a running API server, state is spoilt.',
      ),
      restore(),
      start(),
      {
        title: 'Join the others anew',
        text: [
          'Every other control plane is reset and joins as a new one: etcd has one member after the restore.',
        ],
        commands: ['sudo kubeadm reset --force', 'sudo kubeadm token create --print-join-command'],
      },
    ],
    beginFrom: [
      {
        title: 'Make a control plane',
        text: [
          'A server of the same name and address as one of the old, with the same versions. Put the kept /etc/kubernetes/pki there first: without it nothing that has a certificate of the old cluster is trusted.',
        ],
        commands: [
          'sudo ls /etc/kubernetes/pki/ca.key /etc/kubernetes/pki/sa.key /etc/kubernetes/pki/etcd/ca.key',
        ],
        decision: CLUSTER_DECIDES,
      },
      fetch(plan),
      restore(),
      {
        title: 'Start the control plane on it',
        text: [
          'Set KUBEADM_CONFIG to the configuration of kubeadm that the lost cluster was made with. kubeadm finds the restored data and begins from that. Then the other servers join.',
        ],
        commands: [
          'sudo kubeadm init --ignore-preflight-errors=DirAvailable--var-lib-etcd --config "$KUBEADM_CONFIG"',
          'sudo kubeadm token create --print-join-command',
        ],
      },
      {
        title: 'Remove the nodes that are gone',
        text: [
          'The snapshot has the nodes of the lost cluster, and pods that seem to run on them: until those nodes are removed nothing takes their place. Set GONE_NODE to each that does not come back.',
        ],
        commands: ['kubectl get nodes', 'kubectl delete node "$GONE_NODE"'],
      },
    ],
    takeNow: {
      title: 'Take a snapshot',
      text: [],
      commands: [
        `kubectl create job ${name}-runbook --from=cronjob/${name} --namespace ${namespace}`,
        `kubectl wait --for=condition=Complete job/${name}-runbook --namespace ${namespace} --timeout 1h`,
      ],
    },
    needs: [
      'The folder /etc/kubernetes/pki and the key that encrypts Secrets, where there is one: neither is in the snapshot.',
      '`etcdutl` of the version of etcd or newer, on the control plane; it is in the image of etcd.',
    ],
    wayBack: [
      stop('On the control plane that was restored.'),
      {
        title: 'Put the old data back',
        text: ['Set BEFORE to the folder that was put aside, then start as above.'],
        commands: ['sudo rm -rf /var/lib/etcd', 'sudo mv "$BEFORE" /var/lib/etcd'],
        decision: CLUSTER_DECIDES,
      },
      start(),
    ],
  };
}

/** Static pods stand in kube-system, called after their node (kubeadm). */
function etcdctl(pki: string, command: string): string {
  return `kubectl exec "etcd-$HEALTHY_NODE" --namespace kube-system -- etcdctl --endpoints https://127.0.0.1:2379 --cacert ${pki}/ca.crt --cert ${pki}/healthcheck-client.crt --key ${pki}/healthcheck-client.key ${command}`;
}

/** The CronJob writes `<name>-<Unix seconds>.db`, and beside it the file with its hash. */
function fetch({ backup: { archive } }: ProtectionPlan): RunbookStep {
  const place = `s3://${archive.bucket}/${archive.prefix}`;
  const endpoint = archive.endpoint === undefined ? '' : ` --endpoint-url ${shellWord(archive.endpoint)}`;
  return {
    title: 'Fetch the snapshot',
    text: [
      'Set SNAPSHOT to the file name of one before the wrong change, or of the newest: names end with the seconds since 1970. The two hashes must be the same. Whoever reads a snapshot reads the Secrets in it.',
    ],
    commands: [
      `aws s3 ls ${shellWord(`${place}/`)}${endpoint}`,
      `aws s3 cp ${shellWord(place)}/"$SNAPSHOT" snapshot.db${endpoint}`,
      `aws s3 cp ${shellWord(place)}/"$SNAPSHOT.sha256" snapshot.sha256${endpoint}`,
      'sha256sum snapshot.db',
      'cat snapshot.sha256',
      'etcdutl snapshot status snapshot.db --write-out table',
    ],
  };
}

function stop(where: string): RunbookStep {
  return {
    title: 'Stop API server and etcd',
    text: [
      where,
      'The kubelet stops static pods whose manifest is gone. Go on when the last command prints nothing.',
    ],
    commands: [
      `sudo mkdir -p ${STOPPED}`,
      `sudo mv ${MANIFESTS}/kube-apiserver.yaml ${MANIFESTS}/etcd.yaml ${STOPPED}/`,
      "sudo crictl ps --quiet --name 'kube-apiserver|etcd'",
    ],
    decision: CLUSTER_DECIDES,
  };
}

function restore(): RunbookStep {
  return {
    title: 'Restore',
    text: [
      'On one control plane. Set NODE to its name and ADDRESS to its address. The old data is put aside.',
      // etcd 3.6 documentation, "Disaster recovery", "Restoring with revision bump".
      'Revisions go on far above the old ones, so that no controller takes its cache for newer than what is restored.',
    ],
    commands: [
      'sudo etcdutl snapshot restore snapshot.db --data-dir /var/lib/etcd-restored --name "$NODE" --initial-cluster "$NODE=https://$ADDRESS:2380" --initial-advertise-peer-urls "https://$ADDRESS:2380" --bump-revision 1000000000 --mark-compacted',
      'if sudo test -d /var/lib/etcd; then sudo mv /var/lib/etcd "/var/lib/etcd-before-$(date +%s)"; fi',
      'sudo mv /var/lib/etcd-restored /var/lib/etcd',
    ],
  };
}

function start(): RunbookStep {
  return {
    title: 'Start etcd and API server',
    text: ['etcd first. The other control planes stay stopped.'],
    commands: [
      `sudo mv ${STOPPED}/etcd.yaml ${MANIFESTS}/`,
      `sudo mv ${STOPPED}/kube-apiserver.yaml ${MANIFESTS}/`,
      'kubectl get nodes',
    ],
  };
}
