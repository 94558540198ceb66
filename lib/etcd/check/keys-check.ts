import type { CheckOptions } from '../../drill';
import { Expectation, type CountExpectation } from '../../drill/check/expectation';
import type { EtcdKeysCheckPlan, ExpectationPlan } from '../../plan';
import { EtcdBaseCheck, readNames } from './etcd-base-check';

/** Where Kubernetes keeps its objects (kube-apiserver, `--etcd-prefix`); k3s and kubeadm leave it as it is. */
const PREFIX = /^\/registry\/[\x21-\x7e]*$/;

/** Below a prefix there are as many keys as expected. */
export class EtcdKeysCheck extends EtcdBaseCheck {
  /** Throws RST603, RST604, RST605, RST612, RST864. */
  static of(prefix: string, expected: CountExpectation & CheckOptions): EtcdKeysCheck {
    readNames('prefix', [prefix], PREFIX, 'a prefix below /registry/');
    return new EtcdKeysCheck(prefix, Expectation.ofCount(expected).plan(), expected);
  }

  private constructor(
    private readonly prefix: string,
    private readonly expected: ExpectationPlan,
    options: CheckOptions,
  ) {
    super(`keys ${prefix}`, '1m', options);
  }

  override plan(): EtcdKeysCheckPlan {
    return { ...this.base, kind: 'etcd.keys', prefix: this.prefix, expect: this.expected };
  }
}
