import type { Cidr } from '../core';
import type { StoreEndpoint } from './store-endpoint';

/**
 * Where a store is reached, for network policies. They cannot name hosts (Kubernetes, NetworkPolicy), so a name outside
 * the cluster is only known to be public.
 *
 * - `public`: any address that is not private, on this port.
 * - `cidrs`: these networks, on this port.
 * - `namespace`: pods of a namespace of the cluster. Their port is unknown: policies see the port of the pod, not of the
 *   Service.
 */
export type StoreEgress =
  | { readonly kind: 'public'; readonly port: number }
  | { readonly kind: 'cidrs'; readonly cidrs: readonly string[]; readonly port: number }
  | { readonly kind: 'namespace'; readonly namespace: string };

/** Port of https, where a store has no endpoint of its own. */
const HTTPS_PORT = 443;

/** Where a store is reached: as said, or what its endpoint tells. */
export function storeEgress(
  endpoint: StoreEndpoint | undefined,
  cidrs: readonly Cidr[] | undefined,
): StoreEgress {
  const port = endpoint?.port ?? HTTPS_PORT;
  if (cidrs !== undefined) return { kind: 'cidrs', cidrs: cidrs.map((cidr) => cidr.toString()), port };
  const address = endpoint?.address;
  if (address !== undefined) return { kind: 'cidrs', cidrs: [address.toString()], port };
  const namespace = endpoint?.namespace;
  if (namespace !== undefined) return { kind: 'namespace', namespace };
  return { kind: 'public', port };
}
