import type { EvidencePlan } from '../plan';
import type { S3ClientOptions } from './s3-client';
import { S3EvidenceStore } from './s3-evidence-store';
import type { S3Credentials } from './signature-v4';

/** The place of evidence that a plan names, opened with credentials. @throws RestorableError `RST821` */
export function evidenceStoreOf(
  plan: EvidencePlan,
  credentials: S3Credentials,
  options: S3ClientOptions,
): S3EvidenceStore {
  const { endpoint, region, pathStyle, bucket, prefix, conditionalPut, versioning, objectLock } = plan;
  return S3EvidenceStore.of({
    ...options,
    bucket: {
      ...(endpoint !== undefined && { endpoint }),
      ...(region !== undefined && { region }),
      pathStyle,
      bucket,
    },
    prefix,
    credentials,
    conditionalPut,
    versioning,
    ...(objectLock !== undefined && { objectLock }),
  });
}
