/** Where the records of verdicts go and what signs them. */
export interface EvidencePlan {
  /** Store identity, `endpoint/bucket`. */
  readonly store: string;
  readonly profile: string;
  readonly endpoint?: string;
  readonly region?: string;
  readonly pathStyle: boolean;
  readonly bucket: string;
  /** Folder of all records in the bucket, without slashes at the ends; empty for the bucket itself. */
  readonly prefix: string;
  /** Whether the store can be told to refuse a put where the object exists. */
  readonly conditionalPut: boolean;
  /** Whether the store can keep versions, of which the oldest one counts. */
  readonly versioning: boolean;
  /** The lock that is asked for with every record. Absent: none, since the bucket has a rule of its own, or nothing locks. */
  readonly objectLock?: EvidenceLockPlan;
  /** The Secret, in the drill namespace, with keys that may put, get and list records, and nothing more. */
  readonly credentials: { readonly secret: string; readonly keys: Readonly<Record<string, string>> };
  /** The Secret, in the drill namespace, with the private key that signs. */
  readonly signingKey: { readonly secret: string; readonly key: string };
}

/** A lock that is asked for with a record (Amazon S3 User Guide, Object Lock). */
export interface EvidenceLockPlan {
  readonly mode: 'GOVERNANCE' | 'COMPLIANCE';
  /** Seconds from the moment of writing. */
  readonly retention: number;
}
