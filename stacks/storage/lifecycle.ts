/** One rule of a lifecycle, as `s3.BucketLifecycleConfiguration` takes it. */
export interface LifecycleRule {
  readonly id: string;
  readonly status: 'Enabled';
  /** An empty prefix: every object. */
  readonly filter: { readonly prefix: string };
  readonly noncurrentVersionExpiration?: { readonly noncurrentDays: number };
  readonly expiration?: { readonly expiredObjectDeleteMarker: true };
  readonly abortIncompleteMultipartUpload?: { readonly daysAfterInitiation: number };
}

/** Days after which an upload that was never completed is removed: longer than any base backup takes. */
const UNFINISHED_UPLOAD_DAYS = 7;

/**
 * Lifecycle of a bucket: it removes old versions, markers with nothing behind them, and the pieces of unfinished uploads. It
 * never ends the life of a current object: only the tool that wrote a backup knows whether another one depends on it.
 *
 * @param oldVersions days that overwritten and deleted objects are kept
 */
export function lifecycleRules(oldVersions: number): readonly LifecycleRule[] {
  return [
    {
      id: 'old-versions',
      status: 'Enabled',
      filter: { prefix: '' },
      noncurrentVersionExpiration: { noncurrentDays: oldVersions },
      expiration: { expiredObjectDeleteMarker: true },
    },
    {
      id: 'unfinished-uploads',
      status: 'Enabled',
      filter: { prefix: '' },
      abortIncompleteMultipartUpload: { daysAfterInitiation: UNFINISHED_UPLOAD_DAYS },
    },
  ];
}
