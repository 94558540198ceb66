import { series, type LabelConditions } from '../../monitoring/promql';
import type { ProtectionPlan } from '../../plan';

/** Who writes the archive, and with it which metrics know it. */
type ArchivedBy = 'plugin' | 'inTree';

/**
 * Where the newest and the oldest backup are told, Unix time, 0 for none: by the plugin (plugin-barman-cloud 0.14,
 * internal/cnpgi/instance/metrics.go), or by the operator, whose own stay 0 with the plugin.
 */
const BACKUPS: Readonly<Record<ArchivedBy, string>> = {
  plugin: 'barman_cloud_cloudnative_pg_io',
  inTree: 'cnpg_collector',
};

/** Time in which a window that shrinks is noticed, as Prometheus writes it; base backups move it at most once a day as a rule. */
const LOOK_BACK = '1d';

/**
 * The series of the servers of a Cluster that tell of its archive (CloudNativePG 1.30, "Monitoring"). Those of
 * pg_stat_archiver come from the primary alone; the state of the archive from every server, and all say the same.
 */
export class ArchiveSeries {
  private readonly pods: LabelConditions;
  private readonly volumes: LabelConditions;
  private readonly prefix: string;

  constructor({ namespace, name }: Pick<ProtectionPlan, 'namespace' | 'name'>, archivedBy: ArchivedBy) {
    // Servers and their claims are called <cluster>-<number>; that of the Cluster a-1 is a-1-1, and not one of a's.
    const instances = new RegExp(`${name}-[0-9]+`);
    this.pods = { namespace, pod: instances };
    this.volumes = { namespace, persistentvolumeclaim: instances };
    this.prefix = BACKUPS[archivedBy];
  }

  /** When archiving failed last, by server; -1: never. */
  get lastFailed(): string {
    return byServer(this.archiver('last_failed_time'));
  }

  /** When WAL was archived last, by server; -1: never. */
  get lastArchived(): string {
    return byServer(this.archiver('last_archived_time'));
  }

  /** Seconds since WAL was archived last, by server; -1: never. It grows on a database that rests, too. */
  get sinceLastArchival(): string {
    return byServer(this.archiver('seconds_since_last_archival'));
  }

  /** Whether WAL segments are complete and not in the archive, by server. */
  get waiting(): string {
    return byServer(
      `${series('cnpg_collector_pg_wal_archive_status', { ...this.pods, value: 'ready' })} > 0`,
    );
  }

  /** When the newest base backup was completed, by namespace; 0: there is none. */
  get lastBackup(): string {
    return byNamespace(this.backups('last_available_backup_timestamp'));
  }

  /**
   * The window of recovery is shorter than it should be, and not because it is young: its begin has moved although it was
   * shorter, or the volumes have been there for long enough.
   *
   * @param retention seconds that the window should be long
   * @param firstBackup seconds until there must be a first base backup
   */
  shorterWindow(retention: number, firstBackup: number): string {
    const begin = this.backups('first_recoverability_point');
    const age = byNamespace(`time() - ${series('kube_persistentvolumeclaim_created', this.volumes)}`);
    return [
      `time() - (${byNamespace(begin)} > 0) < ${retention}`,
      'and on (namespace)',
      '(',
      `  ${byNamespace(begin)} > on (namespace) (${byNamespace(`${begin} offset ${LOOK_BACK}`)} > 0)`,
      `  or ${age} > ${retention + firstBackup}`,
      ')',
    ].join('\n');
  }

  /** One of each kind: the others are there if these are. */
  get all(): readonly string[] {
    return [
      this.archiver('last_archived_time'),
      series('cnpg_collector_pg_wal_archive_status', { ...this.pods, value: 'ready' }),
      this.backups('last_available_backup_timestamp'),
    ];
  }

  private archiver(column: string): string {
    return series(`cnpg_pg_stat_archiver_${column}`, this.pods);
  }

  private backups(what: string): string {
    return series(`${this.prefix}_${what}`, this.pods);
  }
}

function byServer(expression: string): string {
  return `max by (namespace, pod) (${expression})`;
}

function byNamespace(expression: string): string {
  return `max by (namespace) (${expression})`;
}
