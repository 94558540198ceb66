import type { DrillPhase, DrillResult, TargetResult } from '../plan';
import { judge } from './judge';
import type { Rehearsable } from './rehearsal-options';
import type { Findings } from './rehearse';

/** What a result is made of. */
export interface RehearsalResultProps {
  readonly subject: Rehearsable;
  readonly findings: Findings;
  readonly startedAt: Date;
  readonly phases: readonly DrillPhase[];
  /** What could not be removed, for people. */
  readonly leftovers: readonly string[];
}

/** The result of a rehearsal, judged. It is marked as a rehearsal, which never counts as a drill. */
export function rehearsalResult(props: RehearsalResultProps): DrillResult {
  const { subject, findings, startedAt, phases, leftovers } = props;
  const { protection, sourceMajor } = subject;
  const { incident, source, targets, versions } = findings;
  const { rpo, rto } = protection.objectives;
  const { verdict, reason, message } = judge({
    objectives: { rpo, rto },
    plannedTargets: protection.drill.targets.length,
    targets,
    ...(incident !== undefined && { incident }),
    ...(source?.witness !== undefined && { witness: source.witness }),
  });
  return {
    protection: protection.id,
    kind: protection.kind,
    mode: 'rehearsal',
    verdict,
    reason,
    message: [message, otherMajor(versions['postgres'], sourceMajor), left(leftovers)]
      .filter((part) => part !== undefined)
      .join('; '),
    startedAt: startedAt.toISOString(),
    finishedAt: new Date().toISOString(),
    objectives: { rpo, rto },
    phases,
    targets: targetResults(findings),
    versions: { ...versions, ...(sourceMajor !== undefined && { 'source-postgres': String(sourceMajor) }) },
    cleanedUp: leftovers.length === 0,
  };
}

/** Those that were checked, and the one at which the rehearsal ended. */
function targetResults({ targets, current, source }: Findings): readonly TargetResult[] {
  const restoredTo = (target: TargetResult['target']) => {
    const point = source?.points.get(target);
    return point === undefined ? {} : { restoredTo: point.toString() };
  };
  return [
    ...targets.map(({ target, measuredRpo, measuredRto, checks }) => ({
      target,
      ...restoredTo(target),
      ...(measuredRpo !== undefined && { measuredRpo }),
      measuredRto,
      checks,
    })),
    ...(current === undefined ? [] : [{ target: current, ...restoredTo(current), checks: [] }]),
  ];
}

/** A rehearsal on another major version says less: that must be seen. */
function otherMajor(version: string | undefined, sourceMajor: number | undefined): string | undefined {
  if (version === undefined || sourceMajor === undefined || Number.parseInt(version, 10) === sourceMajor)
    return undefined;
  return `rehearsed on PostgreSQL ${version}, the source has ${sourceMajor}`;
}

function left(leftovers: readonly string[]): string | undefined {
  return leftovers.length === 0 ? undefined : `left behind: ${leftovers.join(', ')}`;
}
