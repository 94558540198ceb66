export type { BootstrapSecret, BootstrapSecretOptions } from './bootstrap-secret';
export type {
  CephObjectStoreUser,
  CephObjectStoreUserOptions,
  CephOperation,
  CephPermission,
} from './ceph-object-store-user';
export * from './credentials';
export type { ExistingSecret } from './existing-secret';
export type {
  ExternalKey,
  ExternalKeys,
  ExternalSecret,
  ExternalSecretOptions,
  RemoteValue,
} from './external-secret';
export type { IrsaRole } from './irsa-role';
export type { CredentialManifest, SecretContract, SecretKeyReference } from './secret-contract';
export type {
  BasicAuthKeys,
  CertificateAuthorityKeys,
  CredentialsFileKeys,
  RepositoryKeys,
  S3Keys,
  SecretKeys,
  SigningKeys,
} from './secret-keys';
export type { SopsSecret } from './sops-secret';
