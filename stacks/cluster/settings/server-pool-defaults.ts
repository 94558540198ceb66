import type { ServerShape, ServerShapeOptions } from './server-pool';

/** Image of servers that name none: systemd, cloud-init and nftables are in it, and Hetzner has it for x86 and ARM. */
export const DEFAULT_IMAGE = 'ubuntu-24.04';

/** The shape of a pool's servers, defaults filled in. */
export function serverShape(pool: ServerShapeOptions, location: string): ServerShape {
  return {
    serverType: pool.serverType,
    location: pool.location ?? location,
    image: pool.image ?? DEFAULT_IMAGE,
    labels: pool.labels ?? {},
    taints: pool.taints ?? [],
    publicIpv4: pool.publicIpv4 ?? true,
    publicIpv6: pool.publicIpv6 ?? false,
  };
}
