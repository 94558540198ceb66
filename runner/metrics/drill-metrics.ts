import type { DrillResult, TargetResult } from '../../lib/plan';
import type { Gauge } from './exposition';

const VERDICTS = ['passed', 'failed', 'inconclusive'] as const;

/**
 * The metrics of a drill. Every drill tells all of them, what is unknown as NaN, so that nothing of the one before is taken
 * for its own; but for `restorable_drill_last_success_timestamp_seconds`, which stays until a drill passes again.
 */
export function drillMetrics(result: DrillResult): readonly Gauge[] {
  const finished = Date.parse(result.finishedAt) / 1000;
  const one = (name: string, help: string, value: number): Gauge => ({
    name: `restorable_drill_${name}`,
    help,
    samples: [{ value }],
  });
  return [
    one('last_run_timestamp_seconds', 'When the last drill ended, Unix time.', finished),
    ...(result.verdict === 'passed'
      ? [one('last_success_timestamp_seconds', 'When the last drill that passed ended, Unix time.', finished)]
      : []),
    one(
      'rpo_seconds',
      'Measured RPO of the last drill: age of the newest restored data, the worst of all targets. NaN: unknown.',
      worst(result, ({ measuredRpo }) => measuredRpo),
    ),
    one(
      'rto_seconds',
      'Measured RTO of the last drill: time until the restored database answered, the worst of all targets. NaN: unknown.',
      worst(result, ({ measuredRto }) => measuredRto),
    ),
    {
      name: 'restorable_drill_verdict',
      help: 'Verdict of the last drill: 1 for the one it gave, 0 for the others.',
      samples: VERDICTS.map((verdict) => ({
        labels: { verdict },
        value: Number(verdict === result.verdict),
      })),
    },
  ];
}

/** The largest of all targets; NaN where one of them, or all, have none: the worst is then unknown. */
function worst({ targets }: DrillResult, measure: (target: TargetResult) => number | undefined): number {
  return targets.length === 0 ? NaN : Math.max(...targets.map((target) => measure(target) ?? NaN));
}
