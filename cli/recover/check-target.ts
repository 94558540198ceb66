import { fail, operationProblems, RestorableError } from '../../lib/core/problems';
import type { ProtectionPlan } from '../../lib/plan';
import { RecoveryTarget } from '../../lib/postgres/recovery/recovery-target';
import { tryReadArchive } from '../cluster/archive-of-cluster';
import type { ClusterSession } from '../cluster/cluster-session';
import { placeOf, type Cluster } from '../cluster/objects';

/** What a cluster says of the window in which a time can be recovered to. */
export interface TargetWindow {
  /** RFC 3339. @default - unknown */
  readonly since?: string;
  /** Why nothing is known. @default - it is known */
  readonly unknown?: string;
}

/**
 * Looks whether a time can be recovered to, as far as that can be told: also a database that is lost is recovered, so a
 * cluster that cannot be reached is no error. Throws RST511 for what is no time, RST753 for a time that cannot be.
 */
export async function checkTarget(
  protection: ProtectionPlan,
  target: string | undefined,
  session: ClusterSession,
): Promise<TargetWindow> {
  if (target !== undefined) {
    RecoveryTarget.time(target);
    if (Date.parse(target) > session.now().getTime())
      fail(operationProblems.impossibleTarget, { value: target, reason: 'it lies in the future' });
  }
  const window = await readWindow(protection, session);
  if (target !== undefined && window.since !== undefined && Date.parse(target) < Date.parse(window.since)) {
    fail(operationProblems.impossibleTarget, {
      value: target,
      reason: `the first point that can be recovered is ${window.since}`,
    });
  }
  return window;
}

async function readWindow(protection: ProtectionPlan, { kubectl }: ClusterSession): Promise<TargetWindow> {
  const { namespace, name, backup } = protection;
  try {
    const cluster = await kubectl.tryGet<Cluster>(placeOf('clusters', namespace, name));
    if (cluster === undefined) return { unknown: `there is no Cluster ${namespace}/${name}` };
    const archive = await tryReadArchive(cluster, kubectl);
    const { serverName = name } = backup.archive;
    const since =
      archive?.objectStore?.status?.serverRecoveryWindow?.[serverName]?.firstRecoverabilityPoint ??
      cluster.status?.firstRecoverabilityPoint;
    return since === undefined ? { unknown: 'no base backup is known on the cluster' } : { since };
  } catch (error) {
    if (!RestorableError.is(error)) throw error;
    return { unknown: error.problems.map(({ reason }) => reason).join('; ') };
  }
}
