import { SecretContract } from './secret-contract';
import { secretFile } from './secret-file';
import type { SecretKeys } from './secret-keys';

/** Options of a bootstrap Secret. */
export interface BootstrapSecretOptions {
  /**
   * Hands the Secret over from the platform stack to Git: from now on the file holds it and Flux applies it. The stack
   * forgets the Secret and deletes nothing, so that it is never missing. The file must exist when this is added.
   *
   * @default - the platform stack keeps making the Secret
   */
  readonly handover?: { readonly file: string };
}

/** A Secret that the platform stack makes before Flux runs, until it is handed over to Git. */
export class BootstrapSecret<K extends SecretKeys = SecretKeys> extends SecretContract<K> {
  readonly kind = 'bootstrap';
  /** The file that took over, if any. */
  readonly handedOverTo: string | undefined;

  /** @throws RestorableError `RST105`, `RST214`, `RST221` */
  constructor(name: string, keys: K, options: BootstrapSecretOptions = {}) {
    const handedOverTo = options.handover && secretFile(options.handover.file);
    super({ name, keys, source: { kind: 'bootstrap', ...(handedOverTo !== undefined && { handedOverTo }) } });
    this.handedOverTo = handedOverTo;
  }

  override get sopsFileNeeded(): string | undefined {
    return this.handedOverTo;
  }
}
