import type { ProblemDefinition, Severity } from './definition';

/** One occurrence of a catalogued problem. Plain data: it is printed, and written as JSON. */
export interface Problem {
  /** Code in the catalogue, for example `RST101`. */
  readonly code: string;
  readonly severity: Severity;
  readonly title: string;
  /** Path of the construct it was found on; empty for a value made outside any construct. */
  readonly path: string;
  /** Property of that construct, for example `storage.size`. */
  readonly property?: string;
  /** The value received, as written by the user. Never a secret. */
  readonly value?: string;
  /** What is wrong with it, here. */
  readonly reason: string;
  /** What to do about it, here. */
  readonly fix: string;
  /** Where the code is explained, relative to the documentation's root. */
  readonly docs: string;
}

/** What an occurrence adds to its definition. */
export interface ProblemDetails {
  /** @default - empty: the construct that reads the value fills it in */
  readonly path?: string;
  /** @default - none */
  readonly property?: string;
  /** Any value; shown as JSON, cut after 120 characters. Never pass a secret. @default - none */
  readonly value?: unknown;
  readonly reason: string;
  /** @default - the fix of the definition */
  readonly fix?: string;
}

/** Makes an occurrence of a catalogued problem. */
export function problem(definition: ProblemDefinition, details: ProblemDetails): Problem {
  return {
    code: definition.code,
    severity: definition.severity,
    title: definition.title,
    path: details.path ?? '',
    ...(details.property !== undefined && { property: details.property }),
    ...(details.value !== undefined && { value: shown(details.value) }),
    reason: details.reason,
    fix: details.fix ?? definition.fix,
    docs: `docs/errors.md#${definition.code.toLowerCase()}`,
  };
}

const SHOWN_CHARACTERS = 120;

function shown(value: unknown): string {
  const text = typeof value === 'string' ? `'${value}'` : asJson(value);
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}

/** JSON, or the plainest text there is for what has none: functions, big integers, circles. */
function asJson(value: unknown): string {
  try {
    const json = JSON.stringify(value) as string | undefined;
    return json ?? String(value);
  } catch {
    return typeof value === 'bigint' ? value.toString() : Object.prototype.toString.call(value);
  }
}
