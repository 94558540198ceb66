// Made by `npm run generate`; never edited by hand.

import type { ObjectMeta } from '../../object-meta';

/** Kind `Bucket` of `source.toolkit.fluxcd.io/v1`. */
export interface Bucket {
  apiVersion: 'source.toolkit.fluxcd.io/v1';
  kind: 'Bucket';
  metadata: ObjectMeta;
  spec?: BucketSpec;
}

/** `spec` of Bucket. */
export interface BucketSpec {
  bucketName: string;
  certSecretRef?: { name: string };
  endpoint: string;
  ignore?: string;
  insecure?: boolean;
  interval: string;
  prefix?: string;
  provider?: 'aws' | 'azure' | 'gcp' | 'generic';
  proxySecretRef?: { name: string };
  region?: string;
  secretRef?: { name: string };
  serviceAccountName?: string;
  sts?: BucketSpecSts;
  suspend?: boolean;
  timeout?: string;
}

/** `spec.sts` of Bucket. */
export interface BucketSpecSts {
  certSecretRef?: { name: string };
  endpoint: string;
  provider: 'aws' | 'ldap';
  secretRef?: { name: string };
}

/** Kind `GitRepository` of `source.toolkit.fluxcd.io/v1`. */
export interface GitRepository {
  apiVersion: 'source.toolkit.fluxcd.io/v1';
  kind: 'GitRepository';
  metadata: ObjectMeta;
  spec?: GitRepositorySpec;
  status?: GitRepositoryStatus;
}

/** `spec` of GitRepository. */
export interface GitRepositorySpec {
  ignore?: string;
  include?: { fromPath?: string; repository: { name: string }; toPath?: string }[];
  interval: string;
  provider?: 'aws' | 'azure' | 'generic' | 'github';
  proxySecretRef?: { name: string };
  recurseSubmodules?: boolean;
  ref?: GitRepositorySpecRef;
  secretRef?: { name: string };
  serviceAccountName?: string;
  sparseCheckout?: string[];
  suspend?: boolean;
  timeout?: string;
  url: string;
  verify?: GitRepositorySpecVerify;
}

/** `spec.ref` of GitRepository. */
export interface GitRepositorySpecRef {
  branch?: string;
  commit?: string;
  name?: string;
  semver?: string;
  tag?: string;
}

/** `spec.verify` of GitRepository. */
export interface GitRepositorySpecVerify {
  mode?: 'HEAD' | 'Tag' | 'TagAndHEAD' | 'head';
  secretRef: { name: string };
}

/** `status` of GitRepository. */
export interface GitRepositoryStatus {
  artifact?: GitRepositoryStatusArtifact;
  conditions?: GitRepositoryStatusConditions[];
  includedArtifacts?: GitRepositoryStatusArtifact[];
  lastHandledReconcileAt?: string;
  observedGeneration?: number;
  observedIgnore?: string;
  observedInclude?: { fromPath?: string; repository: { name: string }; toPath?: string }[];
  observedRecurseSubmodules?: boolean;
  observedSparseCheckout?: string[];
  sourceVerificationMode?: string;
}

/** `status.artifact` of GitRepository. */
export interface GitRepositoryStatusArtifact {
  digest: string;
  lastUpdateTime: string;
  metadata?: Record<string, string>;
  path: string;
  revision: string;
  size?: number;
  url: string;
}

/** `status.conditions[]` of GitRepository. */
export interface GitRepositoryStatusConditions {
  lastTransitionTime: string;
  message: string;
  observedGeneration?: number;
  reason: string;
  status: 'False' | 'True' | 'Unknown';
  type: string;
}

/** Kind `HelmRepository` of `source.toolkit.fluxcd.io/v1`. */
export interface HelmRepository {
  apiVersion: 'source.toolkit.fluxcd.io/v1';
  kind: 'HelmRepository';
  metadata: ObjectMeta;
  spec?: HelmRepositorySpec;
}

/** `spec` of HelmRepository. */
export interface HelmRepositorySpec {
  accessFrom?: { namespaceSelectors: { matchLabels?: Record<string, string> }[] };
  certSecretRef?: { name: string };
  insecure?: boolean;
  interval?: string;
  passCredentials?: boolean;
  provider?: 'aws' | 'azure' | 'gcp' | 'generic';
  secretRef?: { name: string };
  suspend?: boolean;
  timeout?: string;
  type?: 'default' | 'oci';
  url: string;
}

/** Kind `OCIRepository` of `source.toolkit.fluxcd.io/v1`. */
export interface OCIRepository {
  apiVersion: 'source.toolkit.fluxcd.io/v1';
  kind: 'OCIRepository';
  metadata: ObjectMeta;
  spec?: OCIRepositorySpec;
  status?: OCIRepositoryStatus;
}

/** `spec` of OCIRepository. */
export interface OCIRepositorySpec {
  certSecretRef?: { name: string };
  ignore?: string;
  insecure?: boolean;
  interval: string;
  layerSelector?: { mediaType?: string; operation?: 'copy' | 'extract' };
  provider?: 'aws' | 'azure' | 'gcp' | 'generic';
  proxySecretRef?: { name: string };
  ref?: OCIRepositorySpecRef;
  secretRef?: { name: string };
  serviceAccountName?: string;
  suspend?: boolean;
  timeout?: string;
  url: string;
  verify?: OCIRepositorySpecVerify;
}

/** `spec.ref` of OCIRepository. */
export interface OCIRepositorySpecRef {
  digest?: string;
  semver?: string;
  semverFilter?: string;
  tag?: string;
}

/** `spec.verify` of OCIRepository. */
export interface OCIRepositorySpecVerify {
  matchOIDCIdentity?: { issuer: string; subject: string }[];
  provider?: 'cosign' | 'notation';
  secretRef?: { name: string };
  trustedRootSecretRef?: { name: string };
}

/** `status` of OCIRepository. */
export interface OCIRepositoryStatus {
  artifact?: GitRepositoryStatusArtifact;
  conditions?: GitRepositoryStatusConditions[];
  lastHandledReconcileAt?: string;
  observedGeneration?: number;
  observedIgnore?: string;
  observedLayerSelector?: { mediaType?: string; operation?: 'copy' | 'extract' };
  url?: string;
}
