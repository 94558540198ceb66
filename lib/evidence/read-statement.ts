import type { DrillResult } from '../plan';
import { isRecordPlace } from './record-name';
import { RESTORE_DRILL_PREDICATE, type RestoreDrillStatement } from './restore-drill-statement';
import { STATEMENT_TYPE } from './statement';

/** What a payload turned out to be. */
export type ReadStatement =
  | { readonly kind: 'restore-drill'; readonly statement: RestoreDrillStatement }
  /** A statement, but not one that can be read here. */
  | { readonly kind: 'other'; readonly reason: string }
  | { readonly kind: 'unreadable'; readonly reason: string };

const MODES: readonly DrillResult['mode'][] = ['drill', 'rehearsal'];
const VERDICTS: readonly DrillResult['verdict'][] = ['passed', 'failed', 'inconclusive'];

/** RFC 3339 in UTC, down to microseconds, as `Date` and PostgreSQL's clocks are written. */
const TIMESTAMP = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?Z$/;

/** Reads a payload whose signature was verified. Whatever a reader of records relies on is looked at. */
export function readStatement(payload: Buffer): ReadStatement {
  let value: unknown;
  try {
    value = JSON.parse(payload.toString('utf8'));
  } catch {
    return { kind: 'unreadable', reason: 'the payload is no JSON' };
  }
  const type = field(value, '_type');
  if (type !== STATEMENT_TYPE) return { kind: 'other', reason: `it is of type ${shown(type)}` };
  const predicateType = field(value, 'predicateType');
  if (predicateType !== RESTORE_DRILL_PREDICATE)
    return { kind: 'other', reason: `its predicate is of type ${shown(predicateType)}` };
  const wrong = wrongPart(value);
  return wrong === undefined
    ? { kind: 'restore-drill', statement: value as RestoreDrillStatement }
    : { kind: 'unreadable', reason: `${wrong} is missing or of another kind` };
}

function wrongPart(statement: unknown): string | undefined {
  const subjects = field(statement, 'subject');
  const subject: unknown = Array.isArray(subjects) && subjects.length === 1 ? subjects[0] : undefined;
  const predicate = field(statement, 'predicate');
  const previous = field(predicate, 'previous');
  const result = field(predicate, 'result');
  const objectives = field(result, 'objectives');
  const holds: Readonly<Record<string, boolean>> = {
    subject: isSha256(field(field(subject, 'digest'), 'sha256')),
    'subject or sequence': isPlace(field(subject, 'name'), field(predicate, 'sequence')),
    previous: previous === null || isSha256(field(previous, 'sha256')),
    recordedAt: isTime(field(predicate, 'recordedAt')),
    revision: isOptionalText(field(predicate, 'revision')),
    trigger: isOptionalText(field(predicate, 'trigger')),
    'result.protection': field(result, 'protection') === field(subject, 'name'),
    'result.kind': isText(field(result, 'kind')),
    'result.mode': isOneOf(MODES, field(result, 'mode')),
    'result.verdict': isOneOf(VERDICTS, field(result, 'verdict')),
    'result.reason': isText(field(result, 'reason')),
    'result.message': typeof field(result, 'message') === 'string',
    'result.startedAt': isTime(field(result, 'startedAt')),
    'result.finishedAt': isTime(field(result, 'finishedAt')),
    'result.objectives': isAmount(field(objectives, 'rpo')) && isAmount(field(objectives, 'rto')),
    'result.phases': Array.isArray(field(result, 'phases')),
    'result.targets': isTargets(field(result, 'targets')),
    'result.versions': isObject(field(result, 'versions')),
    'result.cleanedUp': typeof field(result, 'cleanedUp') === 'boolean',
  };
  return Object.keys(holds).find((part) => holds[part] === false);
}

function isTargets(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.every(
      (target) => isText(field(field(target, 'target'), 'kind')) && isChecks(field(target, 'checks')),
    )
  );
}

function isChecks(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.every((check) => isText(field(check, 'name')) && isText(field(check, 'status')))
  );
}

function field(value: unknown, name: string): unknown {
  return isObject(value) ? value[name] : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function isOptionalText(value: unknown): boolean {
  return value === undefined || typeof value === 'string';
}

function isSha256(value: unknown): boolean {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}

function isPlace(protection: unknown, sequence: unknown): boolean {
  return (
    typeof protection === 'string' && typeof sequence === 'number' && isRecordPlace({ protection, sequence })
  );
}

function isAmount(value: unknown): boolean {
  return typeof value === 'number' && value >= 0;
}

function isTime(value: unknown): boolean {
  return typeof value === 'string' && TIMESTAMP.test(value) && !Number.isNaN(Date.parse(value));
}

function isOneOf(known: readonly string[], value: unknown): boolean {
  return typeof value === 'string' && known.includes(value);
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 120) : 'none';
}
