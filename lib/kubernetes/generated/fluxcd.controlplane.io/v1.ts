// Made by `npm run generate`; never edited by hand.

import type { ObjectMeta } from '../../object-meta';

/** Kind `FluxInstance` of `fluxcd.controlplane.io/v1`. */
export interface FluxInstance {
  apiVersion: 'fluxcd.controlplane.io/v1';
  kind: 'FluxInstance';
  metadata: ObjectMeta;
  spec?: FluxInstanceSpec;
}

/** `spec` of FluxInstance. */
export interface FluxInstanceSpec {
  cluster?: FluxInstanceSpecCluster;
  commonMetadata?: FluxInstanceSpecCommonMetadata;
  components?: ('helm-controller' | 'image-automation-controller' | 'image-reflector-controller' | 'kustomize-controller' | 'notification-controller' | 'source-controller' | 'source-watcher')[];
  distribution: FluxInstanceSpecDistribution;
  kustomize?: FluxInstanceSpecKustomize;
  migrateResources?: boolean;
  sharding?: { key?: string; shards: string[]; storage?: 'ephemeral' | 'persistent' };
  storage?: { class: string; size: string };
  sync?: FluxInstanceSpecSync;
  wait?: boolean;
}

/** `spec.cluster` of FluxInstance. */
export interface FluxInstanceSpecCluster {
  domain?: string;
  multitenant?: boolean;
  multitenantWorkloadIdentity?: boolean;
  networkPolicy?: boolean;
  objectLevelWorkloadIdentity?: boolean;
  size?: 'large' | 'medium' | 'small';
  tenantDefaultDecryptionServiceAccount?: string;
  tenantDefaultKubeConfigServiceAccount?: string;
  tenantDefaultServiceAccount?: string;
  type?: 'aws' | 'azure' | 'gcp' | 'kubernetes' | 'openshift';
}

/** `spec.commonMetadata` of FluxInstance. */
export interface FluxInstanceSpecCommonMetadata {
  annotations?: Record<string, string>;
  labels?: Record<string, string>;
}

/** `spec.distribution` of FluxInstance. */
export interface FluxInstanceSpecDistribution {
  artifact?: string;
  artifactPullSecret?: string;
  imagePullSecret?: string;
  registry: string;
  variant?: 'enterprise-alpine' | 'enterprise-distroless' | 'enterprise-distroless-fips' | 'upstream-alpine';
  version: string;
}

/** `spec.kustomize` of FluxInstance. */
export interface FluxInstanceSpecKustomize {
  patches?: FluxInstanceSpecKustomizePatches[];
}

/** `spec.kustomize.patches[]` of FluxInstance. */
export interface FluxInstanceSpecKustomizePatches {
  patch: string;
  target?: FluxInstanceSpecKustomizePatchesTarget;
}

/** `spec.kustomize.patches[].target` of FluxInstance. */
export interface FluxInstanceSpecKustomizePatchesTarget {
  annotationSelector?: string;
  group?: string;
  kind?: string;
  labelSelector?: string;
  name?: string;
  namespace?: string;
  version?: string;
}

/** `spec.sync` of FluxInstance. */
export interface FluxInstanceSpecSync {
  interval?: string;
  kind: 'Bucket' | 'GitRepository' | 'OCIRepository';
  name?: string;
  path: string;
  provider?: 'aws' | 'azure' | 'gcp' | 'generic' | 'github';
  pullSecret?: string;
  ref: string;
  url: string;
}
