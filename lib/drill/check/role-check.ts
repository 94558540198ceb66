import { drillProblems, fail } from '../../core/problems';
import type { DefaultPrivilegePlan, RoleCheckPlan } from '../../plan';
import { ANYWHERE, BaseCheck, readList, type CheckOptions } from './base-check';
import { readObject, readPrivilege, type Privilege, type RoleObject } from './privileges';
import { readName, Relation } from './relation';

/** What a role must be and may do. */
export interface ExpectedRole extends CheckOptions {
  /** Whether it may log in. @default - not asserted */
  readonly login?: boolean;
  /** Privileges it has on every object of `on`, itself or through its roles. @default - not asserted */
  readonly can?: readonly Privilege[];
  /** What `can` is about. */
  readonly on?: RoleObject | readonly RoleObject[];
  /** Roles it is a member of, directly or through others. @default - not asserted */
  readonly memberOf?: readonly string[];
  /** Tables, views or sequences it owns. @default - not asserted */
  readonly owns?: string | readonly string[];
  /** What it will be able to do with objects that others create later. @default - not asserted */
  readonly defaultPrivileges?: readonly ExpectedDefaultPrivileges[];
}

/** What `ALTER DEFAULT PRIVILEGES` has granted the role. */
export interface ExpectedDefaultPrivileges {
  readonly can: readonly Privilege[];
  readonly on: 'tables' | 'sequences';
  /** Role that creates the objects. */
  readonly createdBy: string;
  /** Schema they are created in. @default - any */
  readonly schema?: string;
}

/** A role exists, with these rights. */
export class RoleCheck extends BaseCheck {
  /** Throws RST601, RST602, RST608, RST612. */
  static of(role: string, expected: ExpectedRole): RoleCheck {
    const { can, on, memberOf, owns, defaultPrivileges, login } = expected;
    if ((can === undefined) !== (on === undefined)) {
      fail(drillProblems.invalidRoleCheck, {
        value: expected,
        reason:
          can === undefined
            ? 'on says on what, and can does not say what'
            : 'can says what, and on does not say on what',
      });
    }
    const objects = optionalList('on', on === undefined ? undefined : asList(on)).map(readObject);
    return new RoleCheck(expected, {
      role: readName('role', role),
      ...(login !== undefined && { login }),
      memberOf: optionalList('memberOf', memberOf).map((group) => readName('role', group)),
      privileges: objects.flatMap((object) =>
        optionalList('can', can).map((privilege) => ({
          privilege: readPrivilege(privilege, object.kind),
          on: object,
        })),
      ),
      owns: optionalList('owns', owns === undefined ? undefined : asList(owns)).map((name) =>
        Relation.parse(name).plan(),
      ),
      defaultPrivileges: optionalList('defaultPrivileges', defaultPrivileges).flatMap(readDefaults),
    });
  }

  readonly runsIn = ANYWHERE;

  private constructor(
    options: CheckOptions,
    private readonly expected: Pick<
      RoleCheckPlan,
      'role' | 'login' | 'memberOf' | 'privileges' | 'owns' | 'defaultPrivileges'
    >,
  ) {
    super(`role ${expected.role}`, '1m', options);
  }

  override plan(): RoleCheckPlan {
    return { ...this.base, kind: 'sql.role', ...this.expected };
  }
}

function readDefaults(expected: ExpectedDefaultPrivileges): readonly DefaultPrivilegePlan[] {
  const kind = expected.on === 'tables' ? 'table' : 'sequence';
  return readList('can', expected.can).map((privilege) => ({
    privilege: readPrivilege(privilege, kind),
    on: expected.on,
    createdBy: readName('role', expected.createdBy),
    ...(expected.schema !== undefined && { schema: readName('schema', expected.schema) }),
  }));
}

function optionalList<T>(what: string, list: readonly T[] | undefined): readonly T[] {
  return list === undefined ? [] : readList(what, list);
}

function asList<T>(one: T | readonly T[]): readonly T[] {
  return Array.isArray(one) ? (one as readonly T[]) : [one as T];
}
