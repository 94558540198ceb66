import { Role, RolePolicy } from '@pulumi/aws/iam';
import { BucketReplicationConfig } from '@pulumi/aws/s3';
import { all, ComponentResource, type ComponentResourceOptions, type Output } from '@pulumi/pulumi';
import type { HardenedBucket } from './hardened-bucket';
import { replicationPolicy, replicationTrust } from './policies/replication-policy';

/** What is copied, and where to. */
export interface BucketReplicationArgs {
  readonly source: HardenedBucket;
  /** Region of the source. */
  readonly region: string;
  readonly replica: HardenedBucket;
}

/**
 * Copies what is written into a bucket to one in another region. What is deleted is marked as deleted there too, so that
 * the copy does not grow for ever; the versions stay as long as its own lifecycle and lock say. Objects that were there
 * before are not copied (Amazon S3 User Guide, live replication).
 */
export class BucketReplication extends ComponentResource {
  constructor(name: string, args: BucketReplicationArgs, opts?: ComponentResourceOptions) {
    super('restorable:storage:BucketReplication', name, {}, opts);
    const { source, replica, region } = args;
    const child = { parent: this };
    const role = new Role(`${name}-role`, { assumeRolePolicy: JSON.stringify(replicationTrust) }, child);
    const rights = new RolePolicy(
      `${name}-rights`,
      { role: role.name, policy: rightsOf(source, replica) },
      child,
    );
    new BucketReplicationConfig(
      `${name}-rule`,
      {
        bucket: source.bucketName,
        region,
        role: role.arn,
        rules: [
          {
            id: 'everything',
            status: 'Enabled',
            priority: 0,
            filter: { prefix: '' },
            deleteMarkerReplication: { status: 'Enabled' },
            ...(source.keyArn !== undefined && {
              sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: 'Enabled' } },
            }),
            destination: {
              bucket: replica.bucketArn,
              ...(replica.keyArn !== undefined && {
                encryptionConfiguration: { replicaKmsKeyId: replica.keyArn },
              }),
            },
          },
        ],
      },
      { ...child, dependsOn: [source.versioning, replica.versioning, rights] },
    );
    this.registerOutputs({});
  }
}

function rightsOf(source: HardenedBucket, replica: HardenedBucket): Output<string> {
  return all([source.keyArn, replica.keyArn]).apply(([sourceKeyArn, replicaKeyArn]) =>
    JSON.stringify(
      replicationPolicy({
        sourceArn: source.bucketArn,
        replicaArn: replica.bucketArn,
        ...(sourceKeyArn !== undefined && { sourceKeyArn }),
        ...(replicaKeyArn !== undefined && { replicaKeyArn }),
      }),
    ),
  );
}
