import { writeManifests, type RunbookStep } from '../../protection';
import type { RecoverySteps } from '../recovery/recovery-steps';
import type { PostgresRunbookInput } from './runbook-input';

/** A recovery to the end of the archive, in the place of the old Cluster. */
export interface InPlaceSteps {
  readonly steps: RecoverySteps;
  /** Manifests, hold of the delivery, and the end of writing. */
  readonly beforeRecovery: readonly RunbookStep[];
}

/** The steps of a recovery in the place of the old Cluster. */
export function inPlaceSteps({ plan, steps: stepsOf }: PostgresRunbookInput): InPlaceSteps {
  const { name, namespace } = plan;
  const steps = stepsOf({ name, namespace });
  return { steps, beforeRecovery: [writeManifests(plan, { name }), steps.suspend, steps.stopWriting] };
}
