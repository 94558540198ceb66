import { ETCD_CONTAINER } from '../../lib/etcd/drill/scratch-container';
import type { ApiClient } from '../kubernetes';
import { resourcesOf, type Pod } from '../drill/objects';

/** What the container of the scratch etcd did. */
export interface ContainerView {
  readonly restarts: number;
  /** Why it ended the last time, for example `OOMKilled`. @default - it has not ended */
  readonly reason?: string;
  readonly exitCode?: number;
}

/** Looks at the container beside the runner. Undefined where the API server does not tell. */
export type LookAtContainer = (signal: AbortSignal) => Promise<ContainerView | undefined>;

/** Label of the pods of a Job with its name (Kubernetes 1.27 and newer). */
const JOB_LABEL = 'batch.kubernetes.io/job-name';

/** Looks by the API server at the pod of a Job: its name is too long to be that of the host. */
export function watchContainer(client: ApiClient, namespace: string, job: string): LookAtContainer {
  return async (signal) => {
    try {
      const selection = { labels: `${JOB_LABEL}=${job}` };
      const { items } = await client.list(resourcesOf(namespace).pods, selection, signal);
      const statuses = items.flatMap((item) => (item as Pod).status?.initContainerStatuses ?? []);
      const found = statuses.find(({ name }) => name === ETCD_CONTAINER);
      if (found === undefined) return undefined;
      const { reason, exitCode } = (found.state?.terminated ?? found.lastState?.terminated) || {};
      return {
        restarts: found.restartCount,
        ...(reason !== undefined && { reason }),
        ...(exitCode !== undefined && { exitCode }),
      };
    } catch {
      // It explains what is seen otherwise, and decides nothing.
      signal.throwIfAborted();
      return undefined;
    }
  };
}
