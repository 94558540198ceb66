import type { ClusterSpecBootstrapRecoveryRecoveryTarget } from '../../kubernetes/generated/postgresql.cnpg.io/v1';
import { fail, postgresProblems } from '../../core';

/**
 * How far recovery goes (CloudNativePG 1.30, `recoveryTarget`). A backup's ID alone only picks where recovery starts: WAL
 * is still replayed to the end.
 */
export class RecoveryTarget {
  /** The end of the archive. */
  static latest(): RecoveryTarget {
    return new RecoveryTarget('the end of the archive', undefined);
  }

  /**
   * A time, with its zone: `2026-02-17T12:00:00Z`. Nothing committed later is there. Without a zone PostgreSQL would take
   * UTC, whatever was meant.
   */
  static time(time: string): RecoveryTarget {
    const valid = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?(Z|[+-]\d{2}:\d{2})$/.test(time);
    if (!valid || Number.isNaN(Date.parse(time)) || !isDayOfCalendar(time.slice(0, 10))) {
      refuse(time, 'it is no RFC 3339 time with a zone');
    }
    return new RecoveryTarget(`the time ${time}`, { targetTime: time });
  }

  /** A place in the WAL: `16/B374D848`. */
  static lsn(lsn: string): RecoveryTarget {
    if (!/^[0-9A-F]{1,8}\/[0-9A-F]{1,8}$/i.test(lsn)) refuse(lsn, 'it is no log sequence number');
    return new RecoveryTarget(`the log sequence number ${lsn}`, { targetLSN: lsn });
  }

  /** A transaction, from a backup that ended before it: the operator cannot find that backup by itself. */
  static transaction(id: number, options: { readonly backup: string }): RecoveryTarget {
    if (!Number.isInteger(id) || id < 1 || id > 0xffffffff) refuse(id, 'it is no 32-bit transaction number');
    return new RecoveryTarget(`the transaction ${id}`, {
      targetXID: String(id),
      backupID: backupId(options.backup),
    });
  }

  /** A restore point made by `pg_create_restore_point`, from a backup that ended before it. */
  static name(name: string, options: { readonly backup: string }): RecoveryTarget {
    if (name === '' || Buffer.byteLength(name) >= 64)
      refuse(name, 'the name of a restore point has 1 to 63 bytes');
    return new RecoveryTarget(`the restore point ${name}`, {
      targetName: name,
      backupID: backupId(options.backup),
    });
  }

  /** Exactly one backup, by its ID: recovery stops as soon as it is consistent. */
  static exactly(backup: string): RecoveryTarget {
    return new RecoveryTarget(`the backup ${backup}`, { targetImmediate: true, backupID: backupId(backup) });
  }

  private constructor(
    private readonly text: string,
    /** `recoveryTarget` of a Cluster; undefined for the end of the archive. */
    readonly spec: ClusterSpecBootstrapRecoveryRecoveryTarget | undefined,
  ) {}

  /** For people: `the time 2026-02-17T12:00:00Z`. */
  describe(): string {
    return this.text;
  }
}

/** Date.parse moves 31 February to March; PostgreSQL refuses it. */
function isDayOfCalendar(day: string): boolean {
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
}

/** IDs that Barman gives to backups: the time they began. */
function backupId(id: string): string {
  if (!/^\d{8}T\d{6}$/.test(id)) refuse(id, 'the ID of a Barman backup looks like 20260217T020000');
  return id;
}

function refuse(value: unknown, reason: string): never {
  fail(postgresProblems.invalidRecoveryTarget, { value, reason });
}
