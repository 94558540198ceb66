import type { Construct } from 'constructs';
import { requireSecret } from '../kubernetes/require-secret';
import { requireStoreCertificates } from '../kubernetes/require-store-certificates';
import type { SecretRole } from '../plan';
import {
  expectedS3Values,
  grantOf,
  type Archive,
  type BasicAuthKeys,
  type Credentials,
  type S3Keys,
} from '../storage';
import type { PostgresClusterProps } from './postgres-cluster-props';

/** Whose Secrets a PostgresCluster needs in its namespace. */
export interface PostgresSecretsInput {
  readonly namespace: string;
  readonly props: PostgresClusterProps;
  readonly archive: Archive;
  /** Opens the archive for writing. */
  readonly credentials: Credentials<S3Keys>;
  readonly witnessSecret: Credentials<BasicAuthKeys>;
}

/** Declares every Secret that the live database needs. */
export function requirePostgresSecrets(owner: Construct, input: PostgresSecretsInput): void {
  const { namespace, props, archive, credentials, witnessSecret } = input;
  const need = (role: SecretRole, secret: Credentials<BasicAuthKeys> | undefined, username?: string) => {
    if (secret === undefined) return;
    const expected = username === undefined ? {} : { expected: { username } };
    requireSecret(owner, { namespace, credentials: secret, role, ...expected });
  };
  requireSecret(owner, {
    namespace,
    credentials,
    role: 'archive-writer',
    grant: grantOf(archive, 'read-write'),
    expected: expectedS3Values(archive.store),
  });
  if (props.recoverFrom !== undefined) {
    requireSecret(owner, {
      namespace,
      credentials: props.recoverFrom.credentials,
      role: 'recovery-reader',
      grant: grantOf(props.recoverFrom.archive, 'read-only'),
      expected: expectedS3Values(props.recoverFrom.archive.store),
    });
    requireStoreCertificates(owner, props.recoverFrom.archive.store, namespace);
  }
  requireStoreCertificates(owner, archive.store, namespace);
  need('database-owner', props.ownerSecret, props.owner);
  need('database-superuser', props.superuser?.secret, 'postgres');
  for (const role of props.roles ?? []) need('database-role', role.password, role.name);
  if (props.witness !== undefined) need('witness', witnessSecret, props.witness.role);
}
