import { etcdProblems, fail } from '../../core';
import { BaseCheck, CLUSTER_ONLY } from '../../drill/check/base-check';

/** A check of a restored etcd. It reads what is stored, so it notices when something is missing. */
export abstract class EtcdBaseCheck extends BaseCheck {
  readonly runsIn = CLUSTER_ONLY;

  override get readsData(): boolean {
    return true;
  }
}

/** Names that have this form. Throws RST864. */
export function readNames(
  what: string,
  names: readonly string[],
  pattern: RegExp,
  form: string,
): readonly string[] {
  const wrong = names.find((name) => !pattern.test(name));
  if (wrong !== undefined)
    fail(etcdProblems.invalidEtcdCheck, { property: what, value: wrong, reason: `it is not ${form}` });
  return names;
}
