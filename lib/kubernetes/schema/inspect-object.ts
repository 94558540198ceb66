import { kubernetesProblems, problem, type Problem } from '../../core/problems';
import { checkObject } from './check-object';
import { isRecord } from './object-checks';

/**
 * The problems of one object as it will be written: `RST301` for each place that does not match its schema, `RST302`
 * if its kind has no schema.
 *
 * @param path - path of the construct that makes the object
 * @param manifest - the object, as plain data
 */
export function inspectObject(path: string, manifest: unknown): readonly Problem[] {
  const result = checkObject(manifest);
  if (result === 'unknown-kind') {
    return [
      problem(kubernetesProblems.unknownKind, {
        path,
        reason: `there is no schema of ${described(manifest)}`,
      }),
    ];
  }
  if (result.length === 0) return NONE;
  const object = described(manifest);
  return result.map(({ property, value, reason, suggestion }) =>
    problem(kubernetesProblems.schemaViolation, {
      path,
      ...(property !== '' && { property }),
      value,
      reason: `${object}: ${reason}`,
      ...(suggestion !== undefined && { fix: suggestion }),
    }),
  );
}

const NONE: readonly Problem[] = Object.freeze([]);

function described(manifest: unknown): string {
  if (!isRecord(manifest) || typeof manifest['kind'] !== 'string') return 'the object';
  const { apiVersion, kind, metadata } = manifest;
  const name = isRecord(metadata) && typeof metadata['name'] === 'string' ? ` '${metadata['name']}'` : '';
  return `${kind}${name}${typeof apiVersion === 'string' ? ` (${apiVersion})` : ''}`;
}
