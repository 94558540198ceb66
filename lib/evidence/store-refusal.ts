import { evidenceProblems, problem, RestorableError, type Problem } from './problems';

/** Why a store refused. Of errors that are not ours only the name is told: a message may quote anything. */
export function storeRefusal(error: unknown, record: string): Problem {
  const [first] = RestorableError.is(error) ? error.problems : [];
  return (
    first ??
    problem(evidenceProblems.storeRefused, {
      path: record,
      reason: `it ended in ${error instanceof Error ? error.name : 'an unknown error'}`,
    })
  );
}
