import type { PrivilegePlan, RelationPlan } from '../../lib/plan';
import { relationText } from './names';
import { findRelations, SEQUENCE_KINDS, TABLE_KINDS } from './relations';
import type { Session } from './session';

/** A privilege with its object, for people: `SELECT on orders`. */
export function privilegeText({ privilege, on }: PrivilegePlan): string {
  if (on.kind === 'database') return `${privilege} on the database`;
  return on.kind === 'schema'
    ? `${privilege} on schema ${on.schema}`
    : `${privilege} on ${relationText(on.relation)}`;
}

/** What of the privileges a role (its OID) does not have, for people. */
export async function missingPrivileges(
  session: Session,
  role: string,
  privileges: readonly PrivilegePlan[],
): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const privilege of privileges) {
    const fault = await faultOf(session, role, privilege);
    if (fault !== undefined && !faults.includes(fault)) faults.push(fault);
  }
  return faults;
}

async function faultOf(session: Session, role: string, plan: PrivilegePlan): Promise<string | undefined> {
  const { privilege, on } = plan;
  const lacks = `it has no ${privilegeText(plan)}`;
  if (on.kind === 'database') {
    const held = await holds(session, 'has_database_privilege($1::oid, current_database(), $2)', [
      role,
      privilege,
    ]);
    return held ? undefined : lacks;
  }
  if (on.kind === 'schema') return schemaFault(session, role, on.schema, privilege, lacks);
  return relationFault(session, role, on.kind, on.relation, privilege, lacks);
}

async function schemaFault(
  session: Session,
  role: string,
  schema: string,
  privilege: string,
  lacks: string,
): Promise<string | undefined> {
  const there = await holds(session, 'EXISTS (SELECT FROM pg_namespace WHERE nspname = $1)', [schema]);
  if (!there) return `there is no schema ${schema}`;
  const held = await holds(session, 'has_schema_privilege($1::oid, $2::text, $3)', [role, schema, privilege]);
  return held ? undefined : lacks;
}

/** A privilege on what stands in a schema is worth nothing without USAGE on the schema (PostgreSQL, "Privileges"). */
async function relationFault(
  session: Session,
  role: string,
  kind: 'table' | 'sequence',
  relation: RelationPlan,
  privilege: string,
  lacks: string,
): Promise<string | undefined> {
  const kinds = kind === 'table' ? TABLE_KINDS : SEQUENCE_KINDS;
  const [found] = await findRelations(session, [relation], kinds);
  if (found === undefined) return `there is no ${kind} ${relationText(relation)}`;
  const held = await holds(session, `has_${kind}_privilege($1::oid, $2::oid, $3)`, [
    role,
    found.oid,
    privilege,
  ]);
  if (!held) return lacks;
  return schemaFault(
    session,
    role,
    found.schema,
    'USAGE',
    `it has no USAGE on schema ${found.schema}, in which ${relationText(relation)} stands`,
  );
}

async function holds(session: Session, condition: string, parameters: readonly string[]): Promise<boolean> {
  const { held } = await session.reading(() =>
    session.row<{ held: boolean }>(`SELECT ${condition} AS held`, parameters),
  );
  return held;
}
