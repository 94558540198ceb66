import type { ScenarioProcedure } from '../../protection';
import { shellWord } from '../../core/shell-word';
import { CLUSTER, type PostgresRunbookInput } from './runbook-input';

const STORE_OWNER = 'the owner of the store';

/** The store of the backups is lost: the database runs, and nothing can be recovered until there is a new base backup. */
export function storeAnswer({ plan, database, walVolume }: PostgresRunbookInput): ScenarioProcedure {
  const { namespace, name, id, backup } = plan;
  const primary = `"$(kubectl get ${CLUSTER} ${name} --namespace ${namespace} --output jsonpath='{.status.currentPrimary}')"`;
  const exec = `kubectl exec ${primary} --namespace ${namespace} --container postgres --`;
  // Volumes of CloudNativePG 1.30: `/var/lib/postgresql/data`, and `/var/lib/postgresql/wal` where WAL has its own.
  const volume = walVolume ? '/var/lib/postgresql/wal' : '/var/lib/postgresql/data';
  return {
    kind: 'procedure',
    summary: 'The database runs on. The store is made again, and a new base backup is taken at once.',
    loss: 'No data, and every backup: until a new base backup has ended, the loss of the database cannot be undone.',
    drilled: false,
    decides: STORE_OWNER,
    needs: ['The database runs.'],
    steps: [
      {
        title: 'See how long the volume lasts',
        text: [
          'WAL files that cannot be archived stay on the volume; when it is full, PostgreSQL stops. Where that comes before the store is back, enlarge the volume in the composition.',
        ],
        commands: [
          `${exec} df --human-readable ${volume}`,
          `${exec} psql --dbname ${shellWord(database)} --command 'SELECT last_archived_wal, last_archived_time, last_failed_time FROM pg_stat_archiver'`,
        ],
      },
      {
        title: 'Make the store again',
        text: [
          `The bucket ${backup.archive.bucket}, with the same versions and locks as before, and the keys of the Secrets that the first command shows. An empty bucket under the old name needs no change in Git; another name goes into the composition first.`,
        ],
        commands: ['restorable plan', 'restorable synth --check'],
        decision: STORE_OWNER,
      },
      {
        title: 'Take a base backup',
        text: ['WAL files alone recover nothing.'],
        commands: [`restorable backup run ${id}`],
      },
    ],
    verification: [
      {
        title: 'Prove the new backup',
        text: ['Until a drill of it has passed, nothing is known to be recoverable.'],
        commands: [`restorable backup status ${id}`, `restorable drill run ${id}`],
      },
    ],
    wayBack: [
      {
        title: 'The way back',
        text: [
          'Should the old store come back, keep it until the retention has passed, and do not let two stores be written in turns: what is recovered needs its WAL files in one place.',
        ],
        commands: [],
      },
    ],
  };
}
