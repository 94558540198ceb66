import type { LossScenario } from '../../protection';

/** What a loss is called in headings, and how it is recognised. */
export const SCENARIOS: Readonly<Record<LossScenario, { readonly title: string; readonly seen: string }>> = {
  volume: {
    title: 'A pod or a volume is lost',
    seen: 'pods do not start, a claim is gone, or its volume cannot be mounted or read',
  },
  namespace: {
    title: 'A namespace is lost',
    seen: 'the namespace is gone, or what was in it',
  },
  corruption: {
    title: 'Data is wrong',
    seen: 'everything runs, and somebody or something has deleted or changed what it should not have',
  },
  cluster: {
    title: 'The whole cluster is lost',
    seen: 'the API server does not come back, or nobody trusts the cluster any more',
  },
  region: {
    title: 'The region is lost',
    seen: 'the cluster and perhaps the store of the backups cannot be reached, for longer than is promised',
  },
  'object-store': {
    title: 'The object store of the backups is lost',
    seen: 'backups fail, and the bucket or what was in it is gone',
  },
  git: {
    title: 'The Git repository is lost',
    seen: 'the repository is gone, empty, or holds what nobody has committed',
  },
};
