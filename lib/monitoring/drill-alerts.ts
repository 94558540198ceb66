import { Duration } from '../core';
import { latestEnd } from '../drill/site/drill-job';
import type { DrilledProtectionPlan } from '../plan';
import type { AlertRule } from '../protection';
import { aboutFailed, aboutInconclusive, drillDue, lastPassedDrill, latestDrill } from './drill-series';
import { anyAbsent, series } from './promql';

/** Time that series may be missing, for instance while kube-state-metrics restarts, seconds. */
export const MISSING = 15 * 60;

/**
 * The alerts on the drill of a protection. They need kube-state-metrics alone, with `honor_labels` as the Prometheus
 * operator's stack scrapes it.
 */
export function drillAlerts({
  environment,
  name: protection,
  drill,
}: DrilledProtectionPlan): readonly AlertRule[] {
  const { namespace, name } = drill;
  const what = `${environment}/${protection}`;
  const passed = lastPassedDrill(drill);
  const due = drill.longestGap + latestEnd(drill);
  const logs = `Read the verdict: kubectl -n ${namespace} get jobs shows the runs of ${name}, and kubectl -n ${namespace} logs job/<run> the reason and every check.`;
  return [
    {
      name: 'RestorableDrillFailed',
      expression: `${latestDrill(drill, aboutFailed(drill))}\n> on (namespace)\n${passed}`,
      holdsFor: 0,
      severity: 'critical',
      summary: `The restore drill of ${what} failed`,
      description: `The backup of ${what} was restored and is not what was promised, and no drill has passed since.`,
      runbook: `${logs} Treat the backup as unusable until a drill passes: take a new base backup, and run the drill again.`,
    },
    {
      name: 'RestorableDrillInconclusive',
      expression: `${latestDrill(drill, aboutInconclusive(drill))}\n> on (namespace)\n${passed}`,
      holdsFor: 0,
      severity: 'warning',
      summary: `The restore drill of ${what} could not be run`,
      description: `A drill of ${what} ended without a verdict on the backup, and none has passed since.`,
      runbook: `${logs} Remove what kept it from running, and run the drill again.`,
    },
    {
      name: 'RestorableNoPassedDrill',
      expression: [`time() - ${passed} > ${due}`, 'or', anyAbsent(series(...drillDue(drill)))].join('\n'),
      holdsFor: MISSING,
      severity: 'critical',
      summary: `No restore drill of ${what} has passed in time`,
      description: `A drill of ${what} is due ${drill.scheduleText}. None has passed for ${Duration.seconds(due).toShort()}, or nothing is known of it: its CronJob, or kube-state-metrics, is missing. The backup is unproven.`,
      runbook: `Look whether the CronJob ${name} in ${namespace} exists, is not suspended and starts jobs. ${logs}`,
    },
  ];
}
