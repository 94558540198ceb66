import { operationProblems, RestorableError } from '../../lib/core/problems';
import type { Kubectl } from './kubectl';
import type { Cluster } from './objects';

/** What only the primary server itself knows. */
export interface PrimaryFacts {
  /** Bytes of all databases. */
  readonly dataSize: number;
  /** Name of the newest archived WAL file, and when it was archived. */
  readonly lastArchivedWal?: string;
  readonly lastArchivedAt?: string;
  /** Time since then by the clock of the server, seconds. */
  readonly archivedAge?: number;
  /** Whether the last attempt to archive failed. */
  readonly isFailing: boolean;
  /** WAL files that wait to be archived. */
  readonly waiting: number;
}

/** `pg_stat_archiver` and the files of the archiver (PostgreSQL, "The Cumulative Statistics System"; "System Administration Functions"). */
const SQL = `SELECT json_strip_nulls(json_build_object(
  'dataSize', (SELECT sum(pg_database_size(oid)) FROM pg_database),
  'lastArchivedWal', last_archived_wal,
  'lastArchivedAt', to_char(last_archived_time AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
  'archivedAge', extract(epoch FROM now() - last_archived_time),
  'isFailing', coalesce(last_failed_time > last_archived_time, last_failed_time IS NOT NULL),
  'waiting', (SELECT count(*) FROM pg_ls_archive_statusdir() WHERE name LIKE '%.ready')
)) FROM pg_stat_archiver`;

/**
 * Asks the primary of a Cluster, by `psql` in its pod. Undefined where it cannot be asked: who may look at backups need not
 * have the right to run commands in pods.
 */
export async function tryAskPrimary(cluster: Cluster, kubectl: Kubectl): Promise<PrimaryFacts | undefined> {
  const { namespace = '' } = cluster.metadata;
  const pod = cluster.status?.currentPrimary;
  if (pod === undefined) return undefined;
  try {
    const text = await kubectl.exec({ namespace, pod, container: 'postgres' }, [
      ...['psql', '--no-psqlrc', '--quiet', '--tuples-only', '--no-align', '--set=ON_ERROR_STOP=1'],
      ...['--dbname=postgres', `--command=${SQL}`],
    ]);
    return JSON.parse(text) as PrimaryFacts;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    const isLost = RestorableError.is(error) && error.problems.some(({ code }) => UNREACHABLE.includes(code));
    if (isLost || !RestorableError.is(error)) throw error;
    return undefined;
  }
}

const UNREACHABLE: readonly string[] = [
  operationProblems.kubectlNotFound.code,
  operationProblems.clusterUnreachable.code,
];
