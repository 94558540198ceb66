// Made by `npm run generate`; never edited by hand.

import type { ObjectMeta } from '../../object-meta';

/** Kind `ExternalSecret` of `external-secrets.io/v1`. */
export interface ExternalSecret {
  apiVersion: 'external-secrets.io/v1';
  kind: 'ExternalSecret';
  metadata: ObjectMeta;
  spec?: ExternalSecretSpec;
  status?: ExternalSecretStatus;
}

/** `spec` of ExternalSecret. */
export interface ExternalSecretSpec {
  data?: ExternalSecretSpecData[];
  dataFrom?: ExternalSecretSpecDataFrom[];
  refreshInterval?: string;
  refreshPolicy?: 'CreatedOnce' | 'OnChange' | 'Periodic';
  secretStoreRef?: { kind?: 'ClusterSecretStore' | 'SecretStore'; name?: string };
  syncWindows?: ExternalSecretSpecSyncWindows;
  target?: ExternalSecretSpecTarget;
}

/** `spec.data[]` of ExternalSecret. */
export interface ExternalSecretSpecData {
  remoteRef: ExternalSecretSpecDataRemoteRef;
  secretKey: string;
  sourceRef?: ExternalSecretSpecDataSourceRef;
}

/** `spec.dataFrom[]` of ExternalSecret. */
export interface ExternalSecretSpecDataFrom {
  extract?: ExternalSecretSpecDataRemoteRef;
  find?: ExternalSecretSpecDataFromFind;
  rewrite?: ExternalSecretSpecDataFromRewrite[];
  sourceRef?: ExternalSecretSpecDataSourceRef;
}

/** `spec.dataFrom[].find` of ExternalSecret. */
export interface ExternalSecretSpecDataFromFind {
  conversionStrategy?: 'Default' | 'Unicode';
  decodingStrategy?: 'Auto' | 'Base64' | 'Base64URL' | 'None';
  name?: { regexp?: string };
  nullBytePolicy?: 'Fail' | 'Ignore';
  path?: string;
  tags?: Record<string, string>;
}

/** `spec.dataFrom[].rewrite[]` of ExternalSecret. */
export interface ExternalSecretSpecDataFromRewrite {
  merge?: ExternalSecretSpecDataFromRewriteMerge;
  regexp?: { source: string; target: string };
  transform?: { template: string };
}

/** `spec.dataFrom[].rewrite[].merge` of ExternalSecret. */
export interface ExternalSecretSpecDataFromRewriteMerge {
  conflictPolicy?: 'Error' | 'Ignore';
  into?: string;
  priority?: string[];
  priorityPolicy?: 'IgnoreNotFound' | 'Strict';
  strategy?: 'Extract' | 'JSON';
}

/** `spec.data[].remoteRef` of ExternalSecret. */
export interface ExternalSecretSpecDataRemoteRef {
  conversionStrategy?: 'Default' | 'Unicode';
  decodingStrategy?: 'Auto' | 'Base64' | 'Base64URL' | 'None';
  key: string;
  metadataPolicy?: 'Fetch' | 'None';
  nullBytePolicy?: 'Fail' | 'Ignore';
  property?: string;
  version?: string;
}

/** `spec.data[].sourceRef` of ExternalSecret. */
export interface ExternalSecretSpecDataSourceRef {
  generatorRef?: ExternalSecretSpecDataSourceRefGeneratorRef;
  storeRef?: { kind?: 'ClusterSecretStore' | 'SecretStore'; name?: string };
}

/** `spec.data[].sourceRef.generatorRef` of ExternalSecret. */
export interface ExternalSecretSpecDataSourceRefGeneratorRef {
  apiVersion?: string;
  kind: 'ACRAccessToken' | 'BeyondtrustWorkloadCredentialsDynamicSecret' | 'CloudsmithAccessToken' | 'ClusterGenerator' | 'ECRAuthorizationToken' | 'Fake' | 'GCRAccessToken' | 'GithubAccessToken' | 'GitlabDeployToken' | 'Grafana' | 'MFA' | 'Password' | 'QuayAccessToken' | 'SSHKey' | 'STSSessionToken' | 'UUID' | 'VaultDynamicSecret' | 'Webhook';
  name: string;
}

/** `spec.syncWindows` of ExternalSecret. */
export interface ExternalSecretSpecSyncWindows {
  kind: 'allow' | 'deny';
  windows: { duration: string; schedule: string }[];
}

/** `spec.target` of ExternalSecret. */
export interface ExternalSecretSpecTarget {
  creationPolicy?: 'CreateOrMerge' | 'Merge' | 'None' | 'Orphan' | 'Owner';
  deletionPolicy?: 'Delete' | 'Merge' | 'Retain';
  immutable?: boolean;
  manifest?: { apiVersion: string; kind: string };
  name?: string;
  template?: ExternalSecretSpecTargetTemplate;
}

/** `spec.target.template` of ExternalSecret. */
export interface ExternalSecretSpecTargetTemplate {
  data?: Record<string, string>;
  engineVersion?: 'v2';
  mergePolicy?: 'Merge' | 'Replace';
  metadata?: ExternalSecretSpecTargetTemplateMetadata;
  templateFrom?: ExternalSecretSpecTargetTemplateTemplateFrom[];
  type?: string;
}

/** `spec.target.template.metadata` of ExternalSecret. */
export interface ExternalSecretSpecTargetTemplateMetadata {
  annotations?: Record<string, string>;
  finalizers?: string[];
  labels?: Record<string, string>;
}

/** `spec.target.template.templateFrom[]` of ExternalSecret. */
export interface ExternalSecretSpecTargetTemplateTemplateFrom {
  configMap?: ExternalSecretSpecTargetTemplateTemplateFromSecret;
  literal?: string;
  secret?: ExternalSecretSpecTargetTemplateTemplateFromSecret;
  target?: string;
  valuesDecodingStrategy?: 'Auto' | 'Base64' | 'Base64URL' | 'None';
}

/** `spec.target.template.templateFrom[].secret` of ExternalSecret. */
export interface ExternalSecretSpecTargetTemplateTemplateFromSecret {
  items: { key: string; templateAs?: 'KeysAndValues' | 'Values' }[];
  name: string;
}

/** `status` of ExternalSecret. */
export interface ExternalSecretStatus {
  binding?: { name?: string };
  conditions?: ExternalSecretStatusConditions[];
  refreshTime?: string | null;
  syncedResourceVersion?: string;
}

/** `status.conditions[]` of ExternalSecret. */
export interface ExternalSecretStatusConditions {
  lastTransitionTime?: string;
  message?: string;
  reason?: string;
  status: string;
  type: 'Deleted' | 'Ready';
}
