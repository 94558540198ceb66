import { DnsSubdomain, fail, storageProblems } from '../../core';
import type { SecretSource } from '../../plan';
import type { SealedFileExpectation } from '../sops/sealed-file';
import { checkSecretKeys, isBasicAuth, keyPairs, type SecretKeys } from './secret-keys';

/** A key of a Secret in the namespace of whoever refers to it. */
export interface SecretKeyReference {
  readonly name: string;
  readonly key: string;
}

/** An object that has to exist for credentials to come into being. Plain data, as Kubernetes reads it. */
export interface CredentialManifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: Readonly<Record<string, unknown>>;
}

/** The same without its namespace. */
export interface CredentialResource extends Pick<CredentialManifest, 'apiVersion' | 'kind' | 'spec'> {
  readonly name: string;
}

/** What a subclass says of its Secret. */
export interface SecretDescription<K extends SecretKeys> {
  readonly name: string;
  readonly keys: K;
  readonly source: SecretSource;
  /** @default - `kubernetes.io/basic-auth` for a name and password, `Opaque` for everything else */
  readonly type?: string;
}

const BASIC_AUTH = 'kubernetes.io/basic-auth';

/**
 * Credentials as a contract: which Secret, which key holds what, and where the Secret comes from. Never a value. The
 * namespace is that of whoever uses them. Made by the factories of `Credentials`.
 */
export abstract class SecretContract<K extends SecretKeys = SecretKeys> {
  /** Tells the subclasses apart. */
  abstract readonly kind: string;

  /** Name of the Secret; undefined where there is none: pods get the credentials another way. */
  readonly name: string | undefined;
  /** Which key of the Secret holds what; undefined where there is no Secret. */
  readonly keys: K | undefined;
  /** Kubernetes type of the Secret; undefined where there is no Secret. */
  readonly secretType: string | undefined;
  /** Where the Secret comes from, for the recovery plan; undefined where there is no Secret. */
  readonly source: SecretSource | undefined;

  /** Uses of credentials are compared thousands of times. */
  private cachedIdentity: string | undefined;

  /** @throws RestorableError `RST105` for the name, `RST214` for the keys */
  protected constructor(secret: SecretDescription<K> | undefined) {
    if (secret !== undefined) {
      DnsSubdomain.of(secret.name);
      checkSecretKeys(secret.keys);
    }
    this.name = secret?.name;
    this.keys = secret?.keys;
    this.source = secret?.source;
    this.secretType = secret && (secret.type ?? (isBasicAuth(secret.keys) ? BASIC_AUTH : 'Opaque'));
  }

  /** Equal for credentials that are declared alike. */
  get identity(): string {
    return (this.cachedIdentity ??= JSON.stringify([this.kind, ...this.identifying]));
  }

  /** File below the Flux folder that must hold the Secret, encrypted by SOPS; undefined where none must. */
  get sopsFileNeeded(): string | undefined {
    return undefined;
  }

  /** Annotations that the ServiceAccount of their users needs. */
  get serviceAccountAnnotations(): Readonly<Record<string, string>> {
    return {};
  }

  /** Name of the account behind the Secret, where several namespaces would share one without saying so. */
  get sharedAccount(): string | undefined {
    return undefined;
  }

  /** Objects that must stand in the namespace of the user for the Secret to come into being. */
  manifests(namespace: string): readonly CredentialManifest[] {
    return this.resources.map(({ apiVersion, kind, name, spec }) => ({
      apiVersion,
      kind,
      metadata: { name, namespace },
      spec,
    }));
  }

  /**
   * The key that holds something.
   *
   * @throws RestorableError `RST213` if the contract names none
   */
  keyRef(holds: Extract<keyof K, string>): SecretKeyReference {
    const reference = this.tryKeyRef(holds);
    if (reference !== undefined) return reference;
    return fail(storageProblems.secretHasNoSuchKey, {
      property: 'keys',
      value: holds,
      reason:
        this.name === undefined
          ? `there is no Secret, so no key holds the ${holds}`
          : `no key of the Secret '${this.name}' is said to hold the ${holds}`,
    });
  }

  /** The key that holds something, if the contract names one. */
  tryKeyRef(holds: Extract<keyof K, string>): SecretKeyReference | undefined {
    if (this.name === undefined || this.keys === undefined) return undefined;
    const key = keyPairs(this.keys).find(([what]) => what === holds)?.[1];
    return key === undefined ? undefined : { name: this.name, key };
  }

  /** Whether the other credentials are declared alike, and so open the same. */
  isSameAs(other: SecretContract): boolean {
    return this === (other as unknown) || this.identity === other.identity;
  }

  /** What a SOPS file with this Secret has to contain; undefined where there is no Secret. */
  sealedFile(namespace: string): SealedFileExpectation | undefined {
    if (this.name === undefined || this.keys === undefined || this.secretType === undefined) return undefined;
    return {
      name: this.name,
      namespace,
      type: this.secretType,
      keys: keyPairs(this.keys).map(([, key]) => key),
    };
  }

  /** What tells these credentials from others of their kind. */
  protected get identifying(): readonly unknown[] {
    return [this.name, this.keys && keyPairs(this.keys), this.source];
  }

  /** What `manifests` puts into a namespace. */
  protected get resources(): readonly CredentialResource[] {
    return [];
  }
}
