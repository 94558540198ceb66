import type { ProtectionPlan } from '../../plan';
import type { DeliveredFolder, RecoveryRequest, RunbookStep, SuppliedSecret } from '../../protection';
import type { RecoverySteps } from '../recovery/recovery-steps';

/** What the section of a PostgresCluster is made of. */
export interface PostgresRunbookInput {
  readonly plan: ProtectionPlan;
  readonly instances: number;
  readonly database: string;
  readonly walVolume: boolean;
  /** The ObjectStore of its archive; undefined where the operator archives by itself. */
  readonly objectStore: string | undefined;
  /** The steps of `restorable recover`. */
  readonly steps: (request: Omit<RecoveryRequest, 'annotations'>) => RecoverySteps;
  /** The folder that delivers it. */
  readonly folders: readonly DeliveredFolder[];
  /** The folder with its Namespace; undefined: somebody else makes it. */
  readonly namespaces: DeliveredFolder | undefined;
  readonly secrets: readonly SuppliedSecret[];
}

/** Resource of CloudNativePG Clusters. */
export const CLUSTER = 'cluster.postgresql.cnpg.io';

/** Who decides where data may be lost. */
export const OWNER_DECIDES = 'the owner of the data and whoever leads the incident, together';

/** What shows, in the end, that what was recovered is itself protected. */
export function proofOfNewBackup(id: string): readonly RunbookStep[] {
  return [
    {
      title: 'Prove the new backup',
      text: [
        'A recovered database is as safe as its own backup. The recovery is done when a drill of the new archive has passed.',
      ],
      commands: [
        `restorable backup run ${id}`,
        `restorable backup status ${id}`,
        `restorable drill run ${id}`,
      ],
    },
  ];
}
