import { describe, expect, it } from '@jest/globals';
import { InputPropertiesError } from '@pulumi/pulumi';
import { problem, stacksPlatformProblems } from '../../../lib/core/problems';
import { refuseInputs } from '../../../stacks/problems/refuse-inputs';

const error = problem(stacksPlatformProblems.secretNotGiven, {
  path: 'secrets',
  property: 'x',
  reason: 'why',
});
const other = problem(stacksPlatformProblems.invalidStackSetting, { property: 'y', reason: 'because' });
const warning = problem(stacksPlatformProblems.secretValueUnused, { path: 'secrets', reason: 'none' });

describe('refusing inputs', () => {
  it('throws all errors at once, by property, and leaves warnings out', () => {
    let thrown: unknown;
    try {
      refuseInputs('It', [error, warning, other]);
    } catch (caught) {
      thrown = caught;
    }
    expect(InputPropertiesError.isInstance(thrown)).toBe(true);
    const { message, errors } = thrown as InputPropertiesError;
    expect(errors.map(({ propertyPath }) => propertyPath)).toEqual(['secrets.x', 'y']);
    expect(errors[0]?.reason).toContain('RST933: why.');
    expect(message).toContain('It cannot be made');
    expect(message).not.toContain('RST935');
  });

  it('throws nothing where there are only warnings', () => {
    expect(() => refuseInputs('It', [warning])).not.toThrow();
  });
});
