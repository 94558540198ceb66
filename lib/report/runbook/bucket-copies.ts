import type { ProtectionPlan } from '../../plan';
import type { RunbookStack } from './cluster-steps';

/** A bucket of backups, and the copy of it that a stack makes. */
export interface BucketCopy {
  readonly bucket: string;
  readonly copy: string;
  readonly region: string;
  /** Name of the stack. */
  readonly stack: string;
}

/** Copies of the buckets of protections, by bucket. */
export function copiesOf(
  protections: readonly ProtectionPlan[],
  stacks: readonly RunbookStack[],
): readonly BucketCopy[] {
  const buckets = [...new Set(protections.map(({ backup }) => backup.archive.bucket))].sort();
  return buckets.flatMap((bucket) =>
    stacks.flatMap(({ name: stack, copies }): readonly BucketCopy[] => {
      const own = copies?.buckets[bucket];
      const region = own?.region ?? copies?.region;
      // A copy without a name of its own is called so by the storage stack (`stacks/storage/bucket-design.ts`).
      return region === undefined
        ? []
        : [{ bucket, copy: own?.bucket ?? `${bucket}-replica`, region, stack }];
    }),
  );
}
