import { ExitCode, exitCodeOf } from '../../cli/exit-codes';
import { cliProblems, coreProblems, fluxProblems, problem, storageProblems } from '../../lib/core/problems';

const found = (definition: Parameters<typeof problem>[0]) => problem(definition, { reason: 'so' });

test('the numbers are those of the verdicts of drills, and 2 for wrong usage', () => {
  expect(ExitCode).toEqual({ clean: 0, findings: 1, invalid: 2, inconclusive: 3 });
});

test.each([
  fluxProblems.unwritableFolder,
  cliProblems.sopsNotFound,
  cliProblems.sopsFailed,
  cliProblems.fileInaccessible,
  cliProblems.unexpectedFailure,
])('$code, which lies in the machine, leaves the result unknown', (definition) => {
  expect(exitCodeOf([found(definition)])).toBe(ExitCode.inconclusive);
});

test('everything else is an invalid composition or command line', () => {
  expect(exitCodeOf([found(coreProblems.invalidDuration)])).toBe(ExitCode.invalid);
  expect(exitCodeOf([found(cliProblems.misused)])).toBe(ExitCode.invalid);
});

test('an invalid composition weighs more than what lies in the machine', () => {
  const problems = [found(fluxProblems.unwritableFolder), found(coreProblems.invalidDuration)];
  expect(exitCodeOf(problems)).toBe(ExitCode.invalid);
});

test('warnings do not decide', () => {
  const problems = [found(storageProblems.writerReadsForDrill), found(fluxProblems.unwritableFolder)];
  expect(exitCodeOf(problems)).toBe(ExitCode.inconclusive);
});
