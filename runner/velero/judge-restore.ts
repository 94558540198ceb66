import type { BackupContent } from './backup-content';
import type { Finding } from '../drill/incident';
import type { Restore } from './objects';
import { restoreCause } from './restore-causes';
import type { RestoreResults } from './restore-results';
import type { DrilledSource } from './source';

/** Most names of a list that are told. */
const NAMED = 5;

/**
 * What speaks against a Restore that has ended. Only `Completed` passes, with warnings that are allowed, and with everything
 * that the backup holds: a Restore is Completed also where objects existed already, or a mapping led elsewhere (both seen).
 */
export function findingsOfRestore(
  { metadata, status }: Restore,
  results: RestoreResults,
  content: BackupContent,
  source: DrilledSource,
): readonly Finding[] {
  const { phase = '', failureReason, validationErrors = [] } = status ?? {};
  const what = `the Restore ${metadata.name} ended as ${phase === '' ? 'nothing' : phase}`;
  const { said } = results;
  const told = [...(failureReason === undefined ? [] : [failureReason]), ...validationErrors];
  if (phase === 'FailedValidation')
    return [{ reason: 'restore-refused', message: `${what}: ${told.join('; ')}` }];
  if (phase !== 'Completed') {
    const errors = [...told, ...(said?.errors ?? [])];
    if (errors.length === 0 && said === undefined) {
      const message = `${what}, and its results could not be written into the store`;
      return [{ reason: 'drill-key-too-weak', message }];
    }
    return [restoreCause(what, errors)];
  }
  if (said === undefined)
    return [{ reason: 'results-unreadable', message: `${what}, and its results are not in the store` }];
  if (said.errors.length > 0) return [restoreCause(`${what}, with errors`, said.errors)];
  return [...warningsOf(said.warnings, source), ...missingOf(results, content, source)];
}

function warningsOf(warnings: readonly string[], { drill }: DrilledSource): readonly Finding[] {
  const other = warnings.filter(
    (warning) => !drill.allowedWarnings.some((allowed) => warning.includes(allowed)),
  );
  const [first] = other;
  if (first === undefined) return [];
  const more = other.length > 1 ? ` (and ${other.length - 1} more)` : '';
  return [{ reason: 'restore-warned', message: `the Restore warns: ${first}${more}` }];
}

/** What the backup holds and the restore did not make. */
function missingOf(
  { created, bytes }: RestoreResults,
  { claims, volumes }: BackupContent,
  { drill }: DrilledSource,
): readonly Finding[] {
  const place = (namespace: string, name: string) => `${drill.mapping[namespace] ?? namespace}/${name}`;
  const kinds = drill.restore.spec.includedResources ?? [];
  const missing: string[] = [];
  if (kinds.includes('persistentvolumeclaims'))
    for (const { namespace, name } of claims)
      if (!created.has(`PersistentVolumeClaim ${place(namespace, name)}`))
        missing.push(`claim ${namespace}/${name}`);
  for (const { namespace, claim, bytes: held, pod } of volumes) {
    if (pod !== undefined && !created.has(`Pod ${place(namespace, pod)}`))
      missing.push(`pod ${namespace}/${pod}`);
    // An empty volume has nothing that could come back.
    if (held === undefined || held === 0) continue;
    const restored = bytes.get(place(namespace, claim)) ?? 0;
    if (restored < held) missing.push(`${held - restored} of ${held} bytes of claim ${namespace}/${claim}`);
  }
  if (missing.length === 0) return [];
  const more = missing.length > NAMED ? ` and ${missing.length - NAMED} more` : '';
  const names = missing.slice(0, NAMED).join(', ');
  return [{ reason: 'restored-incomplete', message: `these did not come back: ${names}${more}` }];
}
