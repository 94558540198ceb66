import type { ProtectionPlan } from '../../plan';
import {
  drillNow,
  storeOutlivingRegion,
  type RunbookSection,
  type RunbookStep,
  type ScenarioProcedure,
} from '../../protection';
import { CLUSTER_DECIDES } from './etcd-steps';
import { k3sSteps } from './k3s-steps';
import { kubeadmSteps } from './kubeadm-steps';

/** What the section of EtcdSnapshots is made of. */
export interface EtcdRunbookInput {
  readonly plan: ProtectionPlan;
  readonly takenBy: 'k3s' | 'kubeadm';
  /** Folder of the certificates of etcd on control planes. */
  readonly certificates: string;
}

const LOSS =
  'Every change of the API server after the newest snapshot: at most the RPO while snapshots worked. No data of volumes is in it.';

/** What EtcdSnapshots say to each loss. */
export function etcdRunbook({ plan, takenBy, certificates }: EtcdRunbookInput): RunbookSection {
  const steps = takenBy === 'k3s' ? k3sSteps(plan) : kubeadmSteps(plan, certificates);
  const { bucket } = plan.backup.archive;
  const proven = [HEALTHY, ...drillNow(plan)];
  const cluster: ScenarioProcedure = {
    kind: 'procedure',
    summary:
      'A new control plane begins from the newest snapshot. Objects come back; volumes and databases follow, each by its own backup.',
    loss: LOSS,
    drilled: true,
    decides: CLUSTER_DECIDES,
    needs: ['The store of the snapshots can be reached.', ...steps.needs],
    steps: steps.beginFrom,
    verification: proven,
    wayBack: [
      {
        title: 'Begin anew',
        text: [
          'The snapshots are only read: delete the new servers and begin from an older one. Where everything is in Git, an empty cluster is a way too.',
        ],
        commands: [],
      },
    ],
  };
  return {
    layer: 'cluster-state',
    answers: {
      volume: {
        kind: 'procedure',
        summary: 'A member of etcd that has lost its data joins the others anew.',
        loss: 'Nothing, as long as more than half of the members have their data. With fewer, go back to a snapshot, as where data is wrong.',
        drilled: false,
        decides: 'whoever is on call',
        needs: ['More than half of the members run.'],
        steps: steps.replaceMember,
        verification: [HEALTHY],
        wayBack: [
          { title: 'None is needed', text: ['What is removed has lost its data already.'], commands: [] },
        ],
      },
      namespace: {
        kind: 'not-covered',
        because: 'A snapshot brings the state of the whole cluster back, never that of one namespace.',
        fix: 'Objects of a namespace come from Git; what is not in Git is covered by a NamespaceBackup.',
      },
      corruption: {
        kind: 'procedure',
        summary: 'The running cluster goes back to a snapshot before the wrong change.',
        loss: 'Every change after that snapshot, of the whole cluster. Objects whose volumes have gone since come back without them.',
        drilled: true,
        decides: CLUSTER_DECIDES,
        needs: ['What is wrong cannot be put right from Git: that costs less.', ...steps.needs],
        steps: steps.goBack,
        verification: proven,
        wayBack: steps.wayBack,
      },
      cluster,
      region: {
        ...cluster,
        loss: `${LOSS} From a copy, besides, what was not copied yet.`,
        needs: [storeOutlivingRegion(plan), ...steps.needs],
      },
      'object-store': {
        kind: 'procedure',
        summary: 'The cluster runs on. The bucket is made again, and a new snapshot is taken at once.',
        decides: 'the owner of the store',
        loss: 'No state, and every snapshot: until there is a new one, the loss of the control plane cannot be undone.',
        drilled: false,
        needs: ['The cluster runs.'],
        steps: [
          {
            title: 'Make the store again',
            text: [
              `The bucket ${bucket}, with the same versions and locks as before, and keys that may write there.`,
            ],
            commands: ['restorable plan'],
            decision: 'the owner of the store',
          },
          steps.takeNow,
        ],
        verification: drillNow(plan),
        wayBack: [
          {
            title: 'Should the old store come back',
            text: ['Keep it until the retention has passed.'],
            commands: [],
          },
        ],
      },
      git: {
        kind: 'no-loss',
        because: 'The state of the cluster is not in Git. It runs on, and snapshots go on.',
      },
    },
  };
}

const HEALTHY: RunbookStep = {
  title: 'The control plane is whole',
  text: ['Every node is Ready, and the namespaces are there that were expected.'],
  commands: ['kubectl get --raw "/readyz?verbose"', 'kubectl get nodes', 'kubectl get namespaces'],
};
