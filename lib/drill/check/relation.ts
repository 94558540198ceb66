import { drillProblems, fail } from '../../core/problems';
import type { RelationPlan } from '../../plan';

/** Longest name PostgreSQL keeps, in bytes: NAMEDATALEN - 1 (PostgreSQL documentation, "Identifiers and Key Words"). */
const LONGEST_NAME = 63;

/** One part of a written name: in double quotes with doubled inner ones, or anything without dots and double quotes. */
const PART = /"((?:[^"]|"")*)"|([^."]+)/y;

/** A name with a control character in it is a mistake of whoever wrote it, and would garble logs. */
const CONTROL = /\p{Cc}/u;

/**
 * Name of a database object with an optional schema, for example `orders` or `sales.items`.
 *
 * Names are written as the catalogue spells them: unlike in SQL nothing is folded to lower case, so a table that Prisma
 * made is `User`. Only a name with a dot or a double quote in it needs double quotes: `sales."items.v2"`. In SQL the
 * runner quotes every name.
 */
export class Relation {
  /** Reads `name` or `schema.name`. Throws RST601. */
  static parse(text: string): Relation {
    const parts = partsOf(text);
    const [first, second] = parts;
    if (first === undefined || parts.length > 2) {
      fail(drillProblems.invalidObjectName, {
        value: text,
        reason: 'it is not a name, or a schema, a dot and a name',
      });
    }
    return second === undefined ? new Relation(undefined, first) : new Relation(first, second);
  }

  private constructor(
    /** Schema; undefined: found on the search path. */
    readonly schema: string | undefined,
    readonly name: string,
  ) {}

  /** As the recovery plan has it. */
  plan(): RelationPlan {
    return { ...(this.schema !== undefined && { schema: this.schema }), name: this.name };
  }

  /** As it is written; equal names give equal text. */
  toString(): string {
    return [this.schema, this.name].flatMap((part) => (part === undefined ? [] : [written(part)])).join('.');
  }
}

/** Reads the name of something that stands in no schema: a schema, a role, an extension, a column. Throws RST601. */
export function readName(what: string, text: string): string {
  if (text === '')
    fail(drillProblems.invalidObjectName, { value: text, reason: `the name of the ${what} is empty` });
  return inspected(text, text);
}

function partsOf(text: string): readonly string[] {
  const parts: string[] = [];
  let at = 0;
  do {
    PART.lastIndex = at;
    const match = PART.exec(text);
    if (match === null)
      fail(drillProblems.invalidObjectName, { value: text, reason: 'a part of it is empty or not closed' });
    parts.push(inspected(match[1]?.replaceAll('""', '"') ?? match[0], text));
    at += match[0].length;
  } while (text[at++] === '.');
  if (at <= text.length) {
    fail(drillProblems.invalidObjectName, {
      value: text,
      reason: 'double quotes enclose a whole name or none of it',
    });
  }
  return parts;
}

function inspected(name: string, text: string): string {
  if (name === '' || name !== name.trim()) {
    fail(drillProblems.invalidObjectName, {
      value: text,
      reason: 'a name is empty, or begins or ends with a space',
    });
  }
  if (CONTROL.test(name))
    fail(drillProblems.invalidObjectName, { value: text, reason: 'it contains a control character' });
  if (Buffer.byteLength(name) > LONGEST_NAME) {
    fail(drillProblems.invalidObjectName, {
      value: text,
      reason: `PostgreSQL cuts names after ${LONGEST_NAME} bytes; this one has ${Buffer.byteLength(name)}`,
    });
  }
  return name;
}

function written(part: string): string {
  return /[."]/.test(part) ? `"${part.replaceAll('"', '""')}"` : part;
}
