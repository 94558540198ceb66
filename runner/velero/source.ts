import type { DrillDocument } from '../../lib/plan';
import type { NamespaceBackupSource, NamespaceDrillSource } from '../../lib/velero/velero-source';
import { Incident } from '../drill/incident';

/** What the plan says of a NamespaceBackup that is drilled. */
export interface DrilledSource extends NamespaceBackupSource {
  readonly drill: NamespaceDrillSource;
}

/**
 * Reads the part of the plan that belongs to a NamespaceBackup. A Restore that would reach live namespaces is refused here,
 * whatever admission policies say: Velero restores into the original namespace what it finds no mapping for.
 *
 * Throws an Incident `plan-invalid`.
 */
export function readSource({ protection }: DrillDocument): DrilledSource {
  const source = protection.source as unknown as Partial<NamespaceBackupSource>;
  const { namespaces, velero, schedule, volumes, excludedClaims, drill } = source;
  if (!isList(namespaces) || namespaces.length === 0) throw invalid('namespaces');
  if (velero === undefined || schedule === undefined || volumes === undefined) throw invalid('velero');
  if (!isList(excludedClaims)) throw invalid('excludedClaims');
  if (drill?.restore.spec === undefined || !isList(drill.allowedWarnings)) throw invalid('drill');
  const { restore, mapping } = drill;
  const { namespaceMapping } = restore.spec;
  const includedNamespaces = restore.spec.includedNamespaces ?? [];
  const includedResources = restore.spec.includedResources ?? [];
  if (
    restore.metadata.name !== protection.drill.name ||
    restore.metadata.namespace !== drill.velero.namespace
  )
    throw invalid('drill.restore.metadata');
  if (includedResources.length === 0 || includedResources.includes('*'))
    throw invalid('drill.restore.spec.includedResources');
  if ('scheduleName' in restore.spec || 'labelSelector' in restore.spec) throw invalid('drill.restore.spec');
  const targets = new Set<string>();
  for (const name of namespaces) {
    const target = mapping[name];
    if (target === undefined || target === '' || target.includes('*')) throw invalid(`drill.mapping.${name}`);
    if (namespaces.includes(target) || targets.has(target)) throw invalid(`drill.mapping.${name}`);
    if (namespaceMapping?.[name] !== target) throw invalid('drill.restore.spec.namespaceMapping');
    targets.add(target);
  }
  if (
    Object.keys(namespaceMapping ?? {}).length !== namespaces.length ||
    includedNamespaces.length !== namespaces.length ||
    !includedNamespaces.every((name) => namespaces.includes(name))
  )
    throw invalid('drill.restore.spec.includedNamespaces');
  return { namespaces, velero, schedule, volumes, excludedClaims, drill };
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function invalid(part: string): Incident {
  return new Incident('plan-invalid', `the plan's protection.source.${part} is missing or of another kind`);
}
