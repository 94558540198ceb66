import { StackConfig } from '../../../stacks/program/config';

/** A configuration of these values; those of the named keys are encrypted. */
export function configOf(
  values: Readonly<Record<string, unknown>>,
  secrets: readonly string[] = [],
): StackConfig {
  return new StackConfig({
    get: (key) => {
      const value = values[key];
      return value === undefined || typeof value === 'string' ? value : JSON.stringify(value);
    },
    isSecret: (key) => secrets.includes(key),
  });
}
