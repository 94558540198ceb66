import { Duration, type DurationInput } from '../../core';
import { SecretContract, type CredentialResource } from './secret-contract';
import { keyPairs, type SecretKeys } from './secret-keys';

/** A value in an external secret manager (external-secrets.io/v1, `remoteRef`). */
export interface RemoteValue {
  /** Name or path of the secret there. */
  readonly key: string;
  /** Property inside of it. @default - the whole secret */
  readonly property?: string;
  /** Version of it. @default - the newest */
  readonly version?: string;
}

/** One key of the Secret and the value it is filled from. */
export interface ExternalKey {
  readonly key: string;
  readonly remote: RemoteValue;
}

/** Keys of a contract, each with the value it is filled from. */
export type ExternalKeys<K> = { readonly [H in keyof K]: ExternalKey };

/** Options of a Secret filled from outside. */
export interface ExternalSecretOptions<M> {
  /** The store that reads the secret manager; a `SecretStore` stands in the namespace of the Secret. */
  readonly store: { readonly name: string; readonly kind: 'SecretStore' | 'ClusterSecretStore' };
  /** How often values are read again. @default - what the operator does: 1h */
  readonly refreshInterval?: DurationInput;
  readonly keys: M;
}

/** A Secret that External Secrets fills from a secret manager. */
export class ExternalSecret<K extends SecretKeys = SecretKeys> extends SecretContract<K> {
  readonly kind = 'external-secret';

  private readonly store: ExternalSecretOptions<unknown>['store'];
  private readonly refreshInterval: Duration | undefined;
  private readonly remotes: ReadonlyMap<string, RemoteValue>;

  /** @throws RestorableError `RST101`, `RST105`, `RST214` */
  constructor(name: string, options: ExternalSecretOptions<Readonly<Record<string, ExternalKey>>>) {
    const { store, refreshInterval } = options;
    const entries = Object.entries(options.keys);
    const keys = Object.fromEntries(entries.map(([holds, { key }]) => [holds, key])) as unknown as K;
    super({ name, keys, source: { kind: 'external-secret', store: store.name, storeKind: store.kind } });
    this.store = store;
    this.refreshInterval = refreshInterval === undefined ? undefined : Duration.of(refreshInterval);
    this.remotes = new Map(entries.map(([, { key, remote }]) => [key, remote]));
  }

  protected override get identifying(): readonly unknown[] {
    const remotes = [...this.remotes].sort(([a], [b]) => (a < b ? -1 : 1));
    return [...super.identifying, remotes, this.refreshInterval];
  }

  /**
   * The ExternalSecret (external-secrets.io/v1). The Secret stays if a value vanishes outside: a backup with keys that
   * may still work is better than one without. A template without data adds the type and keeps the values
   * (external-secrets, `externalsecret_controller_template.go`).
   */
  protected override get resources(): readonly CredentialResource[] {
    const { name, keys, secretType } = this;
    if (name === undefined || keys === undefined) return [];
    const data = keyPairs(keys).map(([, key]) => ({
      secretKey: key,
      remoteRef: { ...this.remotes.get(key) },
    }));
    return [
      {
        apiVersion: 'external-secrets.io/v1',
        kind: 'ExternalSecret',
        name,
        spec: {
          ...(this.refreshInterval !== undefined && { refreshInterval: this.refreshInterval.toGo() }),
          secretStoreRef: { name: this.store.name, kind: this.store.kind },
          target: { name, creationPolicy: 'Owner', deletionPolicy: 'Retain', template: { type: secretType } },
          data,
        },
      },
    ];
  }
}
