import { fail, storageProblems } from '../../core';
import { SecretContract } from './secret-contract';
import type { S3Keys } from './secret-keys';

/** ARN of an IAM role, path included (AWS IAM User Guide, IAM identifiers). */
const ROLE_ARN = /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,576}$/;

/** An IAM role that the pods of a ServiceAccount take on in EKS. There is no Secret. */
export class IrsaRole extends SecretContract<S3Keys> {
  readonly kind = 'irsa';
  readonly roleArn: string;

  /** @throws RestorableError `RST215` */
  constructor(roleArn: string) {
    super(undefined);
    if (!ROLE_ARN.test(roleArn)) {
      fail(storageProblems.invalidRoleArn, {
        property: 'roleArn',
        value: roleArn,
        reason: 'it is no ARN of an IAM role',
      });
    }
    this.roleArn = roleArn;
  }

  /** The annotation EKS reads (Amazon EKS User Guide, assign IAM roles to Kubernetes service accounts). */
  override get serviceAccountAnnotations(): Readonly<Record<string, string>> {
    return { 'eks.amazonaws.com/role-arn': this.roleArn };
  }

  protected override get identifying(): readonly unknown[] {
    return [this.roleArn];
  }
}
