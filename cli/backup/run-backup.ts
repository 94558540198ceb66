import { fail, operationProblems } from '../../lib/core/problems';
import { managedLabels } from '../../lib/kubernetes/labels';
import type { ProtectionPlan } from '../../lib/plan';
import { BARMAN_PLUGIN } from '../../lib/postgres/barman';
import { findDeclaredCluster } from '../cluster/archive-of-cluster';
import type { ClusterSession } from '../cluster/cluster-session';
import { placeOf, RESOURCES, type Backup } from '../cluster/objects';
import { tryAskPrimary } from '../cluster/primary-facts';
import { StepProgress } from '../cluster/step-progress';
import { watchUntil } from '../cluster/watch-until';
import { ExitCode } from '../exit-codes';
import { TRIGGER_ANNOTATION } from '../../lib/drill/site/labels';
import { Terminal } from '../terminal';
import { bytes, elapsed } from '../text-of-amounts';

/** What a finished backup by hand is told as. Times are RFC 3339, durations seconds, sizes bytes. */
export interface BackupReport {
  readonly protection: string;
  readonly namespace: string;
  /** Name of the Backup. */
  readonly backup: string;
  readonly phase: string;
  /** Barman's ID of it. */
  readonly backupId?: string;
  readonly startedAt?: string;
  readonly stoppedAt?: string;
  readonly duration?: number;
  /** Of all databases, before compression. Absent where the primary could not be asked. */
  readonly dataSize?: number;
  readonly error?: string;
}

/** Phases in which a Backup stays (CloudNativePG 1.30). */
const ENDED: readonly (string | undefined)[] = ['completed', 'failed', 'invalid backup definition'];

/**
 * Takes one base backup of a database now, by the method of its schedule, and follows it to its end. Exit code 0 where it
 * completed, 1 where it failed. Throws RST740 to RST744, RST747, RST748, and RST751 where it has not ended in time.
 *
 * @param seconds longest time that it is followed
 */
export async function runBackup(
  protection: ProtectionPlan,
  seconds: number,
  session: ClusterSession,
  as: 'text' | 'json',
): Promise<ExitCode> {
  const { kubectl, host, now } = session;
  const { id, namespace, name: cluster } = protection;
  const live = await findDeclaredCluster(protection, kubectl);
  refuseSecond(protection, await kubectl.list<Backup>(RESOURCES.backups, namespace), now());
  const startedBy = await kubectl.whoAmI();
  const backup = backupOf(protection, now(), startedBy);
  const { name } = backup.metadata;
  await kubectl.create(`backups ${namespace}/${name}`, backup);

  const progress = new StepProgress(Terminal.messages(host), `${id}: backup ${name}`);
  const watched = await watchUntil(host, seconds, async (signal) => {
    for await (const seen of kubectl.watch<Backup>(placeOf('backups', namespace, name), signal)) {
      if (seen === undefined) return { metadata: backup.metadata, status: DELETED };
      progress.step(seen.status?.phase ?? 'waiting for the operator');
      if (ENDED.includes(seen.status?.phase)) return seen;
    }
    return undefined;
  });
  progress.end();
  const look = `kubectl get ${RESOURCES.backups} ${name} --namespace ${namespace}`;
  if (watched.kind === 'interrupted') {
    Terminal.messages(host).line(
      `The backup goes on in the cluster; it is no longer followed. To look: ${look}`,
    );
    return watched.code;
  }
  if (watched.kind === 'too-late') {
    fail(operationProblems.notEnded, {
      value: name,
      reason: `the backup of ${cluster} goes on. To look: ${look}`,
    });
  }
  const facts = await tryAskPrimary(live, kubectl);
  const report = reportOf(protection, watched.seen, facts?.dataSize);
  Terminal.output(host).line(as === 'json' ? JSON.stringify(report, undefined, 2) : textOf(report));
  return report.phase === 'completed' ? ExitCode.clean : ExitCode.findings;
}

const DELETED = { phase: 'failed', error: 'the Backup object was deleted before it ended' } as const;

function refuseSecond({ name, namespace }: ProtectionPlan, backups: readonly Backup[], now: Date): void {
  const running = backups.find(
    ({ spec, status }) => spec?.cluster?.name === name && !ENDED.includes(status?.phase),
  );
  if (running === undefined) return;
  const { metadata, status } = running;
  const since = metadata.creationTimestamp ?? now.toISOString();
  fail(operationProblems.backupRunning, {
    value: `${namespace}/${metadata.name}`,
    reason: `it is ${status?.phase ?? 'new'} for ${elapsed((now.getTime() - Date.parse(since)) / 1000)}`,
  });
}

/** A Backup (postgresql.cnpg.io/v1), named by the second it was asked for. */
function backupOf({ name, namespace, source }: ProtectionPlan, now: Date, startedBy: string) {
  const time = now.toISOString().replaceAll(/[-:T]|\.\d+Z$/g, '');
  return {
    apiVersion: 'postgresql.cnpg.io/v1',
    kind: 'Backup',
    metadata: {
      name: `${name}-manual-${time}`,
      namespace,
      labels: managedLabels({ 'cnpg.io/cluster': name }),
      annotations: { [TRIGGER_ANNOTATION]: startedBy },
    },
    spec: {
      cluster: { name },
      ...(source['archivedBy'] === 'inTree'
        ? { method: 'barmanObjectStore' }
        : { method: 'plugin', pluginConfiguration: { name: BARMAN_PLUGIN } }),
    },
  };
}

function reportOf({ id, namespace }: ProtectionPlan, backup: Backup, dataSize?: number): BackupReport {
  const { phase = 'unknown', backupId, startedAt, stoppedAt, error } = backup.status ?? {};
  const isTimed = startedAt !== undefined && stoppedAt !== undefined;
  return {
    protection: id,
    namespace,
    backup: backup.metadata.name,
    phase,
    ...(backupId !== undefined && { backupId }),
    ...(startedAt !== undefined && { startedAt }),
    ...(stoppedAt !== undefined && { stoppedAt }),
    ...(isTimed && { duration: (Date.parse(stoppedAt) - Date.parse(startedAt)) / 1000 }),
    ...(dataSize !== undefined && { dataSize }),
    ...(error !== undefined && { error }),
  };
}

function textOf({ protection, backup, phase, duration, dataSize, error }: BackupReport): string {
  if (phase !== 'completed')
    return `${protection}: backup ${backup} ${phase}: ${error ?? 'no reason was given'}`;
  const took = duration === undefined ? '' : ` in ${elapsed(duration)}`;
  const size = dataSize === undefined ? 'size of the data unknown' : `${bytes(dataSize)} of data`;
  return `${protection}: backup ${backup} completed${took} (${size})`;
}
