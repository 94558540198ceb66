import { constants } from 'node:os';
import { ExitCode, exitCodeOf } from '../../cli/exit-codes';
import {
  cliProblems,
  coreProblems,
  evidenceProblems,
  fluxProblems,
  operationProblems,
  problem,
  rehearsalProblems,
  storageProblems,
} from '../../lib/core/problems';

const found = (definition: Parameters<typeof problem>[0]) => problem(definition, { reason: 'so' });

test('the numbers are those of the verdicts of drills, 2 for wrong usage, and for signals those of shells', () => {
  const { SIGHUP, SIGINT, SIGTERM } = constants.signals;
  expect(ExitCode).toEqual({
    ...{ clean: 0, findings: 1, invalid: 2, inconclusive: 3 },
    ...{ hungUp: 128 + SIGHUP, interrupted: 128 + SIGINT, terminated: 128 + SIGTERM },
  });
});

test.each([
  fluxProblems.unwritableFolder,
  cliProblems.sopsNotFound,
  cliProblems.sopsFailed,
  cliProblems.fileInaccessible,
  cliProblems.unexpectedFailure,
  cliProblems.noEvidence,
  operationProblems.kubectlNotFound,
  operationProblems.clusterUnreachable,
  operationProblems.clusterAccessDenied,
  operationProblems.clusterObjectMissing,
  operationProblems.kubectlFailed,
  operationProblems.otherArchive,
  operationProblems.backupRunning,
  operationProblems.drillRunning,
  operationProblems.notEnded,
  operationProblems.brokenResult,
  evidenceProblems.storeRefused,
  evidenceProblems.unsafeFile,
  rehearsalProblems.embeddedPostgresMissing,
  rehearsalProblems.platformWithoutPostgres,
  rehearsalProblems.postgresCannotRun,
  rehearsalProblems.noServerUser,
])('$code, which lies in the machine, leaves the result unknown', (definition) => {
  expect(exitCodeOf([found(definition)])).toBe(ExitCode.inconclusive);
});

test('everything else is an invalid composition or command line', () => {
  expect(exitCodeOf([found(coreProblems.invalidDuration)])).toBe(ExitCode.invalid);
  expect(exitCodeOf([found(cliProblems.misused)])).toBe(ExitCode.invalid);
  expect(exitCodeOf([found(operationProblems.impossibleTarget)])).toBe(ExitCode.invalid);
  expect(exitCodeOf([found(evidenceProblems.invalidPublicKey)])).toBe(ExitCode.invalid);
  expect(exitCodeOf([found(rehearsalProblems.workloadFailed)])).toBe(ExitCode.invalid);
});

test('an invalid composition weighs more than what lies in the machine', () => {
  const problems = [found(fluxProblems.unwritableFolder), found(coreProblems.invalidDuration)];
  expect(exitCodeOf(problems)).toBe(ExitCode.invalid);
});

test('warnings do not decide', () => {
  const problems = [found(storageProblems.writerReadsForDrill), found(fluxProblems.unwritableFolder)];
  expect(exitCodeOf(problems)).toBe(ExitCode.inconclusive);
});
