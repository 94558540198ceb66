/** A name or value of a label: 63 characters at most, letters and digits at its ends (Kubernetes documentation, "Labels and Selectors"). */
const PART = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;

/** What may stand before the slash of a key. */
const PREFIX = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** Why Kubernetes refuses a label; undefined for one that it takes. A Schedule takes any, and then every Backup fails. */
export function labelProblem(key: string, value: string): string | undefined {
  const [name = '', prefix, ...more] = key.split('/').reverse();
  const isKey =
    more.length === 0 &&
    PART.test(name) &&
    (prefix === undefined || (prefix.length <= 253 && PREFIX.test(prefix)));
  if (!isKey) return 'it is no key of a label';
  return value === '' || PART.test(value) ? undefined : 'it is no value of a label';
}
