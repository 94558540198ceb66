import { readFileSync } from 'node:fs';
import { fail, stacksPlatformProblems } from '../../lib/core/problems';
import { RECOVERY_PLAN_VERSION, type RecoveryPlan } from '../../lib/plan';

/**
 * Reads a recovery plan from a file.
 *
 * @throws RestorableError `RST930`
 */
export function findRecoveryPlan(file: string): RecoveryPlan {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    return refuse(file, `it cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`, error);
  }
  return readRecoveryPlan(text, file);
}

/**
 * Reads a recovery plan from its text.
 *
 * @param file where it comes from, for messages
 * @throws RestorableError `RST930`
 */
export function readRecoveryPlan(text: string, file = 'recovery-plan.json'): RecoveryPlan {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return refuse(file, 'it is no JSON', error);
  }
  return isPlan(file, value) ? value : refuse(file, 'it is no recovery plan');
}

function isPlan(file: string, value: unknown): value is RecoveryPlan {
  if (typeof value !== 'object' || value === null) return false;
  const { version, clusters, protections, requiredSecrets } = value as Readonly<Record<string, unknown>>;
  if (version !== undefined && version !== RECOVERY_PLAN_VERSION) {
    refuse(
      file,
      `it has version ${JSON.stringify(version)}; this release reads version ${RECOVERY_PLAN_VERSION}`,
    );
  }
  return (
    version !== undefined &&
    [clusters, protections, requiredSecrets].every((list) => Array.isArray(list) && list.every(isObject))
  );
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refuse(file: string, reason: string, cause?: unknown): never {
  return fail(stacksPlatformProblems.invalidRecoveryPlan, { property: 'plan', value: file, reason }, cause);
}
