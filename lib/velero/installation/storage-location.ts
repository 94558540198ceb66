import type { BackupStorageLocation } from '../../kubernetes/generated/velero.io/v1';
import { managedLabels } from '../../kubernetes/labels';
import type { Archive, BackupStore, ServerSideEncryption } from '../../storage';
import type { VeleroCredentials } from './velero-props';

/** What a BackupStorageLocation is made of. */
export interface StorageLocationInput {
  readonly name: string;
  readonly namespace: string;
  readonly archive: Archive;
  readonly credentials: VeleroCredentials;
  readonly access: 'ReadWrite' | 'ReadOnly';
  /** @default - that of the store */
  readonly encryption?: Exclude<ServerSideEncryption, 'SSE-C'>;
  readonly kmsKeyId?: string;
  readonly customerKey?: { readonly secret: string; readonly key: string };
}

/**
 * A BackupStorageLocation (velero.io/v1). Configuration is text throughout, and holds no key that the AWS plugin does not
 * know: one makes the location Unavailable (velero-plugin-for-aws 1.14, `object_store.go`).
 */
export function storageLocation(input: StorageLocationInput): BackupStorageLocation {
  const { archive, credentials } = input;
  const { store, prefix } = archive;
  const authority = store.certificateAuthority?.tryKeyRef('certificates');
  // A role is of the ServiceAccount, and needs no Secret.
  const file = 'roleArn' in credentials ? undefined : credentials.tryKeyRef('credentialsFile');
  return {
    apiVersion: 'velero.io/v1',
    kind: 'BackupStorageLocation',
    metadata: { name: input.name, namespace: input.namespace, labels: managedLabels() },
    spec: {
      provider: 'aws',
      default: true,
      accessMode: input.access,
      objectStorage: {
        bucket: store.bucket,
        ...(prefix !== '' && { prefix }),
        ...(authority !== undefined && { caCertRef: { name: authority.name, key: authority.key } }),
      },
      config: configOf(store, input),
      ...(file !== undefined && { credential: { name: file.name, key: file.key } }),
    },
  };
}

/** Why the plugin refuses what is said of encryption, which makes the location Unavailable; undefined where it takes it. */
export function encryptionProblem(
  store: BackupStore,
  {
    encryption,
    kmsKeyId,
    customerKey,
  }: Pick<StorageLocationInput, 'encryption' | 'kmsKeyId' | 'customerKey'>,
): string | undefined {
  if (kmsKeyId !== undefined && customerKey !== undefined)
    return 'a key of KMS and a key of the customer exclude each other';
  if (kmsKeyId !== undefined && (encryption ?? store.defaultEncryption) !== 'aws:kms')
    return 'a key of KMS is only for aws:kms';
  return undefined;
}

/** Whether the store is told by the plugin's checksums; else they are switched off. MinIO takes them (seen). */
export function takesChecksums(store: BackupStore): boolean {
  return store.capabilities.checksums === 'default' || store.profile === 'minio';
}

function configOf(store: BackupStore, input: StorageLocationInput): Record<string, string> {
  const { encryption = store.defaultEncryption, kmsKeyId, customerKey } = input;
  return {
    // The SDK of the plugin wants a region also where the store takes any.
    region: store.region ?? 'us-east-1',
    ...(store.endpoint !== undefined && { s3Url: store.endpoint }),
    ...(store.pathStyle && { s3ForcePathStyle: 'true' }),
    checksumAlgorithm: takesChecksums(store) ? 'CRC32' : '',
    ...(encryption !== undefined && encryption !== 'SSE-C' && { serverSideEncryption: encryption }),
    ...(kmsKeyId !== undefined && { kmsKeyId }),
    ...(customerKey !== undefined && {
      customerKeyEncryptionSecret: `${customerKey.secret}/${customerKey.key}`,
    }),
  };
}
