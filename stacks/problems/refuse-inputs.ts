import { InputPropertiesError } from '@pulumi/pulumi';
import { formatProblems, type Problem } from '../../lib/core/problems';

/**
 * Refuses a component whose inputs have errors, before any resource is made: all of them at once, as the error that the
 * engine shows by property. Warnings are left to the caller.
 *
 * @param what the component, for people
 * @throws InputPropertiesError
 */
export function refuseInputs(what: string, problems: readonly Problem[]): void {
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return;
  const message = `${what} cannot be made:\n\n${formatProblems(errors)}`;
  const refusal = new InputPropertiesError({
    message,
    errors: errors.map((error) => ({
      propertyPath: [error.path, error.property]
        .filter((part) => part !== undefined && part !== '')
        .join('.'),
      reason: `${error.code}: ${error.reason}. ${error.fix}`,
    })),
  });
  // Without frames, for the reason that `plainRefusal` gives.
  refusal.stack = `InputPropertiesError: ${message}`;
  throw refusal;
}
