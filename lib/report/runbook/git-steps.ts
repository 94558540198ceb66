import { ARGO_CD_NAMESPACE, type Deliverer, type RunbookCluster, type RunbookStep } from '../../protection';
import { APPLICATIONS, KUSTOMIZATIONS, LEAD_DECIDES } from './cluster-steps';

/** Makes the repository again from a clone, and keeps an empty one from pruning the cluster meanwhile. */
export function gitSteps(cluster: RunbookCluster, deliverer: Deliverer): readonly RunbookStep[] {
  return [
    { ...hold(cluster, deliverer, true), decision: LEAD_DECIDES },
    {
      title: 'Find the newest clone',
      text: [
        'Every clone is a backup: those of people, of builds, of mirrors. Set REVISION to the commit that the cluster applied last, the part after sha1: where there is one, and go into a clone that has it. Where that commit is one that nobody made, take the last one before it.',
        'Files encrypted by SOPS come with it; the keys that decrypt them are not in Git and must be kept elsewhere.',
      ],
      commands: [
        revisions(cluster, deliverer),
        'git fsck --full',
        'git cat-file -e "$REVISION^{commit}"',
        'git log --max-count 5 --format=fuller "$REVISION"',
        'git checkout "$REVISION"',
      ],
    },
    {
      title: 'Verify what it declares',
      text: [
        `The tree must be what the code composes, and what ${deliverer.name} was told must be what the tree says: neither command shows a difference.`,
      ],
      commands: ['restorable synth --check', `kubectl diff --kustomize ${cluster.entry}`],
    },
    {
      title: 'Make the repository again',
      text: [
        'Set GIT_URL to the new one and GIT_BRANCH to the branch that is delivered. Protect its branches as before, and give the cluster a key that may read it.',
      ],
      commands: [
        'git push "$GIT_URL" "$REVISION:refs/heads/$GIT_BRANCH"',
        'git push "$GIT_URL" --tags',
        ...readFrom(cluster, deliverer),
      ],
      decision: 'the owner of the repository',
    },
    hold(cluster, deliverer, false),
    {
      title: 'Verify',
      text: [
        'Everything has applied the commit again, and nothing was deleted. The way back: hold the delivery as in the first step; what runs goes on without Git.',
      ],
      commands: [revisions(cluster, deliverer), 'kubectl get namespaces'],
    },
  ];
}

/** What the cluster was told last: the name of the repository stays, its address may not. */
function readFrom(
  { source, deliveryNamespace, folders }: RunbookCluster,
  { id }: Deliverer,
): readonly string[] {
  return id === 'flux'
    ? [
        `kubectl patch gitrepository.source.toolkit.fluxcd.io ${source} --namespace ${deliveryNamespace} --type merge --field-manager flux-client-side-apply --patch "{\"spec\":{\"url\":\"$GIT_URL\"}}"`,
      ]
    : folders.map(
        (name) =>
          `kubectl patch application.argoproj.io ${name} --namespace ${ARGO_CD_NAMESPACE} --type merge --patch "{\"spec\":{\"source\":{\"repoURL\":\"$GIT_URL\"}}}"`,
      );
}

function revisions({ deliveryNamespace }: RunbookCluster, { id }: Deliverer): string {
  return id === 'flux'
    ? `kubectl get ${KUSTOMIZATIONS} --namespace ${deliveryNamespace} --output custom-columns=NAME:.metadata.name,REVISION:.status.lastAppliedRevision`
    : `kubectl get ${APPLICATIONS} --namespace ${ARGO_CD_NAMESPACE} --output custom-columns=NAME:.metadata.name,REVISION:.status.sync.revision`;
}

function hold(cluster: RunbookCluster, deliverer: Deliverer, suspend: boolean): RunbookStep {
  const { source, deliveryNamespace: namespace, folders } = cluster;
  if (deliverer.id !== 'flux')
    return deliverer.step({
      folders: folders.map((name) => ({ name, namespace })),
      why: [],
      change: suspend ? 'suspend' : 'resume',
    });
  return {
    title: suspend ? 'Suspend the source' : 'Resume the source',
    text: suspend
      ? ['At once: an empty repository under the old name would make Flux delete what it has delivered.']
      : ['Only once the files are those that were delivered last.'],
    commands: [
      `kubectl patch gitrepository.source.toolkit.fluxcd.io ${source} --namespace ${namespace} --type merge --field-manager flux-client-side-apply --patch '{"spec":{"suspend":${String(suspend)}}}'`,
    ],
  };
}
