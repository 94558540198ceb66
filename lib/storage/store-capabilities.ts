/** Encryption at rest that a client can ask for with headers of the S3 API. Barman can ask for the first two. */
export type ServerSideEncryption = 'AES256' | 'aws:kms' | 'SSE-C';

/** What a store can and cannot do, as far as backups and drills depend on it. */
export interface StoreCapabilities {
  /**
   * Whether clients may send the checksums that AWS SDKs add by default since boto3 1.36, or only those an operation
   * requires. Stores other than AWS refuse the default ones in one way or another (plugin-barman-cloud issue 393,
   * cloudnative-pg issues 7715 and 8427).
   */
  readonly checksums: 'default' | 'when-required';
  /** Whether objects can be tagged. Barman tags uploads if asked to (`tags`, `historyTags`). */
  readonly tagging: boolean;
  /**
   * How objects can be locked.
   *
   * - `per-version`: a new version can be written while old ones are locked; deleting adds a marker, and space is freed
   *   only once a lifecycle rule removes old versions.
   * - `bucket-rules`: rules refuse to overwrite and to delete, by anybody, lifecycle rules included. Tools that rewrite
   *   a file fail under such a rule: Barman (`backup.info`, barman issue 1195), Velero (`velero-backup.json`).
   * - `none`: nothing can be locked.
   */
  readonly objectLock: 'per-version' | 'bucket-rules' | 'none';
  /** Whether overwritten and deleted objects can be kept as versions. */
  readonly versioning: boolean;
  /** Encryption that a client may ask for; anything else is refused by the store. */
  readonly serverSideEncryption: readonly ServerSideEncryption[];
  /** Whether the parts of one upload may differ in length. Barman's snappy compression of base backups needs it. */
  readonly streamedMultipart: boolean;
  /** Whether long-lived keys can be confined to a prefix of a bucket. */
  readonly prefixScopedKeys: boolean;
  /** Whether long-lived keys can be confined to one bucket. */
  readonly bucketScopedKeys: boolean;
  /** Whether keys can be confined to listing and reading. Drills need one. */
  readonly readOnlyKeys: boolean;
  /** Whether keys can put objects and delete none. */
  readonly putOnlyKeys: boolean;
  /** Whether a put can be refused if the object exists (`If-None-Match: *`). */
  readonly conditionalPut: boolean;
}
