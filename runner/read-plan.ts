import { readFileSync } from 'node:fs';
import { DRILL_DOCUMENT_VERSION, type DrillDocument } from '../lib/plan/drill-plan';
import { inconclusive, type Outcome } from './outcome';

/** A plan that can be drilled by, or why it cannot. */
export type ReadPlan = { readonly document: DrillDocument } | { readonly refused: Outcome };

/**
 * Reads the plan of a drill. Its version is looked at before anything else: a plan of another version may have another
 * shape, and a runner that guesses could pass what it should not.
 */
export function readPlan(path: string): ReadPlan {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    return { refused: inconclusive('plan-unreadable', `the plan ${path} cannot be read: ${code}`) };
  }
  let plan: unknown;
  try {
    plan = JSON.parse(text);
  } catch {
    return { refused: inconclusive('plan-invalid', `the plan ${path} is not JSON`) };
  }
  const version = field(plan, 'version');
  if (version !== DRILL_DOCUMENT_VERSION) {
    return {
      refused: inconclusive(
        'plan-version-unknown',
        `this runner reads version ${DRILL_DOCUMENT_VERSION} of plans, and this is ${version === undefined ? 'none' : JSON.stringify(version)}`,
      ),
    };
  }
  const wrong = wrongPart(field(plan, 'protection'));
  return wrong === undefined
    ? { document: plan as DrillDocument }
    : { refused: inconclusive('plan-invalid', `the plan's ${wrong} is missing or of another kind`) };
}

/** The first part of a protection that is not of the kind the plan's types promise. */
function wrongPart(protection: unknown): string | undefined {
  const drill = field(protection, 'drill');
  const onlyOnWeekday = field(drill, 'onlyOnWeekday');
  const holds: Readonly<Record<string, boolean>> = {
    'protection.id': isText(field(protection, 'id')),
    'protection.kind': isText(field(protection, 'kind')),
    'protection.source': isObject(field(protection, 'source')),
    'protection.objectives': ['rpo', 'rto', 'retention'].every((name) =>
      isPositive(field(field(protection, 'objectives'), name)),
    ),
    'drill.name': isText(field(drill, 'name')),
    'drill.namespace': isText(field(drill, 'namespace')),
    'drill.deadline': isPositive(field(drill, 'deadline')),
    'drill.targets': isFilledList(field(drill, 'targets')),
    'drill.checks': isFilledList(field(drill, 'checks')),
    'drill.onlyOnWeekday':
      onlyOnWeekday === undefined || [0, 1, 2, 3, 4, 5, 6].includes(onlyOnWeekday as number),
  };
  return Object.keys(holds).find((part) => holds[part] === false);
}

function field(value: unknown, name: string): unknown {
  return isObject(value) ? value[name] : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function isPositive(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value) && value > 0;
}

function isFilledList(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0;
}
