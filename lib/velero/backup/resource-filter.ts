import { fail, veleroProblems } from '../../core';
import { CLOUD_NATIVE_PG_KINDS, readResources } from './resource-name';

/** Resources that are in a backup, or all but these. */
export type ResourceChoice =
  { readonly include: readonly string[] } | { readonly exclude: readonly string[] };

/** Options of a filter of kinds, whether they have a namespace or not (Velero: `includedResources`). */
export type KindsOptions = ResourceChoice & {
  /** Whether objects without a namespace are in the backup. @default - those that others refer to: PersistentVolumes */
  readonly clusterResources?: boolean;
};

/** Options of a filter that tells kinds with a namespace from those without. */
export interface ScopedOptions {
  /** @default - every kind */
  readonly namespaced?: ResourceChoice;
  /** @default - those that others refer to: PersistentVolumes */
  readonly cluster?: ResourceChoice;
}

/** Fields of a Backup's spec that choose resources. Either the first three or the others. */
export interface FilterFields {
  readonly includedResources?: string[];
  readonly excludedResources?: string[];
  readonly includeClusterResources?: boolean;
  readonly includedNamespaceScopedResources?: string[];
  readonly excludedNamespaceScopedResources?: string[];
  readonly includedClusterScopedResources?: string[];
  readonly excludedClusterScopedResources?: string[];
}

/** Events tell of the past, and Velero never restores them. */
const NEVER: readonly string[] = ['events', 'events.events.k8s.io', ...CLOUD_NATIVE_PG_KINDS];

/**
 * Which resources are in a backup. Velero has two kinds of filters and refuses both at once; a value of this is of one
 * kind. Kinds of CloudNativePG are in no backup.
 */
export class ResourceFilter {
  /** Every kind. */
  static everything(): ResourceFilter {
    return ResourceFilter.scoped({});
  }

  /** By kind, whatever its scope. Throws RST958, RST959. */
  static kinds(options: KindsOptions): ResourceFilter {
    const { clusterResources } = options;
    refuseMixed(options, 'kinds');
    const { included, excluded } = read('kinds', options, NEVER);
    return new ResourceFilter({
      ...(included !== undefined && { includedResources: included }),
      ...(excluded !== undefined && { excludedResources: excluded }),
      ...(clusterResources !== undefined && { includeClusterResources: clusterResources }),
    });
  }

  /** By kind, those with a namespace and those without apart. Throws RST958, RST959. */
  static scoped({ namespaced = { exclude: [] }, cluster }: ScopedOptions): ResourceFilter {
    refuseMixed(namespaced, 'namespaced');
    if (cluster !== undefined) refuseMixed(cluster, 'cluster');
    const inNamespaces = read('namespaced', namespaced, NEVER);
    const outside = cluster === undefined ? {} : read('cluster', cluster, []);
    return new ResourceFilter({
      ...(inNamespaces.included !== undefined && {
        includedNamespaceScopedResources: inNamespaces.included,
      }),
      ...(inNamespaces.excluded !== undefined && {
        excludedNamespaceScopedResources: inNamespaces.excluded,
      }),
      ...(outside.included !== undefined && { includedClusterScopedResources: outside.included }),
      ...(outside.excluded !== undefined && { excludedClusterScopedResources: outside.excluded }),
    });
  }

  private constructor(readonly fields: FilterFields) {}
}

/** Without types both may be given. Throws RST957. */
function refuseMixed(choice: object, property: string): void {
  const names = Object.keys(choice);
  const foreign = names.find((name) => !['include', 'exclude', 'clusterResources'].includes(name));
  if (foreign !== undefined || (names.includes('include') && names.includes('exclude'))) {
    fail(veleroProblems.mixedFilters, {
      property,
      value: names.join(', '),
      reason: 'it has options of both kinds, or both includes and excludes',
      fix: 'Give either include or exclude.',
    });
  }
}

function read(
  property: string,
  choice: ResourceChoice,
  never: readonly string[],
): { readonly included?: string[]; readonly excluded?: string[] } {
  if ('exclude' in choice) {
    const excluded = new Set([...readResources(`${property}.exclude`, choice.exclude), ...never]);
    return excluded.size === 0 ? {} : { excluded: [...excluded].sort() };
  }
  const { include } = choice;
  if (include.length === 0) {
    fail(veleroProblems.invalidFilter, {
      property: `${property}.include`,
      value: include,
      reason: 'an empty list means every kind to Velero',
    });
  }
  const owned = include.find((resource) => CLOUD_NATIVE_PG_KINDS.includes(resource));
  if (owned !== undefined) {
    fail(veleroProblems.kindOfOtherProtection, {
      property: `${property}.include`,
      value: owned,
      reason: 'it belongs to CloudNativePG',
    });
  }
  return { included: [...readResources(`${property}.include`, include)] };
}
