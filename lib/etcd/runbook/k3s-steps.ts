import type { ProtectionPlan } from '../../plan';
import { CLUSTER_DECIDES, type EtcdSteps } from './etcd-steps';

/** Where the cluster stack puts its scripts on servers (`stacks/cluster/cloud-init/script-files.ts`). */
const SCRIPT = '/usr/local/lib/restorable/restore-existing-cluster.sh';

/** The steps of a k3s cluster made by the cluster stack, by the scripts on its servers. */
export function k3sSteps({ cluster }: ProtectionPlan): EtcdSteps {
  const rejoin = `sudo ${SCRIPT} rejoin ${cluster}`;
  return {
    replaceMember: [
      {
        title: 'Rejoin the server',
        text: [
          'On the server that has lost its data. Its datastore, where there is any, is put aside; then it joins the others. A server whose disk is gone is made again by the cluster stack instead.',
        ],
        commands: [rejoin],
        decision: 'whoever is on call',
      },
    ],
    goBack: [
      {
        title: 'Stop the other control planes',
        text: ['On every control plane but one. With a single one there is nothing to do.'],
        commands: [`sudo ${SCRIPT} stop ${cluster}`],
        decision: CLUSTER_DECIDES,
      },
      {
        title: 'Restore',
        text: [
          'On that one. Set SNAPSHOT to the file name of a snapshot before the wrong change, or to latest. The datastore that is there is put aside by k3s.',
        ],
        commands: [`sudo ${SCRIPT} restore ${cluster} "$SNAPSHOT"`],
      },
      {
        title: 'Rejoin the others',
        text: ['On every other control plane, one after the other.'],
        commands: [rejoin],
      },
      {
        title: 'Restart the agents',
        text: ['On every worker.'],
        commands: ['sudo systemctl restart k3s-agent'],
      },
    ],
    beginFrom: [
      {
        title: 'Make the cluster from the snapshot',
        text: [
          'Set STACK to the cluster stack and RECOVERY_BUNDLE to the file with its output recoveryBundle, kept apart from cluster and snapshots. The first server restores the newest snapshot before k3s starts and takes out of it what belonged to the lost servers; the others join.',
          'Name a snapshot instead of latest to begin from an older one.',
        ],
        commands: [
          'pulumi config set restoreSnapshot latest --stack "$STACK"',
          'pulumi config set --secret recoveryBundle --stack "$STACK" < "$RECOVERY_BUNDLE"',
          'pulumi preview --stack "$STACK"',
          'pulumi up --stack "$STACK"',
        ],
        decision: CLUSTER_DECIDES,
      },
    ],
    takeNow: {
      title: 'Take a snapshot',
      text: ['On one control plane.'],
      commands: ['sudo k3s etcd-snapshot save', 'sudo k3s etcd-snapshot list'],
    },
    needs: ['The token of k3s and its key for Secrets: the recovery bundle. They are not in the snapshot.'],
    wayBack: [
      {
        title: 'Put the old datastore back',
        text: [
          'k3s has put it aside under /var/lib/rancher/k3s/server/db as etcd-old-…, and rejoin as etcd-before-restore-…. Stop k3s everywhere, put that of one server back and rejoin the others.',
        ],
        commands: ['sudo ls -d /var/lib/rancher/k3s/server/db/etcd*'],
      },
    ],
  };
}
