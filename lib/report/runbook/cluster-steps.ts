import { ARGO_CD_NAMESPACE, type Deliverer, type RunbookCluster, type RunbookStep } from '../../protection';

/** A Pulumi stack of the project. */
export interface RunbookStack {
  readonly name: string;
  readonly kind: string;
  /** Name of the Kubernetes cluster. @default - it belongs to all */
  readonly cluster?: string;
}

const KUSTOMIZATIONS = 'kustomizations.kustomize.toolkit.fluxcd.io';
const APPLICATIONS = 'applications.argoproj.io';
const DECIDES = 'whoever leads the incident';

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
          : 'The stack makes its servers again. Look at the preview before anything is replaced: what still runs of the lost cluster must not write to the stores of the backups any more.',
        'Give it a context of its own in kubectl, and use that from here on.',
      ],
      commands: [
        ...own.flatMap(({ name }) => [`pulumi preview --stack ${name}`, `pulumi up --stack ${name}`]),
        'kubectl get nodes',
      ],
      decision: DECIDES,
    },
  ];
}

/** Delivers the tree to a new cluster. */
export function deliverSteps(
  cluster: RunbookCluster,
  deliverer: Deliverer,
  stacks: readonly RunbookStack[],
): readonly RunbookStep[] {
  return deliverer.id === 'flux' ? fluxSteps(cluster, stacks) : argoSteps(cluster);
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
            'Set GIT_URL and GIT_BRANCH to the repository of this composition.',
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
        'Secrets that do not come from Git hold up what needs them; `restorable plan` lists them all, with who brings them.',
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
      text: [
        'Secrets that do not come from Git hold up what needs them; `restorable plan` lists them all, with who brings them.',
      ],
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

/** Makes the repository again from a clone, and keeps an empty one from pruning the cluster meanwhile. */
export function gitSteps(cluster: RunbookCluster, deliverer: Deliverer): readonly RunbookStep[] {
  const { source, deliveryNamespace: namespace, entry } = cluster;
  const repository = `gitrepository.source.toolkit.fluxcd.io ${source} --namespace ${namespace}`;
  const all = { folders: cluster.folders.map((name) => ({ name, namespace })), why: [] };
  const hold = (suspend: boolean): RunbookStep =>
    deliverer.id === 'flux'
      ? {
          title: suspend ? 'Suspend the source' : 'Resume the source',
          text: suspend
            ? [
                'At once: an empty repository under the old name would make Flux delete what it has delivered.',
              ]
            : ['Only once the files are those that were delivered last.'],
          commands: [
            `kubectl patch ${repository} --type merge --field-manager flux-client-side-apply --patch '{"spec":{"suspend":${String(suspend)}}}'`,
          ],
        }
      : deliverer.step({ ...all, change: suspend ? 'suspend' : 'resume' });
  const revisions =
    deliverer.id === 'flux'
      ? `kubectl get ${KUSTOMIZATIONS} --namespace ${namespace} --output custom-columns=NAME:.metadata.name,REVISION:.status.lastAppliedRevision`
      : `kubectl get ${APPLICATIONS} --namespace ${ARGO_CD_NAMESPACE} --output custom-columns=NAME:.metadata.name,REVISION:.status.sync.revision`;
  return [
    { ...hold(true), decision: DECIDES },
    {
      title: 'Find the newest clone',
      text: [
        'Every clone is a backup: those of people, of builds, of mirrors. Set REVISION to the commit that the cluster applied last, and look for a clone that has it.',
        'Files encrypted by SOPS come with it; the keys that decrypt them are not in Git and must be kept elsewhere.',
      ],
      commands: [
        revisions,
        'git fsck --full',
        'git cat-file -e "$REVISION^{commit}"',
        'git checkout "$REVISION"',
      ],
    },
    {
      title: 'Verify what it declares',
      text: ['The tree must be what the code composes, and what runs must be what the tree says.'],
      commands: ['restorable synth --check', `kubectl diff --kustomize ${entry}`],
    },
    {
      title: 'Make the repository again',
      text: [
        'Set GIT_URL to the new one and GIT_BRANCH to the branch that is delivered. Protect its branches as before, and give the cluster a key that may read it.',
      ],
      commands: ['git push "$GIT_URL" "$REVISION:refs/heads/$GIT_BRANCH"', 'git push "$GIT_URL" --tags'],
      decision: 'the owner of the repository',
    },
    hold(false),
  ];
}

function stacksOf(
  stacks: readonly RunbookStack[],
  kind: string,
  { name }: RunbookCluster,
): readonly RunbookStack[] {
  return stacks.filter((stack) => stack.kind === kind && (stack.cluster ?? name) === name);
}
