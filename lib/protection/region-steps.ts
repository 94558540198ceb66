import type { ProtectionPlan } from '../plan';
import type { RunbookStep } from './runbook-section';

/** What must be there after the loss of a region. One sentence each. */
export function storeOutlivingRegion({ backup: { archive } }: ProtectionPlan): string {
  return `A store that outlives the region: another one than the lost, or a copy of the bucket ${archive.bucket} elsewhere. The composition does not say whether there is one; a storage stack beside it does, and the copies it makes are named above. Without one this loss is not covered.`;
}

/** Has the composition read a copy of the bucket, where the bucket itself is lost. */
export function pointAtCopy({ backup: { archive } }: ProtectionPlan): RunbookStep {
  const region = archive.region === undefined ? 'no region that is known here' : `region ${archive.region}`;
  return {
    title: 'Point the composition at the copy',
    text: [
      `The bucket ${archive.bucket} stands in ${region}. Where that still answers, skip this step. Otherwise the store becomes that of the copy, with its endpoint, bucket and region, and its credentials get keys of the copy.`,
    ],
    commands: ['restorable plan', 'restorable synth --check'],
    decision: 'the owner of the data and whoever leads the incident, together',
  };
}
