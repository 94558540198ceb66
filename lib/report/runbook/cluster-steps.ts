import { ARGO_CD_NAMESPACE, type Deliverer, type RunbookCluster, type RunbookStep } from '../../protection';

/** A Pulumi stack of the project. */
export interface RunbookStack {
  readonly name: string;
  readonly kind: string;
  /** Name of the Kubernetes cluster. @default - it belongs to all */
  readonly cluster?: string;
  /** Where it copies buckets to: the region for those that are not named, and single ones. @default - it copies none */
  readonly copies?: {
    readonly region?: string;
    readonly buckets: Readonly<Record<string, { readonly bucket?: string; readonly region: string }>>;
  };
}

/** Resources of what delivers. */
export const KUSTOMIZATIONS = 'kustomizations.kustomize.toolkit.fluxcd.io';
export const APPLICATIONS = 'applications.argoproj.io';

/** Who decides on the cluster and on what delivers to it. */
export const LEAD_DECIDES = 'whoever leads the incident';

/** Makes a cluster to recover to. */
export function newClusterSteps(
  cluster: RunbookCluster,
  stacks: readonly RunbookStack[],
): readonly RunbookStep[] {
  const own = stacksOf(stacks, 'cluster', cluster);
  return [
    {
      title: 'Make a new cluster',
      text: [
        own.length === 0
          ? 'Nothing in this project makes it: whoever made the lost one makes another, with the same storage classes and networks, in reach of the stores of the backups.'
          : 'The stack makes its servers again. Look at the preview before anything is replaced.',
        'What still runs of the lost cluster must not write any more, neither to its databases nor to the stores of the backups: switch it off, or take its keys of the stores away.',
        'Give it a context of its own in kubectl, and use that from here on.',
      ],
      commands: [
        ...own.flatMap(({ name }) => [`pulumi preview --stack ${name}`, `pulumi up --stack ${name}`]),
        'kubectl get nodes',
      ],
      decision: LEAD_DECIDES,
    },
  ];
}

/** Delivers the tree to a new cluster. */
export function deliverSteps(
  cluster: RunbookCluster,
  {
    deliverer,
    stacks,
    stateRestored,
  }: {
    readonly deliverer: Deliverer;
    readonly stacks: readonly RunbookStack[];
    /** Whether objects came back from a snapshot before. */
    readonly stateRestored: boolean;
  },
): readonly RunbookStep[] {
  const [deliver, ...others] = deliverer.id === 'flux' ? fluxSteps(cluster, stacks) : argoSteps(cluster);
  if (deliver === undefined) return others;
  const there = `${deliverer.name} and what it delivers came back with the state of the cluster. Look, and skip this step where they are there.`;
  return [
    stateRestored ? { ...deliver, text: [there, ...deliver.text] } : deliver,
    ...bringSecrets(cluster, stacks),
    ...others,
  ];
}

/** The Secrets that nothing in Git makes: what needs them waits until they are there. */
function bringSecrets({ secrets }: RunbookCluster, stacks: readonly RunbookStack[]): readonly RunbookStep[] {
  const byHand = secrets.filter(({ source }) => source.kind === 'existing' || source.kind === 'bootstrap');
  if (byHand.length === 0) return [];
  return [
    {
      title: 'Bring the Secrets that are not in Git',
      text: [
        `With the contents they had: a new password of a repository opens no backup.${stacks.some(({ kind }) => kind === 'platform') ? ' The platform stack makes those that it has values for.' : ''}`,
        ...byHand.map(
          ({ namespace, name, keys }) => `${namespace}/${name}: ${keys.map(({ key }) => key).join(', ')}.`,
        ),
      ],
      commands: byHand.map(({ namespace, name }) => `kubectl get secret ${name} --namespace ${namespace}`),
    },
  ];
}

function fluxSteps(cluster: RunbookCluster, stacks: readonly RunbookStack[]): readonly RunbookStep[] {
  const { entry, source, deliveryNamespace: namespace, decryption } = cluster;
  const own = stacksOf(stacks, 'platform', cluster);
  const secrets = decryption.map(({ name }) => name);
  const deliver: RunbookStep =
    own.length > 0
      ? {
          title: 'Deliver',
          text: [
            'The platform stack makes Flux, the namespaces and the Secrets that it was given values for.',
          ],
          commands: own.flatMap(({ name }) => [
            `pulumi preview --stack ${name}`,
            `pulumi up --stack ${name}`,
          ]),
        }
      : {
          title: 'Deliver',
          text: [
            'Set GIT_URL and GIT_BRANCH to the repository of this composition. Use a `flux` of the version that ran before. A private repository needs its key: `flux create secret git`, and --secret-ref.',
            ...(secrets.length === 0
              ? []
              : [
                  `Flux cannot decrypt what is in Git before ${secrets.join(', ')} is there: bring it first.`,
                ]),
          ],
          commands: [
            `flux install --namespace ${namespace}`,
            ...secrets.map((name) => `kubectl get secret ${name} --namespace ${namespace}`),
            `flux create source git ${source} --namespace ${namespace} --url "$GIT_URL" --branch "$GIT_BRANCH"`,
            `kubectl apply --kustomize ${entry}`,
          ],
        };
  return [
    deliver,
    {
      title: 'Wait for everything but the data',
      text: [
        'Folders come one after the other: namespaces and operators first. Those of databases wait for their recovery, which may take longer than this.',
      ],
      commands: [
        `kubectl get ${KUSTOMIZATIONS} --namespace ${namespace}`,
        ...cluster.folders
          .slice(0, 1)
          .map(
            (name) =>
              `kubectl wait --for=condition=Ready ${KUSTOMIZATIONS}/${name} --namespace ${namespace} --timeout 10m`,
          ),
        'restorable plan',
      ],
    },
  ];
}

function argoSteps({ folders }: RunbookCluster): readonly RunbookStep[] {
  return [
    {
      title: 'Deliver',
      text: [
        'Set ARGO_CD_MANIFEST to the pinned manifest of Argo CD, and ARGO_APPLICATIONS to the file with its project and the Application of Applications, both from the repository.',
        `This runbook takes for granted that each folder is an Application of the name of its Flux Kustomization, in ${ARGO_CD_NAMESPACE}: ${folders.join(', ')}.`,
      ],
      commands: [
        `kubectl get namespace ${ARGO_CD_NAMESPACE} || kubectl create namespace ${ARGO_CD_NAMESPACE}`,
        `kubectl apply --server-side --namespace ${ARGO_CD_NAMESPACE} --filename "$ARGO_CD_MANIFEST"`,
        `kubectl apply --namespace ${ARGO_CD_NAMESPACE} --filename "$ARGO_APPLICATIONS"`,
      ],
    },
    {
      title: 'Wait for everything but the data',
      text: ['Namespaces and operators come first. Databases wait for their recovery.'],
      commands: [
        `kubectl get ${APPLICATIONS} --namespace ${ARGO_CD_NAMESPACE}`,
        ...folders
          .slice(0, 1)
          .map(
            (name) =>
              `kubectl wait --for=jsonpath='{.status.health.status}'=Healthy ${APPLICATIONS}/${name} --namespace ${ARGO_CD_NAMESPACE} --timeout 10m`,
          ),
        'restorable plan',
      ],
    },
  ];
}

function stacksOf(
  stacks: readonly RunbookStack[],
  kind: string,
  { name }: RunbookCluster,
): readonly RunbookStack[] {
  return stacks.filter((stack) => stack.kind === kind && (stack.cluster ?? name) === name);
}
