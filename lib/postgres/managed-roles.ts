import type { ClusterSpecManagedRoles } from '../kubernetes/generated/postgresql.cnpg.io/v1';
import type { Inspection } from '../core';
import { postgresProblems } from '../core';
import type { BasicAuthKeys, Credentials } from '../storage';

/** A role that the operator keeps as declared (CloudNativePG 1.30, `managed.roles`). */
export interface ManagedRoleProps {
  readonly name: string;
  /** @default - none */
  readonly comment?: string;
  /** @default false */
  readonly login?: boolean;
  /** @default false */
  readonly superuser?: boolean;
  /** @default false */
  readonly createDatabase?: boolean;
  /** @default false */
  readonly createRole?: boolean;
  /** @default false */
  readonly replication?: boolean;
  /** @default false */
  readonly bypassRowLevelSecurity?: boolean;
  /** Whether it has the rights of the roles it is a member of. @default true */
  readonly inherit?: boolean;
  /** @default - none */
  readonly memberOf?: readonly string[];
  /** @default - unlimited */
  readonly connectionLimit?: number;
  /** @default - the role has no password */
  readonly password?: Credentials<BasicAuthKeys>;
  /** Whether the role is there at all. @default present */
  readonly ensure?: 'present' | 'absent';
}

/** `spec.managed.roles` of a Cluster. */
export function managedRoles(roles: readonly ManagedRoleProps[]): ClusterSpecManagedRoles[] {
  return roles.map((role) => ({
    name: role.name,
    ensure: role.ensure ?? 'present',
    login: role.login ?? false,
    superuser: role.superuser ?? false,
    ...(role.comment !== undefined && { comment: role.comment }),
    ...(role.createDatabase !== undefined && { createdb: role.createDatabase }),
    ...(role.createRole !== undefined && { createrole: role.createRole }),
    ...(role.replication !== undefined && { replication: role.replication }),
    ...(role.bypassRowLevelSecurity !== undefined && { bypassrls: role.bypassRowLevelSecurity }),
    ...(role.inherit !== undefined && { inherit: role.inherit }),
    ...(role.memberOf !== undefined && { inRoles: [...role.memberOf] }),
    ...(role.connectionLimit !== undefined && { connectionLimit: role.connectionLimit }),
    ...(role.password?.name !== undefined && { passwordSecret: { name: role.password.name } }),
  }));
}

/** Reports roles that the operator refuses (CloudNativePG 1.30, cluster webhook). */
export function inspectRoles(roles: readonly ManagedRoleProps[], inspect: Inspection): void {
  const seen = new Set<string>();
  roles.forEach((role, index) => {
    const refuse = (reason: string) =>
      inspect.report(postgresProblems.refusedRole, { property: `roles[${index}]`, value: role.name, reason });
    if (/^(postgres|streaming_replica|pg_.*|cnpg_.*)$/.test(role.name)) refuse('the name is reserved');
    if (seen.has(role.name)) refuse('it is declared twice');
    if (
      role.connectionLimit !== undefined &&
      (!Number.isInteger(role.connectionLimit) || role.connectionLimit < -1)
    ) {
      refuse('its connection limit is no whole number from -1');
    }
    if (role.login === true && role.password === undefined && role.ensure !== 'absent') {
      inspect.report(postgresProblems.loginWithoutPassword, {
        property: `roles[${index}]`,
        value: role.name,
        reason:
          'it may log in, but has no password Secret, so nobody can unless a certificate is mapped to it',
      });
    }
    seen.add(role.name);
  });
}
