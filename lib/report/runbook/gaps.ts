import type { LossScenario } from '../../protection';
import type { Runbook } from './runbook';

/** A loss that nothing covers. */
export interface RunbookGap {
  /** Of the protection. */
  readonly id: string;
  readonly scenario: LossScenario;
  readonly because: string;
  readonly fix: string;
}

/** Every loss that no procedure covers, clusters and losses in the order of the runbook. */
export function gapsOf({ clusters }: Runbook): readonly RunbookGap[] {
  return clusters.flatMap(({ losses }) =>
    losses.flatMap(({ scenario, parts }) =>
      parts.flatMap((part): readonly RunbookGap[] =>
        part.kind === 'protection' && part.answer.kind === 'not-covered'
          ? [{ id: part.id, scenario, because: part.answer.because, fix: part.answer.fix }]
          : [],
      ),
    ),
  );
}
