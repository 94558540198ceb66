import type { CheckOptions } from '../../drill';
import type { CountExpectation } from '../../drill/check/expectation';
import { EtcdCustomResourcesCheck } from './custom-resources-check';
import { EtcdKeysCheck } from './keys-check';
import { EtcdNamespacesCheck } from './namespaces-check';

/** Checks of a restored etcd: which objects of the API server are in it. */
export const EtcdCheck = {
  /** The namespaces exist: `EtcdCheck.namespaces('shop', 'velero')`. Throws RST602, RST864. */
  namespaces: (...names: readonly string[]): EtcdNamespacesCheck => EtcdNamespacesCheck.of(names),

  /**
   * Custom resources are defined, and there is at least one object of each:
   * `EtcdCheck.customResources('clusters.postgresql.cnpg.io')`. Throws RST602, RST864.
   */
  customResources: (...names: readonly string[]): EtcdCustomResourcesCheck =>
    EtcdCustomResourcesCheck.of(names),

  /**
   * So many keys begin like this: `EtcdCheck.keys('/registry/secrets/shop/', { atLeast: 1 })`.
   *
   * Throws RST603, RST604, RST605, RST612, RST864.
   */
  keys: (prefix: string, expect: CountExpectation & CheckOptions): EtcdKeysCheck =>
    EtcdKeysCheck.of(prefix, expect),
} as const;
