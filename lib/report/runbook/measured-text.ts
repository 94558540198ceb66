import type { ProtectionPlan } from '../../plan';
import type { ScenarioProcedure } from '../../protection';
import { isWaived, time } from '../words';
import type { MeasuredDrill, RunbookProtection } from './runbook';

/** Seconds from which on a fraction tells nothing. */
const LONG = 120;

/** The newest drill as the last cells of a row: when, measured RPO, measured RTO. */
export function measuredRow(
  { drill }: ProtectionPlan,
  measured: MeasuredDrill | undefined,
): readonly [string, string, string] {
  if (isWaived(drill)) return [`none: waived until ${drill.waived.until}`, '', ''];
  if (measured === undefined) return ['no evidence was given', '', ''];
  if ('unproven' in measured) return [`none: ${measured.unproven}`, '', ''];
  return [
    `${measured.finishedAt}${failureText(measured)}`,
    secondsText(measured.rpo),
    secondsText(measured.rto),
  ];
}

/** How long a procedure takes: what is promised, and what the last drill says to it. */
export function durationText(
  { duration, drilled }: ScenarioProcedure,
  { plan, measured }: RunbookProtection,
): string {
  const limit = duration ?? plan.objectives.rto;
  const promised = `at most ${time(limit)} ${duration === undefined ? 'are promised (RTO)' : 'are expected'}`;
  if (!drilled) return `${promised}. No drill rehearses this.`;
  if (isWaived(plan.drill)) return `${promised}. The drill is waived: nothing was measured.`;
  if (measured === undefined) return `${promised}. No evidence of drills was given to this runbook.`;
  if ('unproven' in measured) return `${promised}. Nothing measured counts: ${measured.unproven}.`;
  if (measured.rto === undefined) return `${promised}. The drill of ${measured.finishedAt} measured no time.`;
  return `${promised}. The drill of ${measured.finishedAt} took ${secondsText(measured.rto)} until the data could be used; people and checks come on top.${failureText(measured)}`;
}

function failureText({ failedSince }: Exclude<MeasuredDrill, { readonly unproven: string }>): string {
  return failedSince === undefined
    ? ''
    : ` — a later one, of ${failedSince.finishedAt}, FAILED: ${failedSince.reason}`;
}

function secondsText(seconds: number | undefined): string {
  if (seconds === undefined) return 'not measured';
  return seconds < LONG ? `${seconds.toFixed(1)} s` : time(Math.round(seconds));
}
