import { escapeIdentifier } from 'pg';
import type { RelationPlan } from '../../lib/plan';

/** A relation as SQL names it, every part in quotes. */
export function sqlName(schema: string, name: string): string {
  return `${escapeIdentifier(schema)}.${escapeIdentifier(name)}`;
}

/** A relation as people write it: in quotes only what has a dot or a quote in it. */
export function relationText({ schema, name }: RelationPlan): string {
  return schema === undefined ? written(name) : `${written(schema)}.${written(name)}`;
}

/** Reads what `relationText` writes: the witness keeps its counts under such names. */
export function readRelation(text: string): RelationPlan {
  const parts = (text.match(/"(?:[^"]|"")*"|[^."]+/g) ?? []).map((part) =>
    part.startsWith('"') ? part.slice(1, -1).replaceAll('""', '"') : part,
  );
  const [first = '', second] = parts;
  return second === undefined ? { name: first } : { schema: first, name: second };
}

function written(part: string): string {
  return /[."]/.test(part) ? escapeIdentifier(part) : part;
}
