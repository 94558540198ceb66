// Made by `npm run generate`; never edited by hand.

import type { ObjectMeta } from '../../object-meta';

/** Kind `ObjectStore` of `barmancloud.cnpg.io/v1`. */
export interface ObjectStore {
  apiVersion: 'barmancloud.cnpg.io/v1';
  kind: 'ObjectStore';
  metadata: ObjectMeta;
  spec: ObjectStoreSpec;
  status?: ObjectStoreStatus;
}

/** `spec` of ObjectStore. */
export interface ObjectStoreSpec {
  configuration: ObjectStoreSpecConfiguration;
  instanceSidecarConfiguration?: ObjectStoreSpecInstanceSidecarConfiguration;
  retentionPolicy?: string;
}

/** `spec.configuration` of ObjectStore. */
export interface ObjectStoreSpecConfiguration {
  azureCredentials?: ObjectStoreSpecConfigurationAzureCredentials;
  data?: ObjectStoreSpecConfigurationData;
  destinationPath: string;
  endpointCA?: { key: string; name: string };
  endpointURL?: string;
  googleCredentials?: ObjectStoreSpecConfigurationGoogleCredentials;
  historyTags?: Record<string, string>;
  s3Credentials?: ObjectStoreSpecConfigurationS3Credentials;
  serverName?: string;
  tags?: Record<string, string>;
  wal?: ObjectStoreSpecConfigurationWal;
}

/** `spec.configuration.azureCredentials` of ObjectStore. */
export interface ObjectStoreSpecConfigurationAzureCredentials {
  connectionString?: { key: string; name: string };
  inheritFromAzureAD?: boolean;
  storageAccount?: { key: string; name: string };
  storageKey?: { key: string; name: string };
  storageSasToken?: { key: string; name: string };
  useDefaultAzureCredentials?: boolean;
}

/** `spec.configuration.data` of ObjectStore. */
export interface ObjectStoreSpecConfigurationData {
  additionalCommandArgs?: string[];
  compression?: 'bzip2' | 'gzip' | 'lz4' | 'snappy';
  encryption?: 'AES256' | 'aws:kms';
  immediateCheckpoint?: boolean;
  jobs?: number;
  restoreAdditionalCommandArgs?: string[];
}

/** `spec.configuration.googleCredentials` of ObjectStore. */
export interface ObjectStoreSpecConfigurationGoogleCredentials {
  applicationCredentials?: { key: string; name: string };
  gkeEnvironment?: boolean;
}

/** `spec.configuration.s3Credentials` of ObjectStore. */
export interface ObjectStoreSpecConfigurationS3Credentials {
  accessKeyId?: { key: string; name: string };
  inheritFromIAMRole?: boolean;
  region?: { key: string; name: string };
  secretAccessKey?: { key: string; name: string };
  sessionToken?: { key: string; name: string };
}

/** `spec.configuration.wal` of ObjectStore. */
export interface ObjectStoreSpecConfigurationWal {
  archiveAdditionalCommandArgs?: string[];
  compression?: 'bzip2' | 'gzip' | 'lz4' | 'snappy' | 'xz' | 'zstd';
  encryption?: 'AES256' | 'aws:kms';
  maxParallel?: number;
  restoreAdditionalCommandArgs?: string[];
}

/** `spec.instanceSidecarConfiguration` of ObjectStore. */
export interface ObjectStoreSpecInstanceSidecarConfiguration {
  additionalContainerArgs?: string[];
  env?: ObjectStoreSpecInstanceSidecarConfigurationEnv[];
  logLevel?: 'debug' | 'error' | 'info' | 'trace' | 'warning';
  resources?: ObjectStoreSpecInstanceSidecarConfigurationResources;
  retentionPolicyIntervalSeconds?: number;
}

/** `spec.instanceSidecarConfiguration.env[]` of ObjectStore. */
export interface ObjectStoreSpecInstanceSidecarConfigurationEnv {
  name: string;
  value?: string;
  valueFrom?: ObjectStoreSpecInstanceSidecarConfigurationEnvValueFrom;
}

/** `spec.instanceSidecarConfiguration.env[].valueFrom` of ObjectStore. */
export interface ObjectStoreSpecInstanceSidecarConfigurationEnvValueFrom {
  configMapKeyRef?: { key: string; name?: string; optional?: boolean };
  fieldRef?: { apiVersion?: string; fieldPath: string };
  fileKeyRef?: { key: string; optional?: boolean; path: string; volumeName: string };
  resourceFieldRef?: { containerName?: string; divisor?: number | string; resource: string };
  secretKeyRef?: { key: string; name?: string; optional?: boolean };
}

/** `spec.instanceSidecarConfiguration.resources` of ObjectStore. */
export interface ObjectStoreSpecInstanceSidecarConfigurationResources {
  claims?: { name: string; request?: string }[];
  limits?: Record<string, number | string>;
  requests?: Record<string, number | string>;
}

/** `status` of ObjectStore. */
export interface ObjectStoreStatus {
  serverRecoveryWindow?: Record<string, ObjectStoreStatusServerRecoveryWindow>;
}

/** `status.serverRecoveryWindow{}` of ObjectStore. */
export interface ObjectStoreStatusServerRecoveryWindow {
  firstRecoverabilityPoint?: string;
  lastFailedBackupTime?: string;
  lastSuccessfulBackupTime?: string;
}
