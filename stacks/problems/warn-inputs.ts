import { log, type Resource } from '@pulumi/pulumi';
import { formatProblem, type Problem } from '../../lib/core/problems';

/** Shows warnings at the component they are about. Errors are not shown: `refuseInputs` throws them. */
export async function warnInputs(problems: readonly Problem[], resource: Resource): Promise<void> {
  for (const problem of problems) {
    if (problem.severity === 'warning') await log.warn(formatProblem(problem), resource);
  }
}
