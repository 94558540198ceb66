import { Duration, postgresProblems, type Inspection, type RecoveryObjectives } from '../../core';
import type { Archive, Credentials, S3Keys } from '../../storage';
import { tryReadArchiveTimeout, UPLOAD_ALLOWANCE } from '../archive-timeout';
import type { BarmanWriting } from '../barman';
import { inspectRoles } from '../managed-roles';
import { FIXED_PARAMETERS } from '../parameters';
import type { PostgresClusterProps } from '../postgres-cluster-props';

/** What of a PostgresCluster is inspected, besides its options. */
export interface PostgresUnderInspection {
  readonly props: PostgresClusterProps;
  readonly objectives: RecoveryObjectives;
  readonly parameters: Readonly<Record<string, string>>;
  readonly writing: BarmanWriting;
  readonly archive: Archive | undefined;
  /** Opens the archive for writing. */
  readonly credentials: Credentials<S3Keys>;
}

/** Reports everything about a PostgresCluster that cannot work, or that works until it is needed. */
export function inspectPostgres(subject: PostgresUnderInspection, inspect: Inspection): void {
  const { props } = subject;
  inspectDatabase(props, inspect);
  inspectRoles(props.roles ?? [], inspect);
  inspectWitnessRole(props, inspect);
  inspectParameters(subject, inspect);
  inspectBackup(subject, inspect);
  inspectRecovery(subject, inspect);
}

const RESERVED_DATABASES = ['postgres', 'template0', 'template1'];
const RESERVED_OWNERS = ['postgres', 'streaming_replica'];

function inspectDatabase(props: PostgresClusterProps, inspect: Inspection): void {
  const refuse = (property: 'database' | 'owner', reason: string) =>
    inspect.report(postgresProblems.reservedDatabase, { property, value: props[property], reason });
  if (RESERVED_DATABASES.includes(props.database)) refuse('database', 'the database belongs to the operator');
  if (RESERVED_OWNERS.includes(props.owner)) refuse('owner', 'the role belongs to the operator');
  if (props.database === '') refuse('database', 'it is empty');
  if (props.owner === '') refuse('owner', 'it is empty');
  const { instances = 1 } = props;
  if (!Number.isInteger(instances) || instances < 1) {
    inspect.report(postgresProblems.fewInstances, {
      property: 'instances',
      value: instances,
      reason: 'it is no whole number from 1',
    });
  }
}

function inspectWitnessRole({ witness, owner, roles = [] }: PostgresClusterProps, inspect: Inspection): void {
  if (witness === undefined || ![owner, ...roles.map(({ name }) => name)].includes(witness.role)) return;
  inspect.report(postgresProblems.refusedRole, {
    property: 'witness',
    value: witness.role,
    reason: 'the role of the witness is declared besides; it must be its alone',
    fix: "Give the witness another role: Witness.every('5m', { role: 'heartbeats' }).",
  });
}

function inspectParameters(
  { props, parameters, objectives }: PostgresUnderInspection,
  inspect: Inspection,
): void {
  for (const name of Object.keys(props.parameters ?? {})) {
    if (FIXED_PARAMETERS.has(name)) {
      inspect.report(postgresProblems.fixedParameter, {
        property: `parameters.${name}`,
        value: props.parameters?.[name],
        reason: `the operator sets ${name}`,
      });
    }
  }
  const text = parameters['archive_timeout'] ?? '';
  const timeout = tryReadArchiveTimeout(text);
  if (timeout === undefined || timeout.equals(Duration.seconds(0))) {
    inspect.report(postgresProblems.invalidArchiveTimeout, {
      property: 'parameters.archive_timeout',
      value: text,
      reason: timeout === undefined ? 'it is no time as PostgreSQL reads it' : 'zero switches it off',
    });
    return;
  }
  const archiving = timeout.plus(UPLOAD_ALLOWANCE);
  if (objectives.rpo.isShorterThan(archiving)) {
    inspect.report(postgresProblems.unmeetableRpo, {
      property: 'objectives.rpo',
      value: objectives.rpo.toShort(),
      reason: `archive_timeout is ${timeout.toShort()} and an upload may take ${UPLOAD_ALLOWANCE.toShort()}: ${archiving.toShort()} in all`,
    });
    return;
  }
  props.witness?.inspect({ rpo: objectives.rpo.seconds }, archiving, inspect);
}

function inspectBackup({ props, objectives, writing }: PostgresUnderInspection, inspect: Inspection): void {
  const { backup } = props;
  if (backup.method === 'inTree') {
    inspect.report(postgresProblems.inTreeDeprecated, {
      property: 'backup.method',
      value: 'inTree',
      reason: 'this Cluster archives by the operator itself',
    });
  }
  const gap = backup.base.longestGap();
  if (objectives.retention.atLeast.isShorterThan(gap.times(2))) {
    inspect.report(postgresProblems.shortRetention, {
      property: 'objectives.retention',
      value: objectives.retention.toBarman(),
      reason: `up to ${gap.toShort()} pass between two base backups`,
    });
  }
  const segment = props.initdb?.walSegmentSize ?? 16;
  if (segment !== 16 && writing.wal.maxParallel > 1) {
    inspect.report(postgresProblems.parallelWalWithSegmentSize, {
      property: 'backup.wal.maxParallel',
      value: writing.wal.maxParallel,
      reason: `segments have ${segment} MB`,
    });
  }
  if (backup.volumeSnapshots?.online === false && (props.instances ?? 1) === 1) {
    inspect.report(postgresProblems.coldSnapshotOfSingleInstance, {
      property: 'backup.volumeSnapshots.online',
      value: false,
      reason: 'the Cluster has one instance',
    });
  }
}

function inspectRecovery(
  { props, archive, credentials }: PostgresUnderInspection,
  inspect: Inspection,
): void {
  const { recoverFrom } = props;
  if (recoverFrom === undefined) return;
  if (recoverFrom.credentials.kind === 'irsa' && !recoverFrom.credentials.isSameAs(credentials)) {
    inspect.report(postgresProblems.recoveryWithOtherRole, {
      property: 'recoverFrom.credentials',
      reason: 'the backup of this Cluster uses other credentials',
    });
  }
  if (archive?.overlaps(recoverFrom.archive) === true) {
    inspect.report(postgresProblems.archivesIntoItsSource, {
      property: 'backup.archive',
      value: archive.location,
      reason: 'the archive it is recovered from is there',
    });
  }
  if (props.initdb !== undefined) {
    inspect.report(postgresProblems.initdbOptionsOnRecovery, {
      property: 'initdb',
      reason: 'the Cluster is recovered from an archive',
    });
  }
}
