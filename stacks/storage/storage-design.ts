import { problem, stacksPlatformProblems, type Problem } from '../../lib/core/problems';
import type { RequiredSecretKey } from '../../lib/plan';
import { valuesFor } from '../plan/secret-values';
import { storesOfPlan, type PlannedStore } from '../plan/stores-of-plan';
import type { BackupStorageArgs } from './backup-storage-args';
import { designBucket, type BucketDesign } from './bucket-design';
import { identitiesOf, type StorageIdentity } from './identities';
import { providerLimits } from './provider-limits';

/** Everything that backup storage is made of, before anything is made. */
export interface StorageDesign {
  /** Buckets in AWS, by identity of their store. */
  readonly buckets: ReadonlyMap<string, BucketDesign>;
  /** Identities in AWS that get a key. */
  readonly identities: readonly StorageIdentity[];
  /** Identities whose keys are given. */
  readonly foreign: readonly StorageIdentity[];
  /** Stores of the plan by identity. */
  readonly stores: ReadonlyMap<string, PlannedStore>;
  readonly problems: readonly Problem[];
}

/** Hosts in the identities of buckets in Amazon S3: names of buckets are unique in a partition, whatever their region. */
const AWS_HOSTS = ['s3.amazonaws.com', 's3.amazonaws.com.cn'];

/** Whether a store, by its identity, is in AWS. */
export function isInAws(store: string): boolean {
  return AWS_HOSTS.includes(store.split('/')[0] ?? '');
}

/** Designs buckets and identities for a plan, and tells everything that is wrong with the arguments. */
export function designStorage(args: BackupStorageArgs): StorageDesign {
  const { identities, problems } = identitiesOf(args.plan, args.etcdSnapshots);
  const stores = withEtcdStores(args);
  const inAws = [...stores.values()].filter(({ id }) => isInAws(id));
  const designs = inAws.map((store) => [store.id, designOf(store, args)] as const);
  const foreign = identities.filter(({ store }) => !isInAws(store));
  return {
    buckets: new Map(designs.map(([id, { design }]) => [id, design])),
    identities: identities.filter(({ store }) => isInAws(store)),
    foreign,
    stores,
    problems: [
      ...problems,
      ...designs.flatMap(([, { problems: wrong }]) => wrong),
      ...unknownBuckets(args, inAws),
      ...identities.flatMap((identity) => unknownStore(identity, stores)),
      ...foreign.flatMap((identity) => missingKeys(identity, args)),
      ...[...stores.values()]
        .filter(({ id }) => !isInAws(id))
        .flatMap((store) =>
          providerLimits(
            store,
            foreign.filter((each) => each.store === store.id),
          ),
        ),
    ],
  };
}

/** The stores of the plan and, in AWS, those that only etcd snapshots are put into. */
function withEtcdStores({ plan, etcdSnapshots = [] }: BackupStorageArgs): ReadonlyMap<string, PlannedStore> {
  const stores = new Map(storesOfPlan(plan).map((store) => [store.id, store]));
  for (const { store, bucket, region } of etcdSnapshots) {
    if (stores.has(store) || !isInAws(store)) continue;
    stores.set(store, {
      id: store,
      bucket,
      profile: 'aws',
      ...(region !== undefined && { region }),
      archiveRetention: 0,
      evidenceRetention: 0,
      holdsArchives: false,
      holdsEvidence: false,
    });
  }
  return stores;
}

function designOf(store: PlannedStore, args: BackupStorageArgs) {
  const {
    id,
    bucket,
    region = '',
    holdsArchives,
    holdsEvidence,
    archiveRetention,
    evidenceRetention,
  } = store;
  const holdsEtcdSnapshots = (args.etcdSnapshots ?? []).some((place) => place.store === id);
  const { design, problems } = designBucket(
    { bucket, region, holdsArchives, holdsEvidence, holdsEtcdSnapshots, archiveRetention, evidenceRetention },
    { ...args.defaults, ...args.buckets?.[bucket] },
  );
  return { design, problems: region === '' ? [...problems, noRegion(bucket)] : problems };
}

function noRegion(bucket: string): Problem {
  return problem(stacksPlatformProblems.invalidStackSetting, {
    path: 'etcdSnapshots',
    property: 'region',
    value: bucket,
    reason: 'the bucket is to be made, and nothing says in which region',
    fix: 'Write the region beside the bucket.',
  });
}

function unknownBuckets({ buckets = {} }: BackupStorageArgs, made: readonly PlannedStore[]): Problem[] {
  const known = made.map(({ bucket }) => bucket);
  return Object.keys(buckets)
    .filter((bucket) => !known.includes(bucket))
    .map((bucket) =>
      problem(stacksPlatformProblems.invalidStackSetting, {
        path: `buckets["${bucket}"]`,
        reason:
          known.length === 0 ? 'no bucket is made' : `the buckets that are made are ${known.join(', ')}`,
        fix: 'Write the name of a bucket that is made.',
      }),
    );
}

/** What a key of the Secret holds that is neither a key of the store nor known to the plan. */
function unknownTo({ holds, expected }: RequiredSecretKey): boolean {
  return expected === undefined && (holds === 'bucket' || holds === 'region' || holds === 'endpoint');
}

function unknownStore(
  { id, store, secret }: StorageIdentity,
  stores: ReadonlyMap<string, PlannedStore>,
): Problem[] {
  const unknown = (secret?.keys ?? []).filter(unknownTo).map(({ key }) => key);
  if (stores.has(store) || unknown.length === 0) return [];
  return [
    problem(stacksPlatformProblems.storeNotInPlan, {
      path: 'plan',
      property: `requiredSecrets["${id}"]`,
      value: store,
      reason: `nothing says what its keys ${unknown.join(', ')} are`,
    }),
  ];
}

function missingKeys({ id, secret }: StorageIdentity, { keys = {} }: BackupStorageArgs): Problem[] {
  const place = keyPlace(id, secret);
  const given = valuesFor(keys, place);
  return ['accessKeyId', 'secretAccessKey']
    .filter((holds) => given[holds] === undefined || given[holds] === '')
    .map((holds) =>
      problem(stacksPlatformProblems.secretNotGiven, {
        path: `keys["${place.namespace}/${place.name}"]`,
        property: holds,
        reason: `the store of '${id}' is made elsewhere, so its keys are too`,
        fix: `Make a key with the rights the plan names, and give it: pulumi config set --secret --path 'keys["${place.namespace}/${place.name}"].${holds}'.`,
      }),
    );
}

/** Where the keys of an identity are given: the place of its Secret, or `<cluster>/etcd-snapshots`. */
export function keyPlace(
  id: string,
  secret: StorageIdentity['secret'],
): { readonly namespace: string; readonly name: string } {
  const [cluster = '', name = ''] = id.split('/');
  return secret ?? { namespace: cluster, name };
}
