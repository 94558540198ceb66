/** A row of the fault table that needs more than a rehearsal, and the test that injects it. */
export interface FaultElsewhere {
  readonly name: string;
  /** File of the test, below `test`. */
  readonly file: string;
  /** Title of the test. */
  readonly title: string;
}

/** Faults that need a cluster or the command line. Their verdicts are expected by the tests they name. */
export const FAULTS_ELSEWHERE: readonly FaultElsewhere[] = [
  {
    name: 'an application never gets ready',
    file: 'e2e/drill-containers.test.ts',
    title: 'an application that never gets ready fails the drill',
  },
  {
    name: 'an application answers something else',
    file: 'e2e/drill-containers.test.ts',
    title: 'an application that answers otherwise fails the drill',
  },
  {
    name: 'the runner is killed in the cluster',
    file: 'e2e/drill.test.ts',
    title: 'a killed predecessor is cleaned up after, and the next drill passes',
  },
  {
    name: 'the runner is told to end',
    file: 'e2e/drill.test.ts',
    title: 'a runner that is told to end in the middle leaves nothing behind',
  },
  {
    name: 'a second runner starts at once',
    file: 'e2e/drill.test.ts',
    title: 'a second runner at once ends inconclusive, and the first one goes on',
  },
  {
    name: 'the evidence bucket refuses the put',
    file: 'e2e/drill-evidence.test.ts',
    title: 'a refused put loses no verdict: it is kept and said, and the next run delivers both in order',
  },
  {
    name: 'the evidence folder of a rehearsal refuses the put',
    file: 'cli/rehearse/rehearsal-evidence.test.ts',
    title: 'a place that cannot be written is told as the reason',
  },
  {
    name: 'a rehearsal is interrupted in every phase',
    file: 'rehearsal/rehearse.test.ts',
    title: 'while %s ends it without a verdict on the backup, and leaves nothing behind',
  },
];
