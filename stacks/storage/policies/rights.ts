import { policyOf, type PolicyDocument, type PolicyStatement } from './document';

/** What the holder of a key is: a writer, a drill, a reader of archives of others, or a writer of evidence. */
export type IdentityRights = 'write' | 'drill' | 'read' | 'append';

/** The tool that uses a key. `other` is any tool with the S3 API. */
export type StorageTool = 'cloudnative-pg' | 'velero' | 'k3s' | 'evidence' | 'other';

/** The place that rights are for. */
export interface RightsPlace {
  readonly bucketArn: string;
  /** Prefixes below the bucket, without slashes at the ends; empty for the bucket itself. */
  readonly prefixes: readonly string[];
  /** Key the bucket is encrypted with. @default - none: keys of S3 */
  readonly kmsKeyArn?: string;
}

/**
 * The least rights that a tool needs in its prefixes, as a policy of IAM. Nobody gets a right to versions (deleting them,
 * or going around their lock) or to settings of the bucket: what a stolen key deletes stays as an older version.
 */
export function rightsPolicy(rights: IdentityRights, tool: StorageTool, place: RightsPlace): PolicyDocument {
  return policyOf(...STATEMENTS[rights](place, tool), ...keyUse(place, rights, tool));
}

const STATEMENTS: Readonly<
  Record<IdentityRights, (place: RightsPlace, tool: StorageTool) => readonly PolicyStatement[]>
> = {
  write: (place, tool) => [...listing(place), onObjects('Write', place, WRITES[tool])],
  drill: (place, tool) => [...reading(place), ...(tool === 'velero' ? veleroDrillWrites(place) : [])],
  read: reading,
  append: appending,
};

const UPLOADS = ['s3:AbortMultipartUpload', 's3:ListMultipartUploadParts'];

/**
 * What writers do to objects.
 *
 * - `cloudnative-pg`: Barman deletes what its retention policy has outlived. It must not be able to read locks
 *   (`GetObjectRetention`): it then refuses to delete what is locked and reports an error, instead of marking it as
 *   deleted (barman-cloud, `_check_object_lock`). Tags only where they are set (`PutObjectTagging`).
 * - `velero`: as in the documentation of velero-plugin-for-aws.
 * - `k3s`: it prunes its own snapshots; metadata lies in a folder below them.
 * - `evidence`: it never gets this far: evidence is appended.
 */
const WRITES: Readonly<Record<StorageTool, readonly string[]>> = {
  'cloudnative-pg': ['s3:GetObject', 's3:PutObject', 's3:PutObjectTagging', 's3:DeleteObject', ...UPLOADS],
  velero: ['s3:GetObject', 's3:PutObject', 's3:PutObjectTagging', 's3:DeleteObject', ...UPLOADS],
  k3s: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', ...UPLOADS],
  evidence: ['s3:GetObject', 's3:PutObject'],
  other: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', ...UPLOADS],
};

function reading(place: RightsPlace): readonly PolicyStatement[] {
  return [...listing(place), onObjects('Read', place, ['s3:GetObject'])];
}

/**
 * Listing below the prefixes, and requests that name none: tools ask first whether the bucket exists (k3s, Barman), and
 * are told that an object is missing rather than forbidden only with this right (Amazon S3 API, HeadBucket and
 * HeadObject). They can then learn the names of other objects of the bucket; they can read none of them.
 */
function listing(place: RightsPlace): readonly PolicyStatement[] {
  const statement = { Effect: 'Allow', Action: ['s3:ListBucket'], Resource: [place.bucketArn] } as const;
  if (place.prefixes.includes('')) return [{ Sid: 'List', ...statement }];
  return [
    { Sid: 'List', ...statement, Condition: { StringLike: { 's3:prefix': below(place.prefixes) } } },
    { Sid: 'BucketExists', ...statement, Condition: { Null: { 's3:prefix': 'true' } } },
  ];
}

/**
 * What a restore by Velero writes, as it was traced: results of restores, and the pieces by which kopia compacts the
 * index of a repository with many of them; with less, restores end as PartiallyFailed or cannot be deleted. The data of
 * backups is never written.
 */
function veleroDrillWrites(place: RightsPlace): readonly PolicyStatement[] {
  const at = (suffixes: readonly string[]) =>
    place.prefixes.flatMap((prefix) =>
      suffixes.map((suffix) => `${place.bucketArn}/${inside(prefix)}${suffix}`),
    );
  const allow = (Sid: string, Action: readonly string[], Resource: readonly string[]): PolicyStatement => {
    return { Sid, Effect: 'Allow', Action, Resource };
  };
  return [
    allow('RestoreResults', ['s3:PutObject', 's3:DeleteObject'], at(['restores/*'])),
    allow('KopiaIndex', ['s3:PutObject'], at(['kopia/*/q*', 'kopia/*/x*', 'kopia/*/s*', 'kopia/*/_log_*'])),
    allow('KopiaSessions', ['s3:DeleteObject'], at(['kopia/*/s*'])),
  ];
}

/**
 * Putting, reading and listing records, older versions included, since the oldest one counts. Deleting is impossible, and
 * overwriting leaves the record that was there. The lock of a record may be asked for with it, never shortened: in
 * compliance mode nobody can (Amazon S3 User Guide, Object Lock).
 */
function appending(place: RightsPlace): readonly PolicyStatement[] {
  const { bucketArn, prefixes } = place;
  const whole = prefixes.includes('');
  return [
    {
      Sid: 'List',
      Effect: 'Allow',
      Action: ['s3:ListBucket', 's3:ListBucketVersions'],
      Resource: [bucketArn],
      ...(!whole && { Condition: { StringLike: { 's3:prefix': below(prefixes) } } }),
    },
    onObjects('Append', place, [
      's3:GetObject',
      's3:GetObjectVersion',
      's3:PutObject',
      's3:PutObjectRetention',
    ]),
  ];
}

function onObjects(Sid: string, place: RightsPlace, Action: readonly string[]): PolicyStatement {
  return {
    Sid,
    Effect: 'Allow',
    Action,
    Resource: below(place.prefixes).map((path) => `${place.bucketArn}/${path}`),
  };
}

/** Whoever puts needs data keys, and decrypts the parts of an upload to complete it (Amazon S3 User Guide, SSE-KMS). */
function keyUse(
  { kmsKeyArn }: RightsPlace,
  rights: IdentityRights,
  tool: StorageTool,
): readonly PolicyStatement[] {
  if (kmsKeyArn === undefined) return [];
  const writes = rights === 'write' || rights === 'append' || (rights === 'drill' && tool === 'velero');
  const Action = writes ? ['kms:Decrypt', 'kms:GenerateDataKey'] : ['kms:Decrypt'];
  return [{ Sid: 'Encrypt', Effect: 'Allow', Action, Resource: [kmsKeyArn] }];
}

function below(prefixes: readonly string[]): readonly string[] {
  return prefixes.map((prefix) => `${inside(prefix)}*`);
}

function inside(prefix: string): string {
  return prefix === '' ? '' : `${prefix}/`;
}
