import { cliProblems, problem, RestorableError, type Problem } from '../../lib/core/problems';
import { tryFindClosest } from '../../lib/kubernetes/schema/closest-name';
import type { RequiredSecret } from '../../lib/plan';
import type { SecretValues } from './secret-values';

/**
 * A value for every key of a contract, in its order. Values that are no secret and that the composition knows need not be
 * given. Throws RST712 with everything that does not fit; nothing of a value is repeated.
 */
export function fillContract(secret: RequiredSecret, given: SecretValues): SecretValues {
  const problems: Problem[] = [];
  const refuse = (key: string, reason: string): void => {
    problems.push(problem(cliProblems.secretValuesRefused, { value: key, reason }));
  };
  const keys = secret.keys.map(({ key }) => key);
  for (const key of given.keys()) {
    if (keys.includes(key)) continue;
    const closest = tryFindClosest(key, keys);
    refuse(key, `the contract has no such key${closest === undefined ? '' : `; did you mean ${closest}?`}`);
  }
  const filled = new Map<string, string>();
  for (const { key, holds, expected } of secret.keys) {
    const value = given.get(key) ?? expected;
    if (value === undefined) refuse(key, `the value is missing: the ${holds}`);
    else if (value === '') refuse(key, 'the value is empty');
    else if (expected !== undefined && value !== expected)
      refuse(key, `the composition needs it to be '${expected}'`);
    else filled.set(key, value);
  }
  if (problems.length > 0) throw new RestorableError(problems);
  return filled;
}
