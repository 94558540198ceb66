import type { CheckResult, TargetResult } from '../plan';
import type { RestoreDrillStatement } from './restore-drill-statement';
import { STATEMENT_TYPE, type ResourceDescriptor, type Statement } from './statement';

/** Type of the predicate of test results (in-toto/attestation, spec/predicates/test-result.md, version 0.1.0). */
export const TEST_RESULT_PREDICATE = 'https://in-toto.io/attestation/test-result/v0.1';

/** A statement of test results, as policies of in-toto read it. */
export type TestResultStatement = Statement<typeof TEST_RESULT_PREDICATE, TestResultPredicate>;

/** Results of tests (in-toto/attestation, spec/predicates/test-result.md, version 0.1.0). */
export interface TestResultPredicate {
  readonly result: 'PASSED' | 'WARNED' | 'FAILED';
  readonly configuration: readonly ResourceDescriptor[];
  readonly passedTests: readonly string[];
  readonly warnedTests: readonly string[];
  readonly failedTests: readonly string[];
}

/**
 * The same finding for readers that know only in-toto's test results. `WARNED`: passed, but not every check could run; one
 * that did not run is in none of the lists. Undefined for an inconclusive drill, which tested nothing: these results have
 * no word for it, and both of theirs would be wrong. Undefined for a rehearsal, which no policy must take for a drill.
 */
export function testResultStatement({
  subject,
  predicate,
}: RestoreDrillStatement): TestResultStatement | undefined {
  const { mode, verdict, targets } = predicate.result;
  if (mode === 'rehearsal' || verdict === 'inconclusive') return undefined;
  const tests = targets.flatMap((target, index) => target.checks.map((check) => named(check, target, index)));
  const allRan = tests.every(({ status }) => status !== 'not-run');
  const names = (...statuses: readonly CheckResult['status'][]) =>
    tests.filter(({ status }) => statuses.includes(status)).map(({ name }) => name);
  return {
    _type: STATEMENT_TYPE,
    subject,
    predicateType: TEST_RESULT_PREDICATE,
    predicate: {
      result: verdict === 'failed' ? 'FAILED' : allRan ? 'PASSED' : 'WARNED',
      configuration: [
        { name: 'recovery-plan', digest: subject[0].digest },
        ...(predicate.revision === undefined ? [] : revisionOf(predicate.revision)),
      ],
      passedTests: names('passed'),
      warnedTests: [],
      failedTests: names('failed', 'error'),
    },
  };
}

function named(
  { name, status }: CheckResult,
  { target }: TargetResult,
  index: number,
): Pick<CheckResult, 'name' | 'status'> {
  const place = target.kind === 'latest' ? 'latest' : `point in time ${index + 1}`;
  return { name: `${place}: ${name}`, status };
}

/** The commit in what Flux calls a revision, `main@sha1:…` (Flux 2, source-controller, GitRepository artifacts). */
function revisionOf(revision: string): ResourceDescriptor[] {
  const commit = /^(?<branch>.*)@sha(1|256):(?<hash>[0-9a-f]{40}|[0-9a-f]{64})$/.exec(revision)?.groups;
  return commit?.['hash'] === undefined ? [] : [{ name: 'revision', digest: { gitCommit: commit['hash'] } }];
}
