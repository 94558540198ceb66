import type { KindDocument } from '../lib/kubernetes/schema/shape';
import { fieldPaths, lackingIn } from './field-paths';

/** Kinds and fields that came or went, one line each. */
export interface Changes {
  readonly appeared: readonly string[];
  readonly disappeared: readonly string[];
}

/**
 * Compares the kinds before and after, and the fields of those that are in both.
 *
 * @param kindsBefore - as `apiVersion/kind`
 * @param kindsAfter - as `apiVersion/kind`
 * @param schemas - schemas that were made anew
 * @param schemaBefore - the schema a kind had
 */
export function changesBetween(
  kindsBefore: readonly string[],
  kindsAfter: readonly string[],
  schemas: readonly KindDocument[],
  schemaBefore: (apiVersion: string, kind: string) => KindDocument | undefined,
): Changes {
  const fields = schemas.map((schema) => {
    const name = `${schema.apiVersion}/${schema.kind}`;
    const before = kindsBefore.includes(name) ? schemaBefore(schema.apiVersion, schema.kind) : undefined;
    const [old, now] = [fieldPaths(before ?? schema), fieldPaths(schema)];
    return {
      appeared: lackingIn(now, old).map((field) => `${name} ${field}`),
      disappeared: lackingIn(old, now).map((field) => `${name} ${field}`),
    };
  });
  return {
    appeared: [...difference(kindsAfter, kindsBefore), ...fields.flatMap(({ appeared }) => appeared)],
    disappeared: [
      ...difference(kindsBefore, kindsAfter),
      ...fields.flatMap(({ disappeared }) => disappeared),
    ],
  };
}

function difference(some: readonly string[], others: readonly string[]): string[] {
  return some.filter((name) => !others.includes(name)).sort();
}
