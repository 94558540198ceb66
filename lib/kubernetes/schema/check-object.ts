import { KindSchema } from './kind-schema';
import { isRecord } from './object-checks';
import type { SchemaViolation } from './violation';

/**
 * Checks a Kubernetes object against the structural schema of its kind: types, required and unknown fields, enums,
 * patterns, bounds, list keys and metadata. Offline; the schema is read when its kind is first met.
 *
 * Empty if the object matches. `'unknown-kind'` if no schema of its kind was generated: nothing was checked then.
 */
export function checkObject(object: unknown): readonly SchemaViolation[] | 'unknown-kind' {
  if (!isRecord(object)) return [{ property: '', value: object, reason: 'must be an object' }];
  const { apiVersion, kind } = object;
  if (typeof apiVersion !== 'string')
    return [{ property: 'apiVersion', value: apiVersion, reason: 'must be a string' }];
  if (typeof kind !== 'string') return [{ property: 'kind', value: kind, reason: 'must be a string' }];
  return KindSchema.tryFind(apiVersion, kind)?.check(object) ?? 'unknown-kind';
}
