import { AccessKey, User, UserPolicy } from '@pulumi/aws/iam';
import {
  ComponentResource,
  output,
  secret,
  type ComponentResourceOptions,
  type Output,
} from '@pulumi/pulumi';
import type { KeyPair } from './credential-values';
import type { StorageIdentity } from './identities';
import { identityName } from './identity-name';
import { rightsPolicy } from './policies/rights';

/** For whom a user of IAM is made. */
export interface IdentityArgs {
  readonly identity: StorageIdentity;
  readonly bucketArn: string;
  /** Key the bucket is encrypted with. @default - keys of S3 */
  readonly kmsKeyArn?: Output<string>;
}

/** A user of IAM for one holder, with the least rights and a key. Servers at Hetzner have no role they could take. */
export class Identity extends ComponentResource {
  readonly keys: KeyPair<Output<string>>;

  constructor(name: string, args: IdentityArgs, opts?: ComponentResourceOptions) {
    super('restorable:storage:Identity', name, {}, opts);
    const { identity, bucketArn } = args;
    const child = { parent: this };
    const user = new User(`${name}-user`, { name: identityName(identity.id), path: '/restorable/' }, child);
    new UserPolicy(
      `${name}-rights`,
      {
        user: user.name,
        policy: output(args.kmsKeyArn).apply((kmsKeyArn) =>
          JSON.stringify(
            rightsPolicy(identity.rights, identity.tool, {
              bucketArn,
              prefixes: identity.prefixes,
              ...(kmsKeyArn !== undefined && { kmsKeyArn }),
            }),
          ),
        ),
      },
      child,
    );
    const key = new AccessKey(
      `${name}-access-key`,
      { user: user.name },
      { ...child, additionalSecretOutputs: ['secret', 'sesSmtpPasswordV4'] },
    );
    this.keys = { accessKeyId: key.id, secretAccessKey: secret(key.secret) };
    this.registerOutputs({});
  }
}
