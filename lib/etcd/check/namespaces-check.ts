import { readList } from '../../drill/check/base-check';
import type { CheckOptions } from '../../drill';
import type { EtcdNamespacesCheckPlan } from '../../plan';
import { EtcdBaseCheck, readNames } from './etcd-base-check';

const NAME = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** The namespaces exist. */
export class EtcdNamespacesCheck extends EtcdBaseCheck {
  /** Throws RST602, RST864. */
  static of(names: readonly string[]): EtcdNamespacesCheck {
    return new EtcdNamespacesCheck(
      readNames('namespaces', readList('namespaces', names), NAME, 'a name of a namespace'),
    );
  }

  private constructor(
    private readonly namespaces: readonly string[],
    options?: CheckOptions,
  ) {
    super(`namespaces ${namespaces.join(', ')}`, '1m', options);
  }

  /** The same check with this name and timeout. Throws RST101, RST612. */
  with(options: CheckOptions): EtcdNamespacesCheck {
    return new EtcdNamespacesCheck(this.namespaces, options);
  }

  override plan(): EtcdNamespacesCheckPlan {
    return { ...this.base, kind: 'etcd.namespaces', namespaces: this.namespaces };
  }
}
