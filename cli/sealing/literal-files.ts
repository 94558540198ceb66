import { cliProblems, fail } from '../../lib/core/problems';

/**
 * What kubectl calls literals, as `key=file`: only `key=@file` is taken, since whatever is in an argument can be read by
 * every user of the machine. Throws RST712; the value is not repeated.
 */
export function literalFiles(literals: readonly string[]): readonly string[] {
  return literals.map((literal) => {
    const [, key = '', file] = /^([^=]*)=@(.+)$/s.exec(literal) ?? [];
    if (file !== undefined) return `${key}=${file}`;
    return fail(cliProblems.secretValuesRefused, {
      value: '--from-literal',
      reason: 'it takes key=@file; a value in an argument could be read by every user of the machine',
    });
  });
}
