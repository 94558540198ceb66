import { latestEnd } from '../../lib/drill/site/drill-job';
import type { DrillPlan, ProtectionPlan } from '../../lib/plan';
import { isWaived, time } from '../../lib/report/words';
import { declaredLocation } from '../cluster/archive-of-cluster';
import type { DrillStatus } from '../drill/drill-status';
import { elapsed } from '../text-of-amounts';
import type { BackupFacts } from './protection-status';

/** Something that does not hold. */
export interface StatusFinding {
  /** For machines: lower case with dashes, stable. */
  readonly code: string;
  /** For people, a sentence without its dot. */
  readonly message: string;
}

/** A base backup is not missed before it had this time to be made, seconds; or half the time between two, if less. */
const BACKUP_GRACE = 3600;

/** Everything about a database's backups that is not as it was promised. Empty: all holds. */
export function findingsOf(
  protection: ProtectionPlan,
  facts: BackupFacts,
  now: Date,
): readonly StatusFinding[] {
  const { namespace, name, drill } = protection;
  const drillProblems =
    isWaived(drill) || facts.drill === undefined ? [] : drillFindings(drill, facts.drill, now);
  if (facts.cluster === undefined)
    return [
      { code: 'cluster-missing', message: `there is no Cluster ${namespace}/${name}` },
      ...drillProblems,
    ];
  return [
    ...archiveFindings(protection, facts),
    ...backupFindings(protection, facts, now),
    ...windowFindings(protection, facts, now),
    ...drillProblems,
  ];
}

function archiveFindings(protection: ProtectionPlan, facts: BackupFacts): StatusFinding[] {
  const declared = declaredLocation(protection);
  const { archive, isArchiving, primary } = facts;
  const { rpo } = protection.objectives;
  const findings: StatusFinding[] = [];
  if (archive !== declared) {
    findings.push({
      code: 'other-archive',
      message: `it archives to ${archive ?? 'nowhere'}, and is declared to archive to ${declared}`,
    });
  }
  if (isArchiving === false || primary?.isFailing === true)
    findings.push({
      code: 'archiving-failing',
      message: 'WAL files are not archived: the last attempt failed',
    });
  else if (isArchiving === undefined)
    findings.push({ code: 'archiving-unknown', message: 'nothing says that WAL files are archived' });
  if (primary !== undefined && primary.waiting > 0) {
    const age = primary.archivedAge;
    // An idle server writes no WAL: old is only what somebody waits for.
    if (age === undefined || age > rpo) {
      findings.push({
        code: 'archive-older-than-rpo',
        message: `the newest archived WAL file is ${age === undefined ? 'unknown' : `${elapsed(age)} old`}, ${primary.waiting} wait, and the RPO is ${time(rpo)}`,
      });
    }
  }
  return findings;
}

function backupFindings({ backup }: ProtectionPlan, facts: BackupFacts, now: Date): StatusFinding[] {
  const { newest, failed, schedule, cluster } = facts;
  const limit = backup.longestGap + Math.min(BACKUP_GRACE, backup.longestGap / 2);
  const findings: StatusFinding[] = [];
  const due = `due ${backup.scheduleText}`;
  if (newest === undefined) {
    const isNew = cluster !== undefined && secondsSince(cluster.createdAt, now) <= limit;
    const young = isNew ? '; the Cluster is younger than the time between two' : '';
    findings.push({ code: 'no-backup', message: `no base backup has completed (${due})${young}` });
  } else if (secondsSince(newest.at, now) > limit) {
    const age = elapsed(secondsSince(newest.at, now));
    findings.push({ code: 'backup-too-old', message: `the newest base backup is ${age} old (${due})` });
  }
  if (failed !== undefined)
    findings.push({
      code: 'backup-failed',
      message: `the last base backup ${failed.name} failed: ${failed.error}`,
    });
  if (schedule === undefined)
    findings.push({ code: 'schedule-missing', message: 'there is no ScheduledBackup' });
  else if (schedule.suspended)
    findings.push({ code: 'schedule-suspended', message: 'the schedule of base backups is suspended' });
  return findings;
}

function windowFindings(
  { backup, objectives }: ProtectionPlan,
  facts: BackupFacts,
  now: Date,
): StatusFinding[] {
  const { cluster, recoverableSince, newest } = facts;
  // Without a backup there is no window, which is said already.
  if (cluster === undefined || newest === undefined) return [];
  if (recoverableSince === undefined)
    return [
      { code: 'window-unknown', message: 'nothing says since when every point in time can be recovered' },
    ];
  const window = secondsSince(recoverableSince, now);
  // A young database cannot be recovered to before its first base backup.
  const possible = secondsSince(cluster.createdAt, now) - backup.longestGap - BACKUP_GRACE;
  if (window >= Math.min(objectives.retention, possible)) return [];
  const promised = time(objectives.retention);
  return [
    {
      code: 'window-too-short',
      message: `points in time can be recovered for ${elapsed(window)}, and ${promised} are promised`,
    },
  ];
}

/** What is wrong with the drill of a protection. */
export function drillFindings(plan: DrillPlan, status: DrillStatus, now: Date): readonly StatusFinding[] {
  const { namespace, drill, installedAt, suspended, last, schedule } = status;
  if (installedAt === undefined)
    return [{ code: 'drill-missing', message: `there is no CronJob ${namespace}/${drill}` }];
  const limit = plan.longestGap + latestEnd(plan);
  const findings: StatusFinding[] = [];
  if (suspended) findings.push({ code: 'drill-suspended', message: 'the drill is suspended' });
  if (last === undefined) {
    if (secondsSince(installedAt, now) > limit)
      findings.push({ code: 'drill-never-ran', message: `no drill has told a verdict (due ${schedule})` });
    return findings;
  }
  if (last.verdict !== 'passed') {
    findings.push({
      code: `drill-${last.verdict}`,
      message: `the last drill: ${last.reason}: ${last.message}`,
    });
  } else if (last.age > limit) {
    findings.push({
      code: 'drill-overdue',
      message: `the last drill is ${elapsed(last.age)} old (due ${schedule})`,
    });
  }
  return findings;
}

function secondsSince(moment: string, now: Date): number {
  return (now.getTime() - Date.parse(moment)) / 1000;
}
