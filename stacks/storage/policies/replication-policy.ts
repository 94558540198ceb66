import { policyOf, type PolicyDocument } from './document';

/** Who may take the role of replication: S3 itself. */
export const replicationTrust: PolicyDocument = policyOf({
  Sid: 'Replication',
  Effect: 'Allow',
  Principal: { Service: 's3.amazonaws.com' },
  Action: ['sts:AssumeRole'],
});

/** From where to where objects are replicated. */
export interface ReplicationRoute {
  readonly sourceArn: string;
  readonly replicaArn: string;
  /** Keys of both buckets. @default - keys of S3 */
  readonly sourceKeyArn?: string;
  readonly replicaKeyArn?: string;
}

/** What the role of replication may do (Amazon S3 User Guide, setting up permissions for live replication). */
export function replicationPolicy(route: ReplicationRoute): PolicyDocument {
  const allow = (Sid: string, Action: readonly string[], Resource: string) => {
    return { Sid, Effect: 'Allow', Action, Resource: [Resource] } as const;
  };
  const { sourceArn, replicaArn, sourceKeyArn, replicaKeyArn } = route;
  return policyOf(
    allow('Source', ['s3:GetReplicationConfiguration', 's3:ListBucket'], sourceArn),
    allow(
      'SourceObjects',
      [
        's3:GetObjectVersionForReplication',
        's3:GetObjectVersionAcl',
        's3:GetObjectVersionTagging',
        's3:GetObjectRetention',
        's3:GetObjectLegalHold',
      ],
      `${sourceArn}/*`,
    ),
    allow('Replica', ['s3:ReplicateObject', 's3:ReplicateDelete', 's3:ReplicateTags'], `${replicaArn}/*`),
    ...(sourceKeyArn === undefined ? [] : [allow('SourceKey', ['kms:Decrypt'], sourceKeyArn)]),
    ...(replicaKeyArn === undefined ? [] : [allow('ReplicaKey', ['kms:Encrypt'], replicaKeyArn)]),
  );
}
