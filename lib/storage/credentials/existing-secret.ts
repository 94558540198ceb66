import { SecretContract } from './secret-contract';
import type { SecretKeys } from './secret-keys';

/** A Secret that somebody else makes. */
export class ExistingSecret<K extends SecretKeys = SecretKeys> extends SecretContract<K> {
  readonly kind = 'existing';

  /** @throws RestorableError `RST105`, `RST214` */
  constructor(name: string, keys: K) {
    super({ name, keys, source: { kind: 'existing' } });
  }
}
