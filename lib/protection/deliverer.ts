import type { RecoveryStep } from './recovery';
import type { Delivery } from './runbook-section';

/** A folder of the repository and the object that delivers it: a Flux Kustomization, or an Argo CD Application of its name. */
export interface DeliveredFolder {
  readonly name: string;
  /** Namespace of the Kustomization. Applications stand in Argo CD's. */
  readonly namespace: string;
}

/** What delivers the tree from Git to the cluster. */
export interface Deliverer {
  readonly id: 'flux' | 'argocd';
  /** For people. */
  readonly name: string;
  /** Holds the delivery of folders, lets it go on as it was before, or has them delivered at once. */
  step(delivery: Delivery): RecoveryStep;
}

const KUSTOMIZATION = 'kustomization.kustomize.toolkit.fluxcd.io';

/** Flux: each folder is a Kustomization that is suspended, resumed and reconciled. */
export const FLUX: Deliverer = {
  id: 'flux',
  name: 'Flux',
  step: (delivery) => ({
    title: { suspend: 'Suspend Flux', resume: 'Resume Flux', deliver: 'Have Flux deliver' }[delivery.change],
    text: [
      ...(delivery.change === 'suspend'
        ? ['Otherwise Flux undoes by and by what is done here by hand.']
        : []),
      ...delivery.why,
    ],
    commands: delivery.folders.flatMap((folder) => fluxCommands(delivery.change, folder)),
    delivery,
  }),
};

function fluxCommands(change: Delivery['change'], { name, namespace }: DeliveredFolder): readonly string[] {
  if (change !== 'deliver') {
    const patch = `{"spec":{"suspend":${String(change === 'suspend')}}}`;
    // Flux undoes changes by other field managers of kubectl (Flux documentation, "Kustomization", "Controlling the apply behavior").
    return [
      `kubectl patch ${KUSTOMIZATION} ${name} --namespace ${namespace} --type merge --field-manager flux-client-side-apply --patch '${patch}'`,
    ];
  }
  // Flux reconciles an object whose annotation changes (Flux documentation, "Kustomization", "Triggering a reconcile").
  return [
    `kubectl annotate ${KUSTOMIZATION} ${name} --namespace ${namespace} --overwrite --field-manager flux-client-side-apply reconcile.fluxcd.io/requestedAt="$(date +%s)"`,
    `kubectl wait --for=condition=Ready ${KUSTOMIZATION}/${name} --namespace ${namespace} --timeout 10m`,
  ];
}

/** Namespace in which Argo CD is installed by default (Argo CD documentation, "Getting Started"). */
export const ARGO_CD_NAMESPACE = 'argocd';

/** Argo CD: each folder is an Application whose automated sync is taken off, and put back as it was. */
export const ARGO_CD: Deliverer = {
  id: 'argocd',
  name: 'Argo CD',
  step: (delivery) => ({
    title: {
      suspend: 'Switch the automated sync off',
      resume: 'Switch the automated sync on again',
      deliver: 'Have Argo CD sync',
    }[delivery.change],
    text: [
      ...(delivery.change === 'suspend'
        ? [
            'Otherwise Argo CD undoes by and by what is done here by hand. An Application of Applications puts the sync policy of its children back: do the same to it first.',
          ]
        : []),
      ...delivery.why,
    ],
    commands: delivery.folders.flatMap(({ name }) => argoCommands(delivery.change, name)),
    delivery,
  }),
};

function argoCommands(change: Delivery['change'], name: string): readonly string[] {
  const application = `application.argoproj.io ${name} --namespace ${ARGO_CD_NAMESPACE}`;
  const file = `sync-policy-${name}.json`;
  switch (change) {
    // `spec.syncPolicy.automated` (Argo CD documentation, "Automated Sync Policy").
    case 'suspend':
      return [
        `kubectl get ${application} --output json | jq '{spec: {syncPolicy: {automated: .spec.syncPolicy.automated}}}' > ${file}`,
        `kubectl patch ${application} --type merge --patch '{"spec":{"syncPolicy":{"automated":null}}}'`,
      ];
    case 'resume':
      return [`kubectl patch ${application} --type merge --patch-file ${file}`];
    // Argo CD documentation, "Sync Applications with Kubectl".
    case 'deliver':
      return [
        `kubectl patch ${application} --type merge --patch '{"operation":{"initiatedBy":{"username":"runbook"},"sync":{}}}'`,
        `kubectl wait --for=jsonpath='{.status.sync.status}'=Synced application.argoproj.io/${name} --namespace ${ARGO_CD_NAMESPACE} --timeout 10m`,
      ];
  }
}

/** Every deliverer, by what the command line calls it. */
export const DELIVERERS: Readonly<Record<Deliverer['id'], Deliverer>> = { flux: FLUX, argocd: ARGO_CD };
