import { SecretContract } from './secret-contract';
import { secretFile } from './secret-file';
import type { SecretKeys } from './secret-keys';

/** A Secret that Git holds encrypted by SOPS and Flux decrypts. */
export class SopsSecret<K extends SecretKeys = SecretKeys> extends SecretContract<K> {
  readonly kind = 'sops';
  readonly file: string;

  /** @throws RestorableError `RST105`, `RST214`, `RST221` */
  constructor(name: string, keys: K, file: string) {
    super({ name, keys, source: { kind: 'sops', file: secretFile(file) } });
    this.file = file;
  }

  override get sopsFileNeeded(): string {
    return this.file;
  }
}
