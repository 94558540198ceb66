import type { ObjectStore } from '../kubernetes/generated/barmancloud.cnpg.io/v1';
import type { Cluster, ScheduledBackup } from '../kubernetes/generated/postgresql.cnpg.io/v1';

/** A change to a manifest as JSON merge patch (RFC 7386): objects are merged, `null` removes, anything else replaces. */
export type MergePatch<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { readonly [K in keyof T]?: MergePatch<T[K]> | null }
    : T;

/** One escape hatch per generated object; the result is checked against its schema like everything else. */
export interface PostgresPatches {
  /** @default - none */
  readonly cluster?: MergePatch<Cluster>;
  /** @default - none */
  readonly scheduledBackup?: MergePatch<ScheduledBackup>;
  /** @default - none */
  readonly objectStore?: MergePatch<ObjectStore>;
  /** The Cluster of the drill. @default - none */
  readonly drillCluster?: MergePatch<Cluster>;
}

/** Applies a JSON merge patch. */
export function patched<T extends object>(manifest: T, patch: MergePatch<NoInfer<T>> | undefined): T {
  return patch === undefined ? manifest : (merge(manifest, patch) as T);
}

function merge(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const result: Record<string, unknown> = isObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) Reflect.deleteProperty(result, key);
    else result[key] = merge(result[key], value);
  }
  return result;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
