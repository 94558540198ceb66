// Made by `npm run generate`; never edited by hand.

import type { ObjectMeta } from '../../object-meta';

/** Kind `Kustomization` of `kustomize.toolkit.fluxcd.io/v1`. */
export interface Kustomization {
  apiVersion: 'kustomize.toolkit.fluxcd.io/v1';
  kind: 'Kustomization';
  metadata: ObjectMeta;
  spec?: KustomizationSpec;
  status?: KustomizationStatus;
}

/** `spec` of Kustomization. */
export interface KustomizationSpec {
  buildMetadata?: ('originAnnotations' | 'transformerAnnotations')[];
  commonMetadata?: KustomizationSpecCommonMetadata;
  components?: string[];
  decryption?: KustomizationSpecDecryption;
  deletionPolicy?: 'Delete' | 'MirrorPrune' | 'Orphan' | 'WaitForTermination';
  dependsOn?: { name: string; namespace?: string; readyExpr?: string }[];
  force?: boolean;
  healthCheckExprs?: KustomizationSpecHealthCheckExprs[];
  healthChecks?: { apiVersion?: string; kind: string; name: string; namespace?: string }[];
  ignore?: KustomizationSpecIgnore[];
  ignoreMissingComponents?: boolean;
  images?: { digest?: string; name: string; newName?: string; newTag?: string }[];
  interval: string;
  kubeConfig?: KustomizationSpecKubeConfig;
  namePrefix?: string;
  nameSuffix?: string;
  patches?: KustomizationSpecPatches[];
  path?: string;
  postBuild?: KustomizationSpecPostBuild;
  prune: boolean;
  retryInterval?: string;
  serviceAccountName?: string;
  sourceRef: KustomizationSpecSourceRef;
  suspend?: boolean;
  targetNamespace?: string;
  timeout?: string;
  wait?: boolean;
}

/** `spec.commonMetadata` of Kustomization. */
export interface KustomizationSpecCommonMetadata {
  annotations?: Record<string, string>;
  labels?: Record<string, string>;
}

/** `spec.decryption` of Kustomization. */
export interface KustomizationSpecDecryption {
  provider: 'sops';
  secretRef?: { name: string };
  serviceAccountName?: string;
}

/** `spec.healthCheckExprs[]` of Kustomization. */
export interface KustomizationSpecHealthCheckExprs {
  apiVersion: string;
  current: string;
  failed?: string;
  inProgress?: string;
  kind?: string;
}

/** `spec.ignore[]` of Kustomization. */
export interface KustomizationSpecIgnore {
  paths: string[];
  target?: KustomizationSpecIgnoreTarget;
}

/** `spec.ignore[].target` of Kustomization. */
export interface KustomizationSpecIgnoreTarget {
  annotationSelector?: string;
  group?: string;
  kind?: string;
  labelSelector?: string;
  name?: string;
  namespace?: string;
  version?: string;
}

/** `spec.kubeConfig` of Kustomization. */
export interface KustomizationSpecKubeConfig {
  configMapRef?: { name: string };
  secretRef?: { key?: string; name: string };
}

/** `spec.patches[]` of Kustomization. */
export interface KustomizationSpecPatches {
  patch: string;
  target?: KustomizationSpecIgnoreTarget;
}

/** `spec.postBuild` of Kustomization. */
export interface KustomizationSpecPostBuild {
  substitute?: Record<string, string>;
  substituteFrom?: { kind: 'ConfigMap' | 'Secret'; name: string; optional?: boolean }[];
  substituteStrategy?: 'Always' | 'WithVariables';
}

/** `spec.sourceRef` of Kustomization. */
export interface KustomizationSpecSourceRef {
  apiVersion?: string;
  kind: 'Bucket' | 'ExternalArtifact' | 'GitRepository' | 'OCIRepository';
  name: string;
  namespace?: string;
}

/** `status` of Kustomization. */
export interface KustomizationStatus {
  conditions?: KustomizationStatusConditions[];
  history?: KustomizationStatusHistory[];
  inventory?: { entries: { id: string; v: string }[] };
  lastAppliedOriginRevision?: string;
  lastAppliedRevision?: string;
  lastAttemptedRevision?: string;
  lastHandledReconcileAt?: string;
  observedGeneration?: number;
}

/** `status.conditions[]` of Kustomization. */
export interface KustomizationStatusConditions {
  lastTransitionTime: string;
  message: string;
  observedGeneration?: number;
  reason: string;
  status: 'False' | 'True' | 'Unknown';
  type: string;
}

/** `status.history[]` of Kustomization. */
export interface KustomizationStatusHistory {
  digest: string;
  firstReconciled: string;
  lastReconciled: string;
  lastReconciledDuration: string;
  lastReconciledStatus: string;
  metadata?: Record<string, string>;
  totalReconciliations: number;
}
