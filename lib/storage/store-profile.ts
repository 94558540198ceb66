import { Cidr } from '../core';
import type { Credentials } from './credentials';
import type { CertificateAuthorityKeys } from './credentials/secret-keys';
import { storeEgress, type StoreEgress } from './store-egress';
import type { ServerSideEncryption, StoreCapabilities } from './store-capabilities';
import type { StoreEndpoint } from './store-endpoint';

/** Options every store has. */
export interface StoreAccess {
  /**
   * Secret with the certificates that sign the endpoint's own, the full chain up to the root: the tools cannot skip
   * verification (plugin-barman-cloud issues 443 and 446). It must exist in each namespace that uses the store.
   *
   * @default - the endpoint's certificate is signed by a public authority
   */
  readonly certificateAuthority?: Credentials<CertificateAuthorityKeys>;
  /**
   * Networks the store is reached at, for network policies.
   *
   * @default - what the endpoint tells: its address, the namespace of its Service, or any public address
   */
  readonly egress?: { readonly cidrs: readonly string[] };
  /**
   * Name of the store, where it has several endpoints (inside and outside of its cluster): the same for each of them,
   * so that two writers of one place are noticed.
   *
   * @default - host and port of the endpoint
   */
  readonly identity?: string;
}

/** What a profile knows of one store. Made by the functions in `profiles/`, read by `BackupStore`. */
export interface StoreProfile {
  /** Name of the profile, for example `cloudflare-r2`. */
  readonly profile: string;
  readonly bucket: string;
  /** What the bucket is unique in: host and port, or a name. */
  readonly identity: string;
  readonly endpoint?: StoreEndpoint;
  readonly region?: string;
  readonly pathStyle: boolean;
  readonly capabilities: StoreCapabilities;
  readonly egress: StoreEgress;
  readonly certificateAuthority?: Credentials<CertificateAuthorityKeys>;
  readonly defaultEncryption?: ServerSideEncryption;
  /** Arguments of Barman's commands, each with its value after an equals sign. */
  readonly barmanArguments?: {
    /** Of every command that reaches the store. @default - none */
    readonly all?: readonly string[];
    /** Of those that upload with this encryption. @default - none */
    readonly upload?: Readonly<Partial<Record<ServerSideEncryption, readonly string[]>>>;
  };
}

/**
 * The part of a profile that the options every store has decide.
 *
 * @throws RestorableError `RST107` if a network is none
 */
export function storeAccess(
  options: StoreAccess,
  endpoint: StoreEndpoint | undefined,
  identity: string,
): Pick<StoreProfile, 'identity' | 'egress' | 'certificateAuthority' | 'endpoint'> {
  const cidrs = options.egress?.cidrs.map((cidr) => Cidr.of(cidr));
  return {
    identity: options.identity ?? identity,
    egress: storeEgress(endpoint, cidrs),
    ...(endpoint !== undefined && { endpoint }),
    ...(options.certificateAuthority !== undefined && { certificateAuthority: options.certificateAuthority }),
  };
}
