import type { Host } from '../host';
import type { Kubectl } from './kubectl';

/** What a command on a cluster is carried out with. */
export interface ClusterSession {
  readonly kubectl: Kubectl;
  readonly host: Host;
  readonly now: () => Date;
}
