// Made by `npm run generate`; never edited by hand.

import type { ObjectMeta } from '../../object-meta';

/** Kind `Kustomization` of `kustomize.config.k8s.io/v1beta1`. */
export interface Kustomization {
  apiVersion: 'kustomize.config.k8s.io/v1beta1';
  kind: 'Kustomization';
  metadata?: ObjectMeta;
  bases?: string[];
  buildMetadata?: ('managedByLabel' | 'originAnnotations' | 'transformerAnnotations')[];
  commonAnnotations?: Record<string, string>;
  commonLabels?: Record<string, string>;
  components?: string[];
  configMapGenerator?: KustomizationConfigMapGenerator[];
  configurations?: string[];
  crds?: string[];
  generatorOptions?: KustomizationGeneratorOptions;
  generators?: string[];
  helmChartInflationGenerator?: unknown[];
  helmCharts?: KustomizationHelmCharts[];
  helmGlobals?: { chartHome?: string; configHome?: string };
  imageTags?: unknown[];
  images?: KustomizationImages[];
  inventory?: unknown;
  labels?: KustomizationLabels[];
  namePrefix?: string;
  nameSuffix?: string;
  namespace?: string;
  openapi?: Record<string, string>;
  patches?: KustomizationPatches[];
  patchesJson6902?: unknown[];
  patchesStrategicMerge?: string[];
  replacements?: KustomizationReplacements[];
  replicas?: { count: number; name: string }[];
  resources?: string[];
  secretGenerator?: KustomizationSecretGenerator[];
  sortOptions?: KustomizationSortOptions;
  transformers?: string[];
  validators?: string[];
  vars?: unknown[];
}

/** `configMapGenerator[]` of Kustomization. */
export interface KustomizationConfigMapGenerator {
  behavior?: 'create' | 'merge' | 'replace';
  env?: string;
  envs?: string[];
  files?: string[];
  literals?: string[];
  name?: string;
  namespace?: string;
  options?: KustomizationGeneratorOptions;
}

/** `generatorOptions` of Kustomization. */
export interface KustomizationGeneratorOptions {
  annotations?: Record<string, string>;
  disableNameSuffixHash?: boolean;
  immutable?: boolean;
  labels?: Record<string, string>;
}

/** `helmCharts[]` of Kustomization. */
export interface KustomizationHelmCharts {
  additionalValuesFiles?: string[];
  apiVersions?: string[];
  debug?: boolean;
  devel?: boolean;
  includeCRDs?: boolean;
  kubeVersion?: string;
  name?: string;
  nameTemplate?: string;
  namespace?: string;
  releaseName?: string;
  repo?: string;
  skipHooks?: boolean;
  skipTests?: boolean;
  valuesFile?: string;
  valuesInline?: Record<string, unknown>;
  valuesMerge?: 'merge' | 'override' | 'replace';
  version?: string;
}

/** `images[]` of Kustomization. */
export interface KustomizationImages {
  digest?: string;
  name: string;
  newName?: string;
  newTag?: string;
  tagSuffix?: string;
}

/** `labels[]` of Kustomization. */
export interface KustomizationLabels {
  fields?: KustomizationLabelsFields[];
  includeSelectors?: boolean;
  includeTemplates?: boolean;
  includeVolumeClaimTemplates?: boolean;
  pairs?: Record<string, string>;
}

/** `labels[].fields[]` of Kustomization. */
export interface KustomizationLabelsFields {
  create?: boolean;
  group?: string;
  kind?: string;
  path?: string;
  version?: string;
}

/** `patches[]` of Kustomization. */
export interface KustomizationPatches {
  options?: Record<string, boolean>;
  patch?: string;
  path?: string;
  target?: KustomizationPatchesTarget;
}

/** `patches[].target` of Kustomization. */
export interface KustomizationPatchesTarget {
  annotationSelector?: string;
  group?: string;
  kind?: string;
  labelSelector?: string;
  name?: string;
  namespace?: string;
  version?: string;
}

/** `replacements[]` of Kustomization. */
export interface KustomizationReplacements {
  path?: string;
  source?: KustomizationReplacementsSource;
  sourceValue?: string;
  targets?: KustomizationReplacementsTargets[];
}

/** `replacements[].source` of Kustomization. */
export interface KustomizationReplacementsSource {
  fieldPath?: string;
  group?: string;
  kind?: string;
  name?: string;
  namespace?: string;
  options?: KustomizationReplacementsSourceOptions;
  version?: string;
}

/** `replacements[].source.options` of Kustomization. */
export interface KustomizationReplacementsSourceOptions {
  create?: boolean;
  delimiter?: string;
  encoding?: string;
  index?: number;
}

/** `replacements[].targets[]` of Kustomization. */
export interface KustomizationReplacementsTargets {
  fieldPaths?: string[];
  options?: KustomizationReplacementsSourceOptions;
  reject?: KustomizationPatchesTarget[];
  select: KustomizationPatchesTarget;
}

/** `secretGenerator[]` of Kustomization. */
export interface KustomizationSecretGenerator {
  behavior?: 'create' | 'merge' | 'replace';
  env?: string;
  envs?: string[];
  files?: string[];
  literals?: string[];
  name?: string;
  namespace?: string;
  options?: KustomizationGeneratorOptions;
  type?: string;
}

/** `sortOptions` of Kustomization. */
export interface KustomizationSortOptions {
  legacySortOptions?: { orderFirst?: string[]; orderLast?: string[] };
  order?: 'fifo' | 'legacy';
}
