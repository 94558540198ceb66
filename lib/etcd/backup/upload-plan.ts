import type { ArchivePlan } from '../../plan';

/** Variable of the container that uploads a snapshot, with its plan as JSON. It makes the runner upload instead of drill. */
export const UPLOAD_VARIABLE = 'RESTORABLE_ETCD_UPLOAD';

/** What is uploaded, and where to. Plain data. */
export interface UploadPlan {
  /** File of the snapshot. */
  readonly file: string;
  /** Snapshots are called `<name>-<Unix seconds>.db`. */
  readonly name: string;
  readonly archive: ArchivePlan;
  /** Whether the store can be told to refuse a put where the object exists. */
  readonly conditionalPut: boolean;
  readonly credentials: { readonly folder: string; readonly keys: Readonly<Record<string, string>> };
}
