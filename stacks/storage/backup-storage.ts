import {
  ComponentResource,
  output,
  secret,
  type ComponentResourceOptions,
  type Input,
  type Output,
} from '@pulumi/pulumi';
import { deletionGuard } from '../deletion-guard';
import { refuseInputs } from '../problems/refuse-inputs';
import { warnInputs } from '../problems/warn-inputs';
import { placeOf, valuesFor, type SecretValues } from '../plan/secret-values';
import type { BackupStorageArgs } from './backup-storage-args';
import { BucketReplication } from './bucket-replication';
import { credentialsFile, credentialValues, type KeyPair } from './credential-values';
import { HardenedBucket } from './hardened-bucket';
import type { StorageIdentity } from './identities';
import { Identity } from './identity';
import { logicalIdentityName } from './identity-name';
import { bucketArn } from './policies/document';
import { designStorage, keyPlace, type StorageDesign } from './storage-design';

/**
 * The stores of a composition, and a key for each Secret that opens one. Buckets in AWS are made and hardened, with a user of
 * IAM for each holder; for stores elsewhere the keys are given, and what their provider cannot do is warned about.
 *
 * Buckets and their keys are protected, and kept when the stack is destroyed. So that backups do not stop before the engine
 * gets to what is protected, the whole is protected too (`deletionGuard`): to destroy the stack, take that away first, with
 * `pulumi state unprotect`.
 */
export class BackupStorage extends ComponentResource {
  /** Buckets that are made, by name. */
  readonly buckets: Readonly<Record<string, HardenedBucket>>;
  /** Values for the Secrets of each cluster, by cluster, as `FluxPlatform` takes them; all secret. */
  readonly credentials: Readonly<Record<string, SecretValues<Output<string>>>>;
  /** What k3s is told about its etcd snapshots, by cluster; all secret. */
  readonly etcdSnapshots: SecretValues<Output<string>>;

  /** @throws InputPropertiesError with `RST932`, `RST933`, `RST936` to `RST939` */
  constructor(name: string, args: BackupStorageArgs, opts?: ComponentResourceOptions) {
    const design = designStorage(args);
    refuseInputs('Backup storage', design.problems);
    super('restorable:storage:BackupStorage', name, {}, opts);
    void warnInputs(design.problems, this);

    this.buckets = this.makeBuckets(name, design);
    const keys = new Map<StorageIdentity, KeyPair<Input<string>>>([
      ...design.identities.map((each) => [each, this.makeIdentity(name, each, design)] as const),
      ...design.foreign.map((each) => [each, givenKeys(each, args)] as const),
    ]);
    this.credentials = credentialsByCluster(keys, design);
    this.etcdSnapshots = Object.fromEntries(
      [...keys]
        .filter(([{ secret: known }]) => known === undefined)
        .map(([each, pair]) => [
          each.id.split('/')[0] ?? '',
          { ...secretValues(each, pair, design), folder: secret(each.prefixes.join('')) },
        ]),
    );
    if (design.buckets.size + design.identities.length > 0) {
      deletionGuard(name, this, { parent: opts?.parent, protect: true });
    }
    this.registerOutputs({ credentials: this.credentials, etcdSnapshots: this.etcdSnapshots });
  }

  private makeBuckets(name: string, { buckets }: StorageDesign): Readonly<Record<string, HardenedBucket>> {
    const child = { parent: this };
    const made: Record<string, HardenedBucket> = {};
    for (const { replica, ...design } of buckets.values()) {
      const source = new HardenedBucket(`${name}-${design.bucket}`, design, child);
      made[design.bucket] = source;
      if (replica === undefined) continue;
      const copy = new HardenedBucket(`${name}-${replica.bucket}`, replica, child);
      made[replica.bucket] = copy;
      new BucketReplication(
        `${name}-${design.bucket}-replication`,
        { source, region: design.region, replica: copy },
        child,
      );
    }
    return made;
  }

  private makeIdentity(
    name: string,
    identity: StorageIdentity,
    design: StorageDesign,
  ): KeyPair<Output<string>> {
    const bucket = this.buckets[identity.bucket];
    const region = design.stores.get(identity.store)?.region ?? (identity.store.endsWith('.cn') ? 'cn-' : '');
    const keyArn = bucket?.keyArn;
    return new Identity(
      `${name}-${logicalIdentityName(identity.id)}`,
      {
        identity,
        bucketArn: bucket?.bucketArn ?? bucketArn(identity.bucket, region),
        ...(keyArn !== undefined && { kmsKeyArn: keyArn }),
      },
      { parent: this },
    ).keys;
  }
}

function givenKeys(
  { id, secret: required }: StorageIdentity,
  { keys = {} }: BackupStorageArgs,
): KeyPair<Input<string>> {
  const { accessKeyId = '', secretAccessKey = '' } = valuesFor(keys, keyPlace(id, required));
  return { accessKeyId, secretAccessKey };
}

function credentialsByCluster(
  keys: ReadonlyMap<StorageIdentity, KeyPair<Input<string>>>,
  design: StorageDesign,
): Readonly<Record<string, SecretValues<Output<string>>>> {
  const clusters: Record<string, Record<string, Readonly<Record<string, Output<string>>>>> = {};
  for (const [each, pair] of keys) {
    if (each.secret === undefined) continue;
    const values = secretValues(each, pair, design);
    clusters[each.secret.cluster] = { ...clusters[each.secret.cluster], [placeOf(each.secret)]: values };
  }
  return clusters;
}

function secretValues(
  identity: StorageIdentity,
  keys: KeyPair<Input<string>>,
  { stores }: StorageDesign,
): Readonly<Record<string, Output<string>>> {
  const file = output({ ...keys }).apply(credentialsFile);
  const values = credentialValues<Input<string>>(identity, stores.get(identity.store), keys, {
    credentialsFile: file,
  });
  return Object.fromEntries(Object.entries(values).map(([holds, value]) => [holds, secret(value)]));
}
