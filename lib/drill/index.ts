export * from './check';
export { Drill, resolveDrill, type DrillContext, type DrillProps, type ResolvedDrill } from './drill';
export type { Reporter } from './reporter';
export { RestoreTo } from './restore-to';
export { RunnerBundle } from './runner-bundle';
export * from './site';
export { VERDICT_EXIT_CODES, type Verdict } from './verdict';
export { Waiver, type WaiverProps } from './waiver';
export { Witness, type WitnessProps } from './witness';
