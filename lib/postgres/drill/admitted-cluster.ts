import type { AdmittedKind, AdmittedObject } from '../../drill/site/admission';
import { celEquals, celText, celTexts, type ToleratedKeys } from '../../drill/site/cel';
import { RUN_ANNOTATION } from '../../drill/site/labels';
import type { Cluster } from '../../kubernetes/generated/postgresql.cnpg.io/v1';

const CLUSTERS: AdmittedKind = { apiGroup: 'postgresql.cnpg.io', apiVersion: 'v1', resource: 'clusters' };

/**
 * Fields of a Cluster's spec that name a Secret, an image or a ServiceAccount, or change its pods (CloudNativePG 1.30, CRD
 * of Clusters). What the plan does not have must not be there.
 */
const POWERFUL = [
  'backup',
  'bootstrap',
  'certificates',
  'env',
  'envFrom',
  'ephemeralVolumeSource',
  'externalClusters',
  'imageCatalogRef',
  'imageName',
  'imagePullSecrets',
  'inheritedMetadata',
  'managed',
  'plugins',
  'podSelectorRefs',
  'projectedVolumeTemplate',
  'replica',
  'serviceAccountName',
  'serviceAccountTemplate',
  'superuserSecret',
] as const;

/** The same of fields below others that the operator fills in. */
const POWERFUL_BELOW = [
  ['monitoring', 'customQueriesSecret'],
  ['postgresql', 'ldap'],
  ['postgresql', 'extensions'],
] as const;

/** The target of a run, and what the API server fills in (CloudNativePG 1.30, CRD of Clusters). */
const TOLERATED: ToleratedKeys = {
  'bootstrap.recovery': ['recoveryTarget'],
  'externalClusters[].plugin': ['enabled', 'isWALArchiver'],
};

/**
 * The Cluster of a drill, as the runner may create it: restored from this archive by these credentials, from this image.
 * The operator gives a Cluster the right to read each Secret that it names, and puts patches of an annotation into its pods
 * (`cnpg.io/podPatch`), so neither is left to whoever has the runner's token.
 */
export function admittedCluster({ metadata, spec }: Cluster): AdmittedObject {
  const annotations = [...Object.keys(metadata.annotations ?? {}), RUN_ANNOTATION];
  const fields = spec as unknown as Readonly<Record<string, unknown>>;
  return {
    kind: CLUSTERS,
    name: metadata.name ?? '',
    conditions: [
      `!has(object.metadata.annotations) || object.metadata.annotations.all(key, key in ${celTexts(annotations)})`,
      ...POWERFUL.flatMap((field) => same('variables.spec', field, fields[field], field)),
      ...POWERFUL_BELOW.flatMap(([parent, field]) => {
        const expected = (fields[parent] as Readonly<Record<string, unknown>> | undefined)?.[field];
        const below = `variables.spec[${celText(parent)}]`;
        return same(below, field, expected, `${parent}.${field}`).map(
          (condition) => `!(${celText(parent)} in variables.spec) || ${condition}`,
        );
      }),
    ],
  };
}

function same(parent: string, field: string, expected: unknown, place: string): readonly string[] {
  if (expected === undefined) return [`!(${celText(field)} in ${parent})`];
  return celEquals(`${parent}[${celText(field)}]`, expected, place, TOLERATED);
}
