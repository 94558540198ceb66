import {
  Duration,
  veleroProblems,
  type Inspection,
  type RecoveryObjectives,
  type Schedule,
} from '../../core';
import { labelProblem } from './label-problem';
import type { NamespaceBackupProps, NamespaceDrillProps } from './namespace-backup-props';

/** What of a NamespaceBackup is inspected. */
export interface BackupUnderInspection {
  readonly props: NamespaceBackupProps;
  readonly schedule: Schedule;
  readonly objectives: RecoveryObjectives;
  /** Whether Velero takes CSI snapshots. */
  readonly csi: boolean;
  /** @default - the drill is waived */
  readonly drill?: NamespaceDrillProps;
}

/** Reports what Velero would find out when a backup starts, or nobody before a restore: RST951, RST952, RST958, RST961, RST963, RST976, RST977. */
export function inspectBackup(subject: BackupUnderInspection, inspect: Inspection): void {
  const { props } = subject;
  inspectTimes(subject, inspect);
  if (props.volumes.staysBehind) {
    inspect.report(veleroProblems.snapshotsStayBehind, {
      property: 'volumes',
      value: props.volumes.method,
      reason: 'the data of the snapshots is not moved to the store',
    });
  }
  if (['csi', 'csiMoved'].includes(props.volumes.method) && !subject.csi) {
    inspect.report(veleroProblems.snapshotsNotEnabled, {
      property: 'volumes',
      value: props.volumes.method,
      reason: 'Velero is declared without csi',
    });
  }
  for (const hook of props.hooks ?? []) {
    if (hook.onError === 'Continue' || !hook.runsBefore) continue;
    inspect.report(veleroProblems.failingHookLeavesOut, {
      property: 'hooks',
      value: hook.name,
      reason: 'it runs before the copy, with onError Fail',
    });
  }
  inspectNumbers(props, inspect);
  inspectLabels(props, inspect);
  for (const [kind, names] of Object.entries(props.ordered ?? {})) {
    const wrong = names.find((name) => !/^([a-z0-9-]+\/)?[a-z0-9][a-z0-9.-]*$/.test(name));
    if (names.length > 0 && wrong === undefined && /^[a-z0-9.-]+$/.test(kind)) continue;
    inspect.report(veleroProblems.invalidFilter, {
      property: `ordered.${kind}`,
      value: wrong ?? names,
      reason: 'it is no list of namespace/name',
    });
  }
}

function inspectTimes({ schedule, objectives, drill }: BackupUnderInspection, inspect: Inspection): void {
  const gap = schedule.longestGap();
  const { rpo, retention } = objectives;
  if (rpo.isShorterThan(gap)) {
    inspect.report(veleroProblems.unmeetableRpo, {
      property: 'objectives.rpo',
      value: rpo.toShort(),
      reason: `up to ${gap.toShort()} pass between two backups`,
    });
  }
  const kept = retention.atLeast;
  const wanted =
    drill === undefined ? gap.times(2) : later(gap.times(2), gap.plus(drill.schedule.longestGap()));
  if (kept.isShorterThan(wanted)) {
    inspect.report(veleroProblems.shortRetention, {
      property: 'objectives.retention',
      value: retention.toBarman(),
      reason: `with a backup at least every ${gap.toShort()}${drill === undefined ? '' : ` and a drill at least every ${drill.schedule.longestGap().toShort()}`} it has to be ${wanted.toShort()}`,
    });
  }
}

function inspectNumbers(props: NamespaceBackupProps, inspect: Inspection): void {
  const { parallelUploads } = props;
  if (parallelUploads !== undefined && (!Number.isInteger(parallelUploads) || parallelUploads < 1)) {
    inspect.report(veleroProblems.invalidOption, {
      property: 'parallelUploads',
      value: parallelUploads,
      reason: 'it is no whole number from 1',
    });
  }
  for (const property of ['snapshotTimeout', 'operationTimeout'] as const) {
    const given = props[property];
    if (given === undefined) continue;
    const time = inspect.read(property, () => Duration.of(given), undefined);
    if (time === undefined || time.seconds >= 1) continue;
    inspect.report(veleroProblems.invalidOption, {
      property,
      value: time.toShort(),
      reason: 'nothing is done in less than a second',
    });
  }
}

function inspectLabels({ labels = {} }: NamespaceBackupProps, inspect: Inspection): void {
  for (const [key, value] of Object.entries(labels)) {
    const reason = labelProblem(key, value);
    if (reason === undefined) continue;
    inspect.report(veleroProblems.invalidOption, {
      property: `labels.${key}`,
      value,
      reason,
      fix: 'Write labels as Kubernetes takes them: at most 63 letters, digits, dashes, underscores and dots.',
    });
  }
}

function later(a: Duration, b: Duration): Duration {
  return a.isLongerThan(b) ? a : b;
}
