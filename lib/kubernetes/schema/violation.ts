/** One place where an object does not match its schema. */
export interface SchemaViolation {
  /** Path in the object, for example `spec.storage.size` or `spec.externalClusters[0].name`. Empty for the object itself. */
  readonly property: string;
  /** What is there. Absent for what is missing, and for values of a Secret. */
  readonly value?: unknown;
  /** What is wrong with it. */
  readonly reason: string;
  /** What to write instead, where that can be guessed. */
  readonly suggestion?: string;
}

/** A violation while the way up to the object's root is still being added to its path. */
export interface Finding {
  property: string;
  readonly value?: unknown;
  readonly reason: string;
  readonly suggestion?: string;
}

/** Adds what is wrong with a value, which is not null, to the findings, with paths relative to that value. Adds nothing, and makes nothing, otherwise. */
export type Check = (value: unknown, found: Finding[]) => void;

/** A check as its object or list needs it. */
export interface PropertyCheck {
  readonly check: Check;
  /** A null is a value here. Otherwise an object drops it, and a list cannot hold it. */
  readonly nullable: boolean;
}

/** Puts a property's name before the paths of the findings from this index on. */
export function placeUnder(name: string, found: Finding[], from: number): void {
  const segment = PLAIN.test(name) ? name : `[${JSON.stringify(name)}]`;
  for (const finding of found.slice(from)) finding.property = joined(segment, finding.property);
}

/** Puts an item's index before the paths of the findings from this index on. */
export function placeAt(index: number, found: Finding[], from: number): void {
  for (const finding of found.slice(from)) finding.property = joined(`[${index}]`, finding.property);
}

const PLAIN = /^[\w$-]+$/;

function joined(segment: string, rest: string): string {
  return rest === '' || rest.startsWith('[') ? segment + rest : `${segment}.${rest}`;
}
