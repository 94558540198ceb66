import { readList } from '../../drill/check/base-check';
import type { CheckOptions } from '../../drill';
import type { EtcdCustomResourcesCheckPlan } from '../../plan';
import { EtcdBaseCheck, readNames } from './etcd-base-check';

/** `plural.group`, as definitions are called (Kubernetes documentation, "CustomResourceDefinitions"); a group has a dot. */
const NAME = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?){2,}$/;

/** Custom resources are defined, and there is an object of each. */
export class EtcdCustomResourcesCheck extends EtcdBaseCheck {
  /** Throws RST602, RST864. */
  static of(names: readonly string[]): EtcdCustomResourcesCheck {
    return new EtcdCustomResourcesCheck(
      readNames(
        'resources',
        readList('resources', names),
        NAME,
        'plural.group, such as clusters.postgresql.cnpg.io',
      ),
    );
  }

  private constructor(
    private readonly resources: readonly string[],
    options?: CheckOptions,
  ) {
    super(`custom resources ${resources.join(', ')}`, '1m', options);
  }

  /** The same check with this name and timeout. Throws RST101, RST612. */
  with(options: CheckOptions): EtcdCustomResourcesCheck {
    return new EtcdCustomResourcesCheck(this.resources, options);
  }

  override plan(): EtcdCustomResourcesCheckPlan {
    return { ...this.base, kind: 'etcd.customResources', resources: this.resources };
  }
}
