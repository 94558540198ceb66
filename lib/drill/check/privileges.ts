import { drillProblems, fail } from '../../core/problems';
import type { RoleObjectPlan } from '../../plan';
import { readName, Relation } from './relation';

/** Privileges by kind of object (PostgreSQL 17 documentation, "Privileges"; MAINTAIN exists since 17). */
const PRIVILEGES = {
  table: ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER', 'MAINTAIN'],
  sequence: ['SELECT', 'UPDATE', 'USAGE'],
  schema: ['CREATE', 'USAGE'],
  database: ['CONNECT', 'CREATE', 'TEMPORARY'],
} as const;

/** Kinds of objects a privilege can be held on. */
export type PrivilegedKind = keyof typeof PRIVILEGES;

/** A PostgreSQL privilege. */
export type Privilege = (typeof PRIVILEGES)[PrivilegedKind][number];

/** What a role may do something with: a table by its name, or another kind of object; `database` is the restored one. */
export type RoleObject =
  | string
  | { readonly table: string }
  | { readonly sequence: string }
  | { readonly schema: string }
  | { readonly database: true };

/** Reads an object. Throws RST601. */
export function readObject(object: RoleObject): RoleObjectPlan {
  if (typeof object === 'string') return { kind: 'table', relation: Relation.parse(object).plan() };
  if ('table' in object) return { kind: 'table', relation: Relation.parse(object.table).plan() };
  if ('sequence' in object) return { kind: 'sequence', relation: Relation.parse(object.sequence).plan() };
  if ('schema' in object) return { kind: 'schema', schema: readName('schema', object.schema) };
  return { kind: 'database' };
}

/** Refuses a privilege that does not exist on a kind of object. Throws RST608. */
export function readPrivilege(privilege: Privilege, kind: PrivilegedKind): Privilege {
  const known: readonly string[] = PRIVILEGES[kind];
  if (!known.includes(privilege)) {
    fail(drillProblems.invalidRoleCheck, {
      property: 'can',
      value: privilege,
      reason: `a ${kind} has the privileges ${known.join(', ')}`,
    });
  }
  return privilege;
}
