import { BootstrapSecret, type BootstrapSecretOptions } from './bootstrap-secret';
import { CephObjectStoreUser, type CephObjectStoreUserOptions } from './ceph-object-store-user';
import { ExistingSecret } from './existing-secret';
import { ExternalSecret, type ExternalKeys, type ExternalSecretOptions } from './external-secret';
import { IrsaRole } from './irsa-role';
import type { SecretContract } from './secret-contract';
import type {
  BasicAuthKeys,
  CertificateAuthorityKeys,
  CredentialsFileKeys,
  RepositoryKeys,
  S3Keys,
  SecretKeys,
  SigningKeys,
} from './secret-keys';
import { SopsSecret } from './sops-secret';

/** Credentials of a kind: `Credentials<S3Keys>` open a store, `Credentials<BasicAuthKeys>` a database. */
export type Credentials<K extends SecretKeys = SecretKeys> = SecretContract<K>;

/** What a Secret filled from outside may be filled with. */
type AnyExternalKeys =
  | ExternalKeys<S3Keys>
  | ExternalKeys<BasicAuthKeys>
  | ExternalKeys<SigningKeys>
  | ExternalKeys<CertificateAuthorityKeys>
  | ExternalKeys<CredentialsFileKeys>
  | ExternalKeys<RepositoryKeys>;

/** The contract that external keys fulfil. */
type ContractOf<M> =
  M extends ExternalKeys<S3Keys>
    ? S3Keys
    : M extends ExternalKeys<BasicAuthKeys>
      ? BasicAuthKeys
      : M extends ExternalKeys<SigningKeys>
        ? SigningKeys
        : M extends ExternalKeys<CredentialsFileKeys>
          ? CredentialsFileKeys
          : M extends ExternalKeys<RepositoryKeys>
            ? RepositoryKeys
            : CertificateAuthorityKeys;

/** Where credentials come from. Each returns a contract; none takes or holds a secret value. */
export const Credentials = {
  /** Keys of every Secret of type `kubernetes.io/basic-auth`. */
  basicAuth: { username: 'username', password: 'password' } satisfies BasicAuthKeys as BasicAuthKeys,

  /** A Secret that somebody else makes. @throws RestorableError `RST105`, `RST214` */
  existing<K extends SecretKeys>(name: string, keys: K): ExistingSecret<K> {
    return new ExistingSecret(name, keys);
  },

  /**
   * A Secret that the platform stack makes before Flux runs. With `handover` the Secret moves into Git.
   *
   * @throws RestorableError `RST105`, `RST214`, `RST221`
   */
  bootstrap<K extends SecretKeys>(
    name: string,
    keys: K,
    options: BootstrapSecretOptions = {},
  ): BootstrapSecret<K> {
    return new BootstrapSecret(name, keys, options);
  },

  /**
   * A Secret that Git holds encrypted by SOPS.
   *
   * @param options `file`: path below the Flux folder
   * @throws RestorableError `RST105`, `RST214`, `RST221`
   */
  sopsFile<K extends SecretKeys>(name: string, keys: K, options: { readonly file: string }): SopsSecret<K> {
    return new SopsSecret(name, keys, options.file);
  },

  /** A Secret that External Secrets fills from a secret manager. @throws RestorableError `RST101`, `RST105`, `RST214` */
  externalSecret<M extends AnyExternalKeys>(
    name: string,
    options: ExternalSecretOptions<M>,
  ): ExternalSecret<ContractOf<M>> {
    return new ExternalSecret<ContractOf<M>>(name, options);
  },

  /** An IAM role of EKS; there is no Secret. @throws RestorableError `RST215` */
  irsa(roleArn: string): IrsaRole {
    return new IrsaRole(roleArn);
  },

  /** A user of Ceph's object gateway that Rook makes. @throws RestorableError `RST105` */
  cephObjectStoreUser(options: CephObjectStoreUserOptions): CephObjectStoreUser {
    return new CephObjectStoreUser(options);
  },
} as const;
