import type { RelationPlan, RoleCheckPlan } from '../../lib/plan';
import { defaultPrivilegeText, missingDefaultPrivileges } from './default-privileges';
import { findingOf, listed, type SqlCheck } from './finding';
import { relationText } from './names';
import { missingPrivileges, privilegeText } from './privileges';
import { findRelations, SEQUENCE_KINDS, TABLE_KINDS } from './relations';
import type { Session } from './session';

/** A role exists, with these rights. */
export const roleCheck: SqlCheck<RoleCheckPlan> = {
  expected({ role, login, memberOf, privileges, owns, defaultPrivileges }) {
    return [
      `role ${role}`,
      ...(login === undefined ? [] : [login ? 'may log in' : 'may not log in']),
      ...(memberOf.length > 0 ? [`member of ${listed(memberOf)}`] : []),
      ...(privileges.length > 0 ? [`may ${listed(privileges.map(privilegeText))}`] : []),
      ...(owns.length > 0 ? [`owns ${listed(owns.map(relationText))}`] : []),
      ...(defaultPrivileges.length > 0
        ? [`gets ${listed(defaultPrivileges.map(defaultPrivilegeText))}`]
        : []),
    ].join('; ');
  },

  async run(plan, session) {
    const [role] = await session.reading(() =>
      session.rows<{ oid: string; login: boolean }>(
        'SELECT oid::text, rolcanlogin AS login FROM pg_roles WHERE rolname = $1',
        [plan.role],
      ),
    );
    if (role === undefined)
      return { passed: false, actual: 'no such role', reason: `there is no role ${plan.role}` };
    const faults = [
      ...(plan.login === undefined || plan.login === role.login
        ? []
        : [plan.login ? 'it may not log in' : 'it may log in']),
      ...(await missingGroups(session, role.oid, plan.memberOf)),
      ...(await missingPrivileges(session, role.oid, plan.privileges)),
      ...(await notOwned(session, role.oid, plan.owns)),
      ...(await missingDefaultPrivileges(session, role.oid, plan.defaultPrivileges)),
    ];
    return findingOf(faults, faults.length === 0 ? 'all of it' : 'the role, without all of it');
  },
};

/** By the catalogue: `pg_has_role` holds for every superuser, whatever it is a member of. */
async function missingGroups(
  session: Session,
  role: string,
  groups: readonly string[],
): Promise<readonly string[]> {
  if (groups.length === 0) return [];
  const rows = await session.reading(() =>
    session.rows<{ name: string }>(
      `WITH RECURSIVE its (oid) AS (
         SELECT roleid FROM pg_auth_members WHERE member = $1::oid
         UNION SELECT m.roleid FROM pg_auth_members m JOIN its ON m.member = its.oid)
       SELECT r.rolname::text AS name FROM its JOIN pg_roles r USING (oid)`,
      [role],
    ),
  );
  const its = new Set(rows.map(({ name }) => name));
  return groups.filter((group) => !its.has(group)).map((group) => `it is no member of ${group}`);
}

async function notOwned(
  session: Session,
  role: string,
  owns: readonly RelationPlan[],
): Promise<readonly string[]> {
  if (owns.length === 0) return [];
  const found = await findRelations(session, owns, [...TABLE_KINDS, ...SEQUENCE_KINDS]);
  const rows = await session.reading(() =>
    session.rows<{ oid: string }>(
      'SELECT oid::text FROM pg_class WHERE relowner = $1::oid AND oid = ANY ($2::oid[])',
      [role, found.flatMap((relation) => relation?.oid ?? [])],
    ),
  );
  const its = new Set(rows.map((row) => row.oid));
  return owns.flatMap((relation, index) => {
    const it = found[index];
    if (it === undefined) return [`there is no ${relationText(relation)}`];
    return its.has(it.oid) ? [] : [`it does not own ${relationText(relation)}`];
  });
}
