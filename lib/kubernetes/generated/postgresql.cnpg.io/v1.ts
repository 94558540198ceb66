// Made by `npm run generate`; never edited by hand.

import type { ObjectMeta } from '../../object-meta';

/** Kind `Backup` of `postgresql.cnpg.io/v1`. */
export interface Backup {
  apiVersion: 'postgresql.cnpg.io/v1';
  kind: 'Backup';
  metadata: ObjectMeta;
  spec: BackupSpec;
  status?: BackupStatus;
}

/** `spec` of Backup. */
export interface BackupSpec {
  cluster: { name: string };
  method?: 'barmanObjectStore' | 'plugin' | 'volumeSnapshot';
  online?: boolean;
  onlineConfiguration?: { immediateCheckpoint?: boolean; waitForArchive?: boolean };
  pluginConfiguration?: { name: string; parameters?: Record<string, string> };
  target?: 'prefer-standby' | 'primary';
}

/** `status` of Backup. */
export interface BackupStatus {
  azureCredentials?: BackupStatusAzureCredentials;
  backupId?: string;
  backupLabelFile?: string;
  backupName?: string;
  beginLSN?: string;
  beginWal?: string;
  commandError?: string;
  commandOutput?: string;
  destinationPath?: string;
  encryption?: string;
  endLSN?: string;
  endWal?: string;
  endpointCA?: { key: string; name: string };
  endpointURL?: string;
  error?: string;
  googleCredentials?: BackupStatusGoogleCredentials;
  instanceID?: { ContainerID?: string; podName?: string; sessionID?: string };
  majorVersion?: number;
  method?: string;
  online?: boolean;
  phase?: string;
  pluginMetadata?: Record<string, string>;
  reconciliationStartedAt?: string;
  reconciliationTerminatedAt?: string;
  s3Credentials?: BackupStatusS3Credentials;
  serverName?: string;
  snapshotBackupStatus?: { elements?: { name: string; tablespaceName?: string; type: string }[] };
  startedAt?: string;
  stoppedAt?: string;
  tablespaceMapFile?: string;
}

/** `status.azureCredentials` of Backup. */
export interface BackupStatusAzureCredentials {
  connectionString?: { key: string; name: string };
  inheritFromAzureAD?: boolean;
  storageAccount?: { key: string; name: string };
  storageKey?: { key: string; name: string };
  storageSasToken?: { key: string; name: string };
  useDefaultAzureCredentials?: boolean;
}

/** `status.googleCredentials` of Backup. */
export interface BackupStatusGoogleCredentials {
  applicationCredentials?: { key: string; name: string };
  gkeEnvironment?: boolean;
}

/** `status.s3Credentials` of Backup. */
export interface BackupStatusS3Credentials {
  accessKeyId?: { key: string; name: string };
  inheritFromIAMRole?: boolean;
  region?: { key: string; name: string };
  secretAccessKey?: { key: string; name: string };
  sessionToken?: { key: string; name: string };
}

/** Kind `Cluster` of `postgresql.cnpg.io/v1`. */
export interface Cluster {
  apiVersion: 'postgresql.cnpg.io/v1';
  kind: 'Cluster';
  metadata: ObjectMeta;
  spec: ClusterSpec;
  status?: ClusterStatus;
}

/** Kind `ClusterImageCatalog` of `postgresql.cnpg.io/v1`. */
export interface ClusterImageCatalog {
  apiVersion: 'postgresql.cnpg.io/v1';
  kind: 'ClusterImageCatalog';
  metadata: ObjectMeta;
  spec: ImageCatalogSpec;
}

/** `spec` of Cluster. */
export interface ClusterSpec {
  affinity?: ClusterSpecAffinity;
  backup?: ClusterSpecBackup;
  bootstrap?: ClusterSpecBootstrap;
  certificates?: ClusterSpecCertificates;
  description?: string;
  enablePDB?: boolean;
  enableSuperuserAccess?: boolean;
  env?: ClusterSpecEnv[];
  envFrom?: ClusterSpecEnvFrom[];
  ephemeralVolumeSource?: ClusterSpecEphemeralVolumeSource;
  ephemeralVolumesSizeLimit?: { shm?: number | string; temporaryData?: number | string };
  externalClusters?: ClusterSpecExternalClusters[];
  failoverDelay?: number;
  imageCatalogRef?: { apiGroup?: string; kind: string; major: number; name: string };
  imageName?: string;
  imagePullPolicy?: string;
  imagePullSecrets?: { name: string }[];
  inheritedMetadata?: ClusterSpecInheritedMetadata;
  instances?: number;
  livenessProbeTimeout?: number;
  logLevel?: 'debug' | 'error' | 'info' | 'trace' | 'warning';
  managed?: ClusterSpecManaged;
  maxSyncReplicas?: number;
  minSyncReplicas?: number;
  monitoring?: ClusterSpecMonitoring;
  nodeMaintenanceWindow?: { inProgress?: boolean; reusePVC?: boolean };
  plugins?: ClusterSpecPlugins[];
  podSecurityContext?: ClusterSpecPodSecurityContext;
  podSelectorRefs?: ClusterSpecPodSelectorRefs[];
  postgresGID?: number;
  postgresUID?: number;
  postgresql?: ClusterSpecPostgresql;
  primaryLease?: ClusterSpecPrimaryLease;
  primaryUpdateMethod?: 'restart' | 'switchover';
  primaryUpdateStrategy?: 'supervised' | 'unsupervised';
  priorityClassName?: string;
  probes?: ClusterSpecProbes;
  projectedVolumeTemplate?: ClusterSpecProjectedVolumeTemplate;
  replica?: ClusterSpecReplica;
  replicationSlots?: ClusterSpecReplicationSlots;
  resources?: ClusterSpecResources;
  schedulerName?: string;
  seccompProfile?: { localhostProfile?: string; type: string };
  securityContext?: ClusterSpecSecurityContext;
  serviceAccountName?: string;
  serviceAccountTemplate?: ClusterSpecServiceAccountTemplate;
  smartShutdownTimeout?: number;
  startDelay?: number;
  stopDelay?: number;
  storage?: ClusterSpecStorage;
  superuserSecret?: { name: string };
  switchoverDelay?: number;
  tablespaces?: ClusterSpecTablespaces[];
  topologySpreadConstraints?: ClusterSpecTopologySpreadConstraints[];
  walStorage?: ClusterSpecStorage;
}

/** `spec.affinity` of Cluster. */
export interface ClusterSpecAffinity {
  additionalPodAffinity?: ClusterSpecAffinityAdditionalPodAffinity;
  additionalPodAntiAffinity?: ClusterSpecAffinityAdditionalPodAffinity;
  enablePodAntiAffinity?: boolean;
  nodeAffinity?: ClusterSpecAffinityNodeAffinity;
  nodeSelector?: Record<string, string>;
  podAntiAffinityType?: string;
  tolerations?: ClusterSpecAffinityTolerations[];
  topologyKey?: string;
}

/** `spec.affinity.additionalPodAffinity` of Cluster. */
export interface ClusterSpecAffinityAdditionalPodAffinity {
  preferredDuringSchedulingIgnoredDuringExecution?: ClusterSpecAffinityAdditionalPodAffinityPreferredDuringSchedulingIgnoredDuringExecution[];
  requiredDuringSchedulingIgnoredDuringExecution?: ClusterSpecAffinityAdditionalPodAffinityRequiredDuringSchedulingIgnoredDuringExecution[];
}

/** `spec.affinity.additionalPodAffinity.preferredDuringSchedulingIgnoredDuringExecution[]` of Cluster. */
export interface ClusterSpecAffinityAdditionalPodAffinityPreferredDuringSchedulingIgnoredDuringExecution {
  podAffinityTerm: ClusterSpecAffinityAdditionalPodAffinityRequiredDuringSchedulingIgnoredDuringExecution;
  weight: number;
}

/** `spec.affinity.additionalPodAffinity.requiredDuringSchedulingIgnoredDuringExecution[]` of Cluster. */
export interface ClusterSpecAffinityAdditionalPodAffinityRequiredDuringSchedulingIgnoredDuringExecution {
  labelSelector?: ClusterSpecPodSelectorRefsSelector;
  matchLabelKeys?: string[];
  mismatchLabelKeys?: string[];
  namespaceSelector?: ClusterSpecPodSelectorRefsSelector;
  namespaces?: string[];
  topologyKey: string;
}

/** `spec.affinity.nodeAffinity` of Cluster. */
export interface ClusterSpecAffinityNodeAffinity {
  preferredDuringSchedulingIgnoredDuringExecution?: ClusterSpecAffinityNodeAffinityPreferredDuringSchedulingIgnoredDuringExecution[];
  requiredDuringSchedulingIgnoredDuringExecution?: ClusterSpecAffinityNodeAffinityRequiredDuringSchedulingIgnoredDuringExecution;
}

/** `spec.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[]` of Cluster. */
export interface ClusterSpecAffinityNodeAffinityPreferredDuringSchedulingIgnoredDuringExecution {
  preference: ClusterSpecAffinityNodeAffinityPreferredDuringSchedulingIgnoredDuringExecutionPreference;
  weight: number;
}

/** `spec.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[].preference` of Cluster. */
export interface ClusterSpecAffinityNodeAffinityPreferredDuringSchedulingIgnoredDuringExecutionPreference {
  matchExpressions?: { key: string; operator: string; values?: string[] }[];
  matchFields?: { key: string; operator: string; values?: string[] }[];
}

/** `spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution` of Cluster. */
export interface ClusterSpecAffinityNodeAffinityRequiredDuringSchedulingIgnoredDuringExecution {
  nodeSelectorTerms: ClusterSpecAffinityNodeAffinityPreferredDuringSchedulingIgnoredDuringExecutionPreference[];
}

/** `spec.affinity.tolerations[]` of Cluster. */
export interface ClusterSpecAffinityTolerations {
  effect?: string;
  key?: string;
  operator?: string;
  tolerationSeconds?: number;
  value?: string;
}

/** `spec.backup` of Cluster. */
export interface ClusterSpecBackup {
  barmanObjectStore?: ClusterSpecBackupBarmanObjectStore;
  retentionPolicy?: string;
  target?: 'prefer-standby' | 'primary';
  volumeSnapshot?: ClusterSpecBackupVolumeSnapshot;
}

/** `spec.backup.barmanObjectStore` of Cluster. */
export interface ClusterSpecBackupBarmanObjectStore {
  azureCredentials?: BackupStatusAzureCredentials;
  data?: ClusterSpecBackupBarmanObjectStoreData;
  destinationPath: string;
  endpointCA?: { key: string; name: string };
  endpointURL?: string;
  googleCredentials?: BackupStatusGoogleCredentials;
  historyTags?: Record<string, string>;
  s3Credentials?: BackupStatusS3Credentials;
  serverName?: string;
  tags?: Record<string, string>;
  wal?: ClusterSpecBackupBarmanObjectStoreWal;
}

/** `spec.backup.barmanObjectStore.data` of Cluster. */
export interface ClusterSpecBackupBarmanObjectStoreData {
  additionalCommandArgs?: string[];
  compression?: 'bzip2' | 'gzip' | 'lz4' | 'snappy';
  encryption?: 'AES256' | 'aws:kms';
  immediateCheckpoint?: boolean;
  jobs?: number;
}

/** `spec.backup.barmanObjectStore.wal` of Cluster. */
export interface ClusterSpecBackupBarmanObjectStoreWal {
  archiveAdditionalCommandArgs?: string[];
  compression?: 'bzip2' | 'gzip' | 'lz4' | 'snappy' | 'xz' | 'zstd';
  encryption?: 'AES256' | 'aws:kms';
  maxParallel?: number;
  restoreAdditionalCommandArgs?: string[];
}

/** `spec.backup.volumeSnapshot` of Cluster. */
export interface ClusterSpecBackupVolumeSnapshot {
  annotations?: Record<string, string>;
  className?: string;
  labels?: Record<string, string>;
  online?: boolean;
  onlineConfiguration?: { immediateCheckpoint?: boolean; waitForArchive?: boolean };
  snapshotOwnerReference?: 'backup' | 'cluster' | 'none';
  tablespaceClassName?: Record<string, string>;
  walClassName?: string;
}

/** `spec.bootstrap` of Cluster. */
export interface ClusterSpecBootstrap {
  initdb?: ClusterSpecBootstrapInitdb;
  pg_basebackup?: ClusterSpecBootstrapPgBasebackup;
  recovery?: ClusterSpecBootstrapRecovery;
}

/** `spec.bootstrap.initdb` of Cluster. */
export interface ClusterSpecBootstrapInitdb {
  builtinLocale?: string;
  dataChecksums?: boolean;
  database?: string;
  encoding?: string;
  icuLocale?: string;
  icuRules?: string;
  import?: ClusterSpecBootstrapInitdbImport;
  locale?: string;
  localeCType?: string;
  localeCollate?: string;
  localeProvider?: string;
  options?: string[];
  owner?: string;
  postInitApplicationSQL?: string[];
  postInitApplicationSQLRefs?: ClusterSpecBootstrapInitdbPostInitSQLRefs;
  postInitSQL?: string[];
  postInitSQLRefs?: ClusterSpecBootstrapInitdbPostInitSQLRefs;
  postInitTemplateSQL?: string[];
  postInitTemplateSQLRefs?: ClusterSpecBootstrapInitdbPostInitSQLRefs;
  secret?: { name: string };
  walSegmentSize?: number;
}

/** `spec.bootstrap.initdb.import` of Cluster. */
export interface ClusterSpecBootstrapInitdbImport {
  databases: string[];
  pgDumpExtraOptions?: string[];
  pgRestoreDataOptions?: string[];
  pgRestoreExtraOptions?: string[];
  pgRestorePostdataOptions?: string[];
  pgRestorePredataOptions?: string[];
  postImportApplicationSQL?: string[];
  roles?: string[];
  schemaOnly?: boolean;
  source: { externalCluster: string };
  type: 'microservice' | 'monolith';
}

/** `spec.bootstrap.initdb.postInitSQLRefs` of Cluster. */
export interface ClusterSpecBootstrapInitdbPostInitSQLRefs {
  configMapRefs?: { key: string; name: string }[];
  secretRefs?: { key: string; name: string }[];
}

/** `spec.bootstrap.pg_basebackup` of Cluster. */
export interface ClusterSpecBootstrapPgBasebackup {
  database?: string;
  owner?: string;
  secret?: { name: string };
  source: string;
}

/** `spec.bootstrap.recovery` of Cluster. */
export interface ClusterSpecBootstrapRecovery {
  backup?: { endpointCA?: { key: string; name: string }; name: string };
  database?: string;
  owner?: string;
  recoveryTarget?: ClusterSpecBootstrapRecoveryRecoveryTarget;
  secret?: { name: string };
  source?: string;
  volumeSnapshots?: ClusterSpecBootstrapRecoveryVolumeSnapshots;
}

/** `spec.bootstrap.recovery.recoveryTarget` of Cluster. */
export interface ClusterSpecBootstrapRecoveryRecoveryTarget {
  backupID?: string;
  exclusive?: boolean;
  targetImmediate?: boolean;
  targetLSN?: string;
  targetName?: string;
  targetTLI?: string;
  targetTime?: string;
  targetXID?: string;
}

/** `spec.bootstrap.recovery.volumeSnapshots` of Cluster. */
export interface ClusterSpecBootstrapRecoveryVolumeSnapshots {
  storage: { apiGroup?: string; kind: string; name: string };
  tablespaceStorage?: Record<string, { apiGroup?: string; kind: string; name: string }>;
  walStorage?: { apiGroup?: string; kind: string; name: string };
}

/** `spec.certificates` of Cluster. */
export interface ClusterSpecCertificates {
  clientCASecret?: string;
  replicationTLSSecret?: string;
  serverAltDNSNames?: string[];
  serverCASecret?: string;
  serverTLSSecret?: string;
}

/** `spec.env[]` of Cluster. */
export interface ClusterSpecEnv {
  name: string;
  value?: string;
  valueFrom?: ClusterSpecEnvValueFrom;
}

/** `spec.envFrom[]` of Cluster. */
export interface ClusterSpecEnvFrom {
  configMapRef?: { name?: string; optional?: boolean };
  prefix?: string;
  secretRef?: { name?: string; optional?: boolean };
}

/** `spec.env[].valueFrom` of Cluster. */
export interface ClusterSpecEnvValueFrom {
  configMapKeyRef?: { key: string; name?: string; optional?: boolean };
  fieldRef?: { apiVersion?: string; fieldPath: string };
  fileKeyRef?: { key: string; optional?: boolean; path: string; volumeName: string };
  resourceFieldRef?: { containerName?: string; divisor?: number | string; resource: string };
  secretKeyRef?: { key: string; name?: string; optional?: boolean };
}

/** `spec.ephemeralVolumeSource` of Cluster. */
export interface ClusterSpecEphemeralVolumeSource {
  volumeClaimTemplate?: ClusterSpecEphemeralVolumeSourceVolumeClaimTemplate;
}

/** `spec.ephemeralVolumeSource.volumeClaimTemplate` of Cluster. */
export interface ClusterSpecEphemeralVolumeSourceVolumeClaimTemplate {
  metadata?: Record<string, never>;
  spec: ClusterSpecStoragePvcTemplate;
}

/** `spec.externalClusters[]` of Cluster. */
export interface ClusterSpecExternalClusters {
  barmanObjectStore?: ClusterSpecBackupBarmanObjectStore;
  connectionParameters?: Record<string, string>;
  name: string;
  password?: { key: string; name?: string; optional?: boolean };
  plugin?: ClusterSpecPlugins;
  sslCert?: { key: string; name?: string; optional?: boolean };
  sslKey?: { key: string; name?: string; optional?: boolean };
  sslRootCert?: { key: string; name?: string; optional?: boolean };
}

/** `spec.inheritedMetadata` of Cluster. */
export interface ClusterSpecInheritedMetadata {
  annotations?: Record<string, string>;
  labels?: Record<string, string>;
}

/** `spec.managed` of Cluster. */
export interface ClusterSpecManaged {
  roles?: ClusterSpecManagedRoles[];
  services?: ClusterSpecManagedServices;
}

/** `spec.managed.roles[]` of Cluster. */
export interface ClusterSpecManagedRoles {
  bypassrls?: boolean;
  comment?: string;
  connectionLimit?: number;
  createdb?: boolean;
  createrole?: boolean;
  disablePassword?: boolean;
  ensure?: 'absent' | 'present';
  inRoles?: string[];
  inherit?: boolean;
  login?: boolean;
  name: string;
  passwordSecret?: { name: string };
  replication?: boolean;
  superuser?: boolean;
  validUntil?: string;
}

/** `spec.managed.services` of Cluster. */
export interface ClusterSpecManagedServices {
  additional?: ClusterSpecManagedServicesAdditional[];
  disabledDefaultServices?: ('r' | 'ro' | 'rw')[];
}

/** `spec.managed.services.additional[]` of Cluster. */
export interface ClusterSpecManagedServicesAdditional {
  selectorType: 'r' | 'ro' | 'rw';
  serviceTemplate: ClusterSpecManagedServicesAdditionalServiceTemplate;
  updateStrategy?: 'patch' | 'replace';
}

/** `spec.managed.services.additional[].serviceTemplate` of Cluster. */
export interface ClusterSpecManagedServicesAdditionalServiceTemplate {
  metadata?: ClusterSpecServiceAccountTemplateMetadata;
  spec?: ClusterSpecManagedServicesAdditionalServiceTemplateSpec;
}

/** `spec.managed.services.additional[].serviceTemplate.spec` of Cluster. */
export interface ClusterSpecManagedServicesAdditionalServiceTemplateSpec {
  allocateLoadBalancerNodePorts?: boolean;
  clusterIP?: string;
  clusterIPs?: string[];
  externalIPs?: string[];
  externalName?: string;
  externalTrafficPolicy?: string;
  healthCheckNodePort?: number;
  internalTrafficPolicy?: string;
  ipFamilies?: string[];
  ipFamilyPolicy?: string;
  loadBalancerClass?: string;
  loadBalancerIP?: string;
  loadBalancerSourceRanges?: string[];
  ports?: ClusterSpecManagedServicesAdditionalServiceTemplateSpecPorts[];
  publishNotReadyAddresses?: boolean;
  selector?: Record<string, string>;
  sessionAffinity?: string;
  sessionAffinityConfig?: { clientIP?: { timeoutSeconds?: number } };
  trafficDistribution?: string;
  type?: string;
}

/** `spec.managed.services.additional[].serviceTemplate.spec.ports[]` of Cluster. */
export interface ClusterSpecManagedServicesAdditionalServiceTemplateSpecPorts {
  appProtocol?: string;
  name?: string;
  nodePort?: number;
  port: number;
  protocol?: string;
  targetPort?: number | string;
}

/** `spec.monitoring` of Cluster. */
export interface ClusterSpecMonitoring {
  customQueriesConfigMap?: { key: string; name: string }[];
  customQueriesSecret?: { key: string; name: string }[];
  disableDefaultQueries?: boolean;
  enablePodMonitor?: boolean;
  metricsQueriesTTL?: string;
  podMonitorMetricRelabelings?: ClusterSpecMonitoringPodMonitorRelabelings[];
  podMonitorRelabelings?: ClusterSpecMonitoringPodMonitorRelabelings[];
  tls?: { enabled?: boolean };
}

/** `spec.monitoring.podMonitorRelabelings[]` of Cluster. */
export interface ClusterSpecMonitoringPodMonitorRelabelings {
  action?: 'Drop' | 'DropEqual' | 'HashMod' | 'Keep' | 'KeepEqual' | 'LabelDrop' | 'LabelKeep' | 'LabelMap' | 'Lowercase' | 'Replace' | 'Uppercase' | 'drop' | 'dropequal' | 'hashmod' | 'keep' | 'keepequal' | 'labeldrop' | 'labelkeep' | 'labelmap' | 'lowercase' | 'replace' | 'uppercase';
  modulus?: number;
  regex?: string;
  replacement?: string;
  separator?: string;
  sourceLabels?: string[];
  targetLabel?: string;
}

/** `spec.plugins[]` of Cluster. */
export interface ClusterSpecPlugins {
  enabled?: boolean;
  isWALArchiver?: boolean;
  name: string;
  parameters?: Record<string, string>;
}

/** `spec.podSecurityContext` of Cluster. */
export interface ClusterSpecPodSecurityContext {
  appArmorProfile?: { localhostProfile?: string; type: string };
  fsGroup?: number;
  fsGroupChangePolicy?: string;
  runAsGroup?: number;
  runAsNonRoot?: boolean;
  runAsUser?: number;
  seLinuxChangePolicy?: string;
  seLinuxOptions?: { level?: string; role?: string; type?: string; user?: string };
  seccompProfile?: { localhostProfile?: string; type: string };
  supplementalGroups?: number[];
  supplementalGroupsPolicy?: string;
  sysctls?: { name: string; value: string }[];
  windowsOptions?: ClusterSpecSecurityContextWindowsOptions;
}

/** `spec.podSelectorRefs[]` of Cluster. */
export interface ClusterSpecPodSelectorRefs {
  name: string;
  selector: ClusterSpecPodSelectorRefsSelector;
}

/** `spec.podSelectorRefs[].selector` of Cluster. */
export interface ClusterSpecPodSelectorRefsSelector {
  matchExpressions?: { key: string; operator: string; values?: string[] }[];
  matchLabels?: Record<string, string>;
}

/** `spec.postgresql` of Cluster. */
export interface ClusterSpecPostgresql {
  enableAlterSystem?: boolean;
  extensions?: ClusterSpecPostgresqlExtensions[];
  ldap?: ClusterSpecPostgresqlLdap;
  parameters?: Record<string, string>;
  pg_hba?: string[];
  pg_ident?: string[];
  promotionTimeout?: number;
  shared_preload_libraries?: string[];
  syncReplicaElectionConstraint?: { enabled: boolean; nodeLabelsAntiAffinity?: string[] };
  synchronous?: ClusterSpecPostgresqlSynchronous;
}

/** `spec.postgresql.extensions[]` of Cluster. */
export interface ClusterSpecPostgresqlExtensions {
  bin_path?: string[];
  dynamic_library_path?: string[];
  env?: { name: string; value: string }[];
  extension_control_path?: string[];
  image?: { pullPolicy?: string; reference?: string };
  ld_library_path?: string[];
  name: string;
}

/** `spec.postgresql.ldap` of Cluster. */
export interface ClusterSpecPostgresqlLdap {
  bindAsAuth?: { prefix?: string; suffix?: string };
  bindSearchAuth?: ClusterSpecPostgresqlLdapBindSearchAuth;
  port?: number;
  scheme?: 'ldap' | 'ldaps';
  server?: string;
  tls?: boolean;
}

/** `spec.postgresql.ldap.bindSearchAuth` of Cluster. */
export interface ClusterSpecPostgresqlLdapBindSearchAuth {
  baseDN?: string;
  bindDN?: string;
  bindPassword?: { key: string; name?: string; optional?: boolean };
  searchAttribute?: string;
  searchFilter?: string;
}

/** `spec.postgresql.synchronous` of Cluster. */
export interface ClusterSpecPostgresqlSynchronous {
  dataDurability?: 'preferred' | 'required';
  failoverQuorum?: boolean;
  maxStandbyNamesFromCluster?: number;
  method: 'any' | 'first';
  number: number;
  standbyNamesPost?: string[];
  standbyNamesPre?: string[];
}

/** `spec.primaryLease` of Cluster. */
export interface ClusterSpecPrimaryLease {
  leaseDurationSeconds?: number;
  releasedLeaseDurationSeconds?: number;
  renewDeadlineSeconds?: number;
  retryPeriodSeconds?: number;
}

/** `spec.probes` of Cluster. */
export interface ClusterSpecProbes {
  liveness?: ClusterSpecProbesLiveness;
  readiness?: ClusterSpecProbesStartup;
  startup?: ClusterSpecProbesStartup;
}

/** `spec.probes.liveness` of Cluster. */
export interface ClusterSpecProbesLiveness {
  failureThreshold?: number;
  initialDelaySeconds?: number;
  isolationCheck?: ClusterSpecProbesLivenessIsolationCheck;
  periodSeconds?: number;
  successThreshold?: number;
  terminationGracePeriodSeconds?: number;
  timeoutSeconds?: number;
}

/** `spec.probes.liveness.isolationCheck` of Cluster. */
export interface ClusterSpecProbesLivenessIsolationCheck {
  connectionTimeout?: number;
  enabled?: boolean;
  requestTimeout?: number;
}

/** `spec.probes.startup` of Cluster. */
export interface ClusterSpecProbesStartup {
  failureThreshold?: number;
  initialDelaySeconds?: number;
  maximumLag?: number | string;
  periodSeconds?: number;
  successThreshold?: number;
  terminationGracePeriodSeconds?: number;
  timeoutSeconds?: number;
  type?: 'pg_isready' | 'query' | 'streaming';
}

/** `spec.projectedVolumeTemplate` of Cluster. */
export interface ClusterSpecProjectedVolumeTemplate {
  defaultMode?: number;
  sources?: ClusterSpecProjectedVolumeTemplateSources[];
}

/** `spec.projectedVolumeTemplate.sources[]` of Cluster. */
export interface ClusterSpecProjectedVolumeTemplateSources {
  clusterTrustBundle?: ClusterSpecProjectedVolumeTemplateSourcesClusterTrustBundle;
  configMap?: ClusterSpecProjectedVolumeTemplateSourcesSecret;
  downwardAPI?: ClusterSpecProjectedVolumeTemplateSourcesDownwardAPI;
  podCertificate?: ClusterSpecProjectedVolumeTemplateSourcesPodCertificate;
  secret?: ClusterSpecProjectedVolumeTemplateSourcesSecret;
  serviceAccountToken?: { audience?: string; expirationSeconds?: number; path: string };
}

/** `spec.projectedVolumeTemplate.sources[].clusterTrustBundle` of Cluster. */
export interface ClusterSpecProjectedVolumeTemplateSourcesClusterTrustBundle {
  labelSelector?: ClusterSpecPodSelectorRefsSelector;
  name?: string;
  optional?: boolean;
  path: string;
  signerName?: string;
}

/** `spec.projectedVolumeTemplate.sources[].downwardAPI` of Cluster. */
export interface ClusterSpecProjectedVolumeTemplateSourcesDownwardAPI {
  items?: ClusterSpecProjectedVolumeTemplateSourcesDownwardAPIItems[];
}

/** `spec.projectedVolumeTemplate.sources[].downwardAPI.items[]` of Cluster. */
export interface ClusterSpecProjectedVolumeTemplateSourcesDownwardAPIItems {
  fieldRef?: { apiVersion?: string; fieldPath: string };
  mode?: number;
  path: string;
  resourceFieldRef?: { containerName?: string; divisor?: number | string; resource: string };
}

/** `spec.projectedVolumeTemplate.sources[].podCertificate` of Cluster. */
export interface ClusterSpecProjectedVolumeTemplateSourcesPodCertificate {
  certificateChainPath?: string;
  credentialBundlePath?: string;
  keyPath?: string;
  keyType: string;
  maxExpirationSeconds?: number;
  signerName: string;
  userAnnotations?: Record<string, string>;
}

/** `spec.projectedVolumeTemplate.sources[].secret` of Cluster. */
export interface ClusterSpecProjectedVolumeTemplateSourcesSecret {
  items?: { key: string; mode?: number; path: string }[];
  name?: string;
  optional?: boolean;
}

/** `spec.replica` of Cluster. */
export interface ClusterSpecReplica {
  enabled?: boolean;
  minApplyDelay?: string;
  primary?: string;
  promotionToken?: string;
  self?: string;
  source: string;
}

/** `spec.replicationSlots` of Cluster. */
export interface ClusterSpecReplicationSlots {
  highAvailability?: ClusterSpecReplicationSlotsHighAvailability;
  synchronizeReplicas?: { enabled?: boolean; excludePatterns?: string[] };
  updateInterval?: number;
}

/** `spec.replicationSlots.highAvailability` of Cluster. */
export interface ClusterSpecReplicationSlotsHighAvailability {
  enabled?: boolean;
  slotPrefix?: string;
  synchronizeLogicalDecoding?: boolean;
}

/** `spec.resources` of Cluster. */
export interface ClusterSpecResources {
  claims?: { name: string; request?: string }[];
  limits?: Record<string, number | string>;
  requests?: Record<string, number | string>;
}

/** `spec.securityContext` of Cluster. */
export interface ClusterSpecSecurityContext {
  allowPrivilegeEscalation?: boolean;
  appArmorProfile?: { localhostProfile?: string; type: string };
  capabilities?: { add?: string[]; drop?: string[] };
  privileged?: boolean;
  procMount?: string;
  readOnlyRootFilesystem?: boolean;
  runAsGroup?: number;
  runAsNonRoot?: boolean;
  runAsUser?: number;
  seLinuxOptions?: { level?: string; role?: string; type?: string; user?: string };
  seccompProfile?: { localhostProfile?: string; type: string };
  windowsOptions?: ClusterSpecSecurityContextWindowsOptions;
}

/** `spec.securityContext.windowsOptions` of Cluster. */
export interface ClusterSpecSecurityContextWindowsOptions {
  gmsaCredentialSpec?: string;
  gmsaCredentialSpecName?: string;
  hostProcess?: boolean;
  runAsUserName?: string;
}

/** `spec.serviceAccountTemplate` of Cluster. */
export interface ClusterSpecServiceAccountTemplate {
  metadata: ClusterSpecServiceAccountTemplateMetadata;
}

/** `spec.serviceAccountTemplate.metadata` of Cluster. */
export interface ClusterSpecServiceAccountTemplateMetadata {
  annotations?: Record<string, string>;
  labels?: Record<string, string>;
  name?: string;
}

/** `spec.storage` of Cluster. */
export interface ClusterSpecStorage {
  pvcTemplate?: ClusterSpecStoragePvcTemplate;
  resizeInUseVolumes?: boolean;
  size?: string;
  storageClass?: string;
}

/** `spec.storage.pvcTemplate` of Cluster. */
export interface ClusterSpecStoragePvcTemplate {
  accessModes?: string[];
  dataSource?: { apiGroup?: string; kind: string; name: string };
  dataSourceRef?: { apiGroup?: string; kind: string; name: string; namespace?: string };
  resources?: ClusterSpecStoragePvcTemplateResources;
  selector?: ClusterSpecPodSelectorRefsSelector;
  storageClassName?: string;
  volumeAttributesClassName?: string;
  volumeMode?: string;
  volumeName?: string;
}

/** `spec.storage.pvcTemplate.resources` of Cluster. */
export interface ClusterSpecStoragePvcTemplateResources {
  limits?: Record<string, number | string>;
  requests?: Record<string, number | string>;
}

/** `spec.tablespaces[]` of Cluster. */
export interface ClusterSpecTablespaces {
  name: string;
  owner?: { name?: string };
  storage: ClusterSpecStorage;
  temporary?: boolean;
}

/** `spec.topologySpreadConstraints[]` of Cluster. */
export interface ClusterSpecTopologySpreadConstraints {
  labelSelector?: ClusterSpecPodSelectorRefsSelector;
  matchLabelKeys?: string[];
  maxSkew: number;
  minDomains?: number;
  nodeAffinityPolicy?: string;
  nodeTaintsPolicy?: string;
  topologyKey: string;
  whenUnsatisfiable: string;
}

/** `status` of Cluster. */
export interface ClusterStatus {
  availableArchitectures?: { goArch: string; hash: string }[];
  certificates?: ClusterStatusCertificates;
  cloudNativePGCommitHash?: string;
  cloudNativePGOperatorHash?: string;
  conditions?: ClusterStatusConditions[];
  configMapResourceVersion?: { metrics?: Record<string, string> };
  currentPrimary?: string;
  currentPrimaryFailingSinceTimestamp?: string;
  currentPrimaryTimestamp?: string;
  danglingPVC?: string[];
  demotionToken?: string;
  firstRecoverabilityPoint?: string;
  firstRecoverabilityPointByMethod?: Record<string, string>;
  healthyPVC?: string[];
  image?: string;
  initializingPVC?: string[];
  instanceNames?: string[];
  instances?: number;
  instancesReportedState?: Record<string, { ip?: string; isPrimary: boolean; timeLineID?: number }>;
  instancesStatus?: Record<string, string[]>;
  jobCount?: number;
  lastFailedBackup?: string;
  lastPromotionToken?: string;
  lastSuccessfulBackup?: string;
  lastSuccessfulBackupByMethod?: Record<string, string>;
  latestGeneratedNode?: number;
  managedRolesStatus?: ClusterStatusManagedRolesStatus;
  onlineUpdateEnabled?: boolean;
  operatorCertificateFingerprint?: string;
  pgDataImageInfo?: ClusterStatusPgDataImageInfo;
  phase?: string;
  phaseReason?: string;
  pluginStatus?: ClusterStatusPluginStatus[];
  podSelectorRefs?: { ips?: string[]; name: string }[];
  poolerIntegrations?: { pgBouncerIntegration?: { secrets?: string[] } };
  pvcCount?: number;
  readService?: string;
  readyInstances?: number;
  resizingPVC?: string[];
  secretsResourceVersion?: ClusterStatusSecretsResourceVersion;
  selector?: string;
  switchReplicaClusterStatus?: { inProgress?: boolean };
  systemID?: string;
  tablespacesStatus?: { error?: string; name: string; owner?: string; state: string }[];
  targetPgDataImageInfo?: ClusterStatusPgDataImageInfo;
  targetPrimary?: string;
  targetPrimaryTimestamp?: string;
  timelineID?: number;
  topology?: ClusterStatusTopology;
  unusablePVC?: string[];
  writeService?: string;
}

/** `status.certificates` of Cluster. */
export interface ClusterStatusCertificates {
  clientCASecret?: string;
  expirations?: Record<string, string>;
  replicationTLSSecret?: string;
  serverAltDNSNames?: string[];
  serverCASecret?: string;
  serverTLSSecret?: string;
}

/** `status.conditions[]` of Cluster. */
export interface ClusterStatusConditions {
  lastTransitionTime: string;
  message: string;
  observedGeneration?: number;
  reason: string;
  status: 'False' | 'True' | 'Unknown';
  type: string;
}

/** `status.managedRolesStatus` of Cluster. */
export interface ClusterStatusManagedRolesStatus {
  byStatus?: Record<string, string[]>;
  cannotReconcile?: Record<string, string[]>;
  passwordStatus?: Record<string, { resourceVersion?: string; transactionID?: number }>;
}

/** `status.pgDataImageInfo` of Cluster. */
export interface ClusterStatusPgDataImageInfo {
  extensions?: ClusterSpecPostgresqlExtensions[];
  image: string;
  majorVersion: number;
}

/** `status.pluginStatus[]` of Cluster. */
export interface ClusterStatusPluginStatus {
  backupCapabilities?: string[];
  capabilities?: string[];
  name: string;
  operatorCapabilities?: string[];
  restoreJobHookCapabilities?: string[];
  status?: string;
  version: string;
  walCapabilities?: string[];
}

/** `status.secretsResourceVersion` of Cluster. */
export interface ClusterStatusSecretsResourceVersion {
  applicationSecretVersion?: string;
  barmanEndpointCA?: string;
  caSecretVersion?: string;
  clientCaSecretVersion?: string;
  externalClusterSecretVersion?: Record<string, string>;
  managedRoleSecretVersion?: Record<string, string>;
  metrics?: Record<string, string>;
  replicationSecretVersion?: string;
  serverCaSecretVersion?: string;
  serverSecretVersion?: string;
  superuserSecretVersion?: string;
}

/** `status.topology` of Cluster. */
export interface ClusterStatusTopology {
  instances?: Record<string, Record<string, string>>;
  nodesUsed?: number;
  successfullyExtracted?: boolean;
}

/** Kind `Database` of `postgresql.cnpg.io/v1`. */
export interface Database {
  apiVersion: 'postgresql.cnpg.io/v1';
  kind: 'Database';
  metadata: ObjectMeta;
  spec: DatabaseSpec;
  status?: DatabaseStatus;
}

/** Kind `DatabaseRole` of `postgresql.cnpg.io/v1`. */
export interface DatabaseRole {
  apiVersion: 'postgresql.cnpg.io/v1';
  kind: 'DatabaseRole';
  metadata: ObjectMeta;
  spec: DatabaseRoleSpec;
  status?: DatabaseRoleStatus;
}

/** `spec` of DatabaseRole. */
export interface DatabaseRoleSpec {
  bypassrls?: boolean;
  clientCertificate?: { enabled?: boolean };
  cluster: { name?: string };
  comment?: string;
  connectionLimit?: number;
  createdb?: boolean;
  createrole?: boolean;
  databaseRoleReclaimPolicy?: 'delete' | 'retain';
  disablePassword?: boolean;
  ensure?: 'absent' | 'present';
  inRoles?: string[];
  inherit?: boolean;
  login?: boolean;
  name: string;
  passwordSecret?: { name: string };
  replication?: boolean;
  superuser?: boolean;
  validUntil?: string;
}

/** `status` of DatabaseRole. */
export interface DatabaseRoleStatus {
  applied?: boolean;
  clientCertificate?: { expiration?: string; message?: string };
  conditions?: ClusterStatusConditions[];
  message?: string;
  observedGeneration?: number;
  secretResourceVersion?: string;
}

/** `spec` of Database. */
export interface DatabaseSpec {
  allowConnections?: boolean;
  builtinLocale?: string;
  cluster: { name?: string };
  collationVersion?: string;
  connectionLimit?: number;
  databaseReclaimPolicy?: 'delete' | 'retain';
  encoding?: string;
  ensure?: 'absent' | 'present';
  extensions?: DatabaseSpecExtensions[];
  fdws?: DatabaseSpecFdws[];
  icuLocale?: string;
  icuRules?: string;
  isTemplate?: boolean;
  locale?: string;
  localeCType?: string;
  localeCollate?: string;
  localeProvider?: string;
  name: string;
  owner: string;
  schemas?: { ensure?: 'absent' | 'present'; name: string; owner?: string }[];
  servers?: DatabaseSpecServers[];
  tablespace?: string;
  template?: string;
}

/** `spec.extensions[]` of Database. */
export interface DatabaseSpecExtensions {
  ensure?: 'absent' | 'present';
  name: string;
  schema?: string;
  version?: string;
}

/** `spec.fdws[]` of Database. */
export interface DatabaseSpecFdws {
  ensure?: 'absent' | 'present';
  handler?: string;
  name: string;
  options?: { ensure?: 'absent' | 'present'; name: string; value: string }[];
  owner?: string;
  usage?: { name: string; type?: 'grant' | 'revoke' }[];
  validator?: string;
}

/** `spec.servers[]` of Database. */
export interface DatabaseSpecServers {
  ensure?: 'absent' | 'present';
  fdw: string;
  name: string;
  options?: { ensure?: 'absent' | 'present'; name: string; value: string }[];
  usage?: { name: string; type?: 'grant' | 'revoke' }[];
}

/** `status` of Database. */
export interface DatabaseStatus {
  applied?: boolean;
  extensions?: { applied: boolean; message?: string; name: string }[];
  fdws?: { applied: boolean; message?: string; name: string }[];
  message?: string;
  observedGeneration?: number;
  schemas?: { applied: boolean; message?: string; name: string }[];
  servers?: { applied: boolean; message?: string; name: string }[];
}

/** Kind `ImageCatalog` of `postgresql.cnpg.io/v1`. */
export interface ImageCatalog {
  apiVersion: 'postgresql.cnpg.io/v1';
  kind: 'ImageCatalog';
  metadata: ObjectMeta;
  spec: ImageCatalogSpec;
}

/** `spec` of ImageCatalog. */
export interface ImageCatalogSpec {
  componentImages?: { image: string; key: string }[];
  images: ImageCatalogSpecImages[];
}

/** `spec.images[]` of ImageCatalog. */
export interface ImageCatalogSpecImages {
  extensions?: ClusterSpecPostgresqlExtensions[];
  image: string;
  major: number;
}

/** Kind `ScheduledBackup` of `postgresql.cnpg.io/v1`. */
export interface ScheduledBackup {
  apiVersion: 'postgresql.cnpg.io/v1';
  kind: 'ScheduledBackup';
  metadata: ObjectMeta;
  spec: ScheduledBackupSpec;
  status?: ScheduledBackupStatus;
}

/** `spec` of ScheduledBackup. */
export interface ScheduledBackupSpec {
  backupOwnerReference?: 'cluster' | 'none' | 'self';
  cluster: { name: string };
  immediate?: boolean;
  method?: 'barmanObjectStore' | 'plugin' | 'volumeSnapshot';
  online?: boolean;
  onlineConfiguration?: { immediateCheckpoint?: boolean; waitForArchive?: boolean };
  pluginConfiguration?: { name: string; parameters?: Record<string, string> };
  schedule: string;
  suspend?: boolean;
  target?: 'prefer-standby' | 'primary';
}

/** `status` of ScheduledBackup. */
export interface ScheduledBackupStatus {
  error?: string;
  lastCheckTime?: string;
  lastScheduleTime?: string;
  nextScheduleTime?: string;
}
