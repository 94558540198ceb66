/** How long written objects cannot be deleted or overwritten by anybody. */
export interface BucketLock {
  /** `GOVERNANCE`: a right of its own can end the lock. `COMPLIANCE`: nobody can, the root of the account included. */
  readonly mode: 'GOVERNANCE' | 'COMPLIANCE';
  /** Days from the moment of writing, 1 or more. */
  readonly days: number;
}

/** How a bucket is made. */
export interface BucketSettings {
  /**
   * `kms`: with a key of its own that is rotated every year. `aes256`: with keys of S3.
   *
   * @default 'kms'
   */
  readonly encryption?: 'kms' | 'aes256';
  /**
   * Lock of every object; `none` for no lock.
   *
   * @default - backups: governance mode for as long as the composition keeps them; evidence: compliance mode for as long as
   *   the composition asks for, or a year; buckets k3s writes to: none
   */
  readonly lock?: BucketLock | 'none';
  /**
   * Days that overwritten and deleted objects are kept, 1 or more, longer than the lock. Current objects never expire.
   *
   * @default - a day longer than the lock, 30 without one
   */
  readonly oldVersions?: number;
  /** Copy in another region. @default - none */
  readonly replica?: ReplicaSettings;
}

/** The copy of a bucket in another region. */
export interface ReplicaSettings {
  readonly region: string;
  /** Name of the bucket. @default - the name of the source and `-replica` */
  readonly bucket?: string;
  /** Lock of every copied object; `none` for no lock. @default - that of the source, 30 days of governance if it has none */
  readonly lock?: BucketLock | 'none';
}
