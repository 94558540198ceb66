// Made by `npm run generate`; never edited by hand.

import type { ObjectMeta } from '../../object-meta';

/** Kind `HelmRelease` of `helm.toolkit.fluxcd.io/v2`. */
export interface HelmRelease {
  apiVersion: 'helm.toolkit.fluxcd.io/v2';
  kind: 'HelmRelease';
  metadata: ObjectMeta;
  spec?: HelmReleaseSpec;
  status?: HelmReleaseStatus;
}

/** `spec` of HelmRelease. */
export interface HelmReleaseSpec {
  chart?: HelmReleaseSpecChart;
  chartRef?: HelmReleaseSpecChartRef;
  commonMetadata?: HelmReleaseSpecChartMetadata;
  dependsOn?: { name: string; namespace?: string; readyExpr?: string }[];
  driftDetection?: HelmReleaseSpecDriftDetection;
  healthCheckExprs?: HelmReleaseSpecHealthCheckExprs[];
  install?: HelmReleaseSpecInstall;
  interval: string;
  kubeConfig?: HelmReleaseSpecKubeConfig;
  maxHistory?: number;
  persistentClient?: boolean;
  postRenderStrategy?: 'combined' | 'nohooks' | 'separate';
  postRenderers?: HelmReleaseSpecPostRenderers[];
  releaseName?: string;
  rollback?: HelmReleaseSpecRollback;
  serviceAccountName?: string;
  storageNamespace?: string;
  suspend?: boolean;
  targetNamespace?: string;
  test?: HelmReleaseSpecTest;
  timeout?: string;
  uninstall?: HelmReleaseSpecUninstall;
  upgrade?: HelmReleaseSpecUpgrade;
  values?: unknown;
  valuesFrom?: HelmReleaseSpecValuesFrom[];
  waitStrategy?: { name: 'legacy' | 'poller' };
}

/** `spec.chart` of HelmRelease. */
export interface HelmReleaseSpecChart {
  metadata?: HelmReleaseSpecChartMetadata;
  spec: HelmReleaseSpecChartSpec;
}

/** `spec.chart.metadata` of HelmRelease. */
export interface HelmReleaseSpecChartMetadata {
  annotations?: Record<string, string>;
  labels?: Record<string, string>;
}

/** `spec.chartRef` of HelmRelease. */
export interface HelmReleaseSpecChartRef {
  apiVersion?: string;
  kind: 'ExternalArtifact' | 'HelmChart' | 'OCIRepository';
  name: string;
  namespace?: string;
}

/** `spec.chart.spec` of HelmRelease. */
export interface HelmReleaseSpecChartSpec {
  chart: string;
  ignoreMissingValuesFiles?: boolean;
  interval?: string;
  reconcileStrategy?: 'ChartVersion' | 'Revision';
  sourceRef: HelmReleaseSpecChartSpecSourceRef;
  valuesFiles?: string[];
  verify?: { provider?: 'cosign' | 'notation'; secretRef?: { name: string } };
  version?: string;
}

/** `spec.chart.spec.sourceRef` of HelmRelease. */
export interface HelmReleaseSpecChartSpecSourceRef {
  apiVersion?: string;
  kind: 'Bucket' | 'GitRepository' | 'HelmRepository';
  name: string;
  namespace?: string;
}

/** `spec.driftDetection` of HelmRelease. */
export interface HelmReleaseSpecDriftDetection {
  ignore?: HelmReleaseSpecDriftDetectionIgnore[];
  mode?: 'disabled' | 'enabled' | 'warn';
}

/** `spec.driftDetection.ignore[]` of HelmRelease. */
export interface HelmReleaseSpecDriftDetectionIgnore {
  paths: string[];
  target?: HelmReleaseSpecDriftDetectionIgnoreTarget;
}

/** `spec.driftDetection.ignore[].target` of HelmRelease. */
export interface HelmReleaseSpecDriftDetectionIgnoreTarget {
  annotationSelector?: string;
  group?: string;
  kind?: string;
  labelSelector?: string;
  name?: string;
  namespace?: string;
  version?: string;
}

/** `spec.healthCheckExprs[]` of HelmRelease. */
export interface HelmReleaseSpecHealthCheckExprs {
  apiVersion: string;
  current: string;
  failed?: string;
  inProgress?: string;
  kind?: string;
}

/** `spec.install` of HelmRelease. */
export interface HelmReleaseSpecInstall {
  crds?: 'Create' | 'CreateReplace' | 'Skip';
  createNamespace?: boolean;
  disableHooks?: boolean;
  disableOpenAPIValidation?: boolean;
  disableSchemaValidation?: boolean;
  disableTakeOwnership?: boolean;
  disableWait?: boolean;
  disableWaitForJobs?: boolean;
  remediation?: HelmReleaseSpecInstallRemediation;
  replace?: boolean;
  serverSideApply?: boolean;
  skipCRDs?: boolean;
  strategy?: HelmReleaseSpecInstallStrategy;
  timeout?: string;
}

/** `spec.install.remediation` of HelmRelease. */
export interface HelmReleaseSpecInstallRemediation {
  ignoreTestFailures?: boolean;
  remediateLastFailure?: boolean;
  retries?: number;
}

/** `spec.install.strategy` of HelmRelease. */
export interface HelmReleaseSpecInstallStrategy {
  name: 'RemediateOnFailure' | 'RetryOnFailure';
  retryInterval?: string;
}

/** `spec.kubeConfig` of HelmRelease. */
export interface HelmReleaseSpecKubeConfig {
  configMapRef?: { name: string };
  secretRef?: { key?: string; name: string };
}

/** `spec.postRenderers[]` of HelmRelease. */
export interface HelmReleaseSpecPostRenderers {
  kustomize?: HelmReleaseSpecPostRenderersKustomize;
}

/** `spec.postRenderers[].kustomize` of HelmRelease. */
export interface HelmReleaseSpecPostRenderersKustomize {
  images?: { digest?: string; name: string; newName?: string; newTag?: string }[];
  patches?: HelmReleaseSpecPostRenderersKustomizePatches[];
}

/** `spec.postRenderers[].kustomize.patches[]` of HelmRelease. */
export interface HelmReleaseSpecPostRenderersKustomizePatches {
  patch: string;
  target?: HelmReleaseSpecDriftDetectionIgnoreTarget;
}

/** `spec.rollback` of HelmRelease. */
export interface HelmReleaseSpecRollback {
  cleanupOnFail?: boolean;
  disableHooks?: boolean;
  disableWait?: boolean;
  disableWaitForJobs?: boolean;
  force?: boolean;
  recreate?: boolean;
  serverSideApply?: 'auto' | 'disabled' | 'enabled';
  timeout?: string;
}

/** `spec.test` of HelmRelease. */
export interface HelmReleaseSpecTest {
  enable?: boolean;
  filters?: { exclude?: boolean; name: string }[];
  ignoreFailures?: boolean;
  timeout?: string;
}

/** `spec.uninstall` of HelmRelease. */
export interface HelmReleaseSpecUninstall {
  deletionPropagation?: 'background' | 'foreground' | 'orphan';
  disableHooks?: boolean;
  disableWait?: boolean;
  keepHistory?: boolean;
  timeout?: string;
}

/** `spec.upgrade` of HelmRelease. */
export interface HelmReleaseSpecUpgrade {
  chartNameChangeStrategy?: 'InPlaceUpdate' | 'Reinstall';
  cleanupOnFail?: boolean;
  crds?: 'Create' | 'CreateReplace' | 'Skip';
  disableHooks?: boolean;
  disableOpenAPIValidation?: boolean;
  disableSchemaValidation?: boolean;
  disableTakeOwnership?: boolean;
  disableWait?: boolean;
  disableWaitForJobs?: boolean;
  force?: boolean;
  preserveValues?: boolean;
  remediation?: HelmReleaseSpecUpgradeRemediation;
  serverSideApply?: 'auto' | 'disabled' | 'enabled';
  strategy?: HelmReleaseSpecInstallStrategy;
  timeout?: string;
}

/** `spec.upgrade.remediation` of HelmRelease. */
export interface HelmReleaseSpecUpgradeRemediation {
  ignoreTestFailures?: boolean;
  remediateLastFailure?: boolean;
  retries?: number;
  strategy?: 'rollback' | 'uninstall';
}

/** `spec.valuesFrom[]` of HelmRelease. */
export interface HelmReleaseSpecValuesFrom {
  kind: 'ConfigMap' | 'Secret';
  literal?: boolean;
  name: string;
  optional?: boolean;
  targetPath?: string;
  valuesKey?: string;
}

/** `status` of HelmRelease. */
export interface HelmReleaseStatus {
  conditions?: HelmReleaseStatusConditions[];
  failures?: number;
  helmChart?: string;
  history?: HelmReleaseStatusHistory[];
  installFailures?: number;
  inventory?: { entries: { id: string; v: string }[] };
  lastAttemptedConfigDigest?: string;
  lastAttemptedGeneration?: number;
  lastAttemptedReleaseAction?: 'install' | 'upgrade';
  lastAttemptedReleaseActionDuration?: string;
  lastAttemptedRevision?: string;
  lastAttemptedRevisionDigest?: string;
  lastAttemptedValuesChecksum?: string;
  lastHandledForceAt?: string;
  lastHandledReconcileAt?: string;
  lastHandledResetAt?: string;
  lastReleaseRevision?: number;
  observedCommonMetadataDigest?: string;
  observedGeneration?: number;
  observedPostRenderersDigest?: string;
  storageNamespace?: string;
  upgradeFailures?: number;
}

/** `status.conditions[]` of HelmRelease. */
export interface HelmReleaseStatusConditions {
  lastTransitionTime: string;
  message: string;
  observedGeneration?: number;
  reason: string;
  status: 'False' | 'True' | 'Unknown';
  type: string;
}

/** `status.history[]` of HelmRelease. */
export interface HelmReleaseStatusHistory {
  action?: string;
  apiVersion?: string;
  appVersion?: string;
  chartName: string;
  chartVersion: string;
  configDigest: string;
  deleted?: string;
  digest: string;
  firstDeployed: string;
  lastDeployed: string;
  name: string;
  namespace: string;
  ociDigest?: string;
  status: string;
  testHooks?: Record<string, { lastCompleted?: string; lastStarted?: string; phase?: string }>;
  version: number;
}
