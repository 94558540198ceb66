import type { DefaultPrivilegePlan } from '../../lib/plan';
import type { Session } from './session';

/** Letters of kinds of objects (PostgreSQL, "pg_default_acl"; `acldefault` writes sequences as a small one). */
const LETTERS = { tables: { stored: 'r', builtIn: 'r' }, sequences: { stored: 'S', builtIn: 's' } } as const;

/** A default privilege, for people: `SELECT on tables that owner creates`. */
export function defaultPrivilegeText({ privilege, on, createdBy, schema }: DefaultPrivilegePlan): string {
  const where = schema === undefined ? '' : ` in schema ${schema}`;
  return `${privilege} on ${on} that ${createdBy} creates${where}`;
}

/** What of the default privileges a role (its OID) would not get, for people. */
export async function missingDefaultPrivileges(
  session: Session,
  role: string,
  privileges: readonly DefaultPrivilegePlan[],
): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const plan of privileges)
    if (!(await granted(session, role, plan))) faults.push(`it would get no ${defaultPrivilegeText(plan)}`);
  return faults;
}

/**
 * Whether the objects that a role creates come with a privilege: by what is set for it in all schemas (built in where
 * nothing is set) or adds to that in this one, and to this role, one whose rights it has, or everybody.
 */
async function granted(
  session: Session,
  role: string,
  { privilege, on, createdBy, schema }: DefaultPrivilegePlan,
): Promise<boolean> {
  const { stored, builtIn } = LETTERS[on];
  const { held } = await session.reading(() =>
    session.row<{ held: boolean }>(
      `SELECT EXISTS (
         SELECT FROM pg_roles creator, LATERAL (
           SELECT * FROM aclexplode(coalesce(
             (SELECT defaclacl FROM pg_default_acl
               WHERE defaclrole = creator.oid AND defaclnamespace = 0 AND defaclobjtype = $3),
             acldefault($4, creator.oid)))
           UNION ALL
           SELECT a.* FROM pg_default_acl d JOIN pg_namespace n ON n.oid = d.defaclnamespace, aclexplode(d.defaclacl) a
             WHERE d.defaclrole = creator.oid AND n.nspname = $5 AND d.defaclobjtype = $3) acl
         WHERE creator.rolname = $1 AND acl.privilege_type = $2
           AND (acl.grantee = 0 OR pg_has_role($6::oid, acl.grantee, 'USAGE'))) AS held`,
      [createdBy, privilege, stored, builtIn, schema ?? null, role],
    ),
  );
  return held;
}
