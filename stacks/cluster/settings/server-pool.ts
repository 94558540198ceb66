/** A taint of Kubernetes nodes. */
export interface NodeTaint {
  readonly key: string;
  /** @default - empty */
  readonly value?: string;
  readonly effect: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute';
}

/** What all servers of a pool have in common, however many there are. */
export interface ServerShapeOptions {
  /** Hetzner's server type, for example `cx33` (x86) or `cax21` (ARM). */
  readonly serverType: string;
  /** Location of its servers. @default - the location of the cluster */
  readonly location?: string;
  /** Name or id of the image: systemd and cloud-init are needed. @default - `ubuntu-24.04` */
  readonly image?: string;
  /** Labels of its Kubernetes nodes. @default - none */
  readonly labels?: Readonly<Record<string, string>>;
  /** Taints of its Kubernetes nodes. @default - none */
  readonly taints?: readonly NodeTaint[];
  /** Whether its servers have a public IPv4 address. @default true */
  readonly publicIpv4?: boolean;
  /** Whether its servers have a public IPv6 address. @default false */
  readonly publicIpv6?: boolean;
}

/** A pool with a fixed number of servers. */
export interface ServerPoolOptions extends ServerShapeOptions {
  /** How many servers it has; control planes: an odd number over all their pools. */
  readonly count: number;
  /**
   * Number of the block of 256 private addresses its servers live in, counted from the start of their subnet; 0 is the
   * block that Hetzner takes addresses from by itself. It must not change while the pool has servers.
   *
   * @default - computed from the name of the pool alone, so that no other pool can move it
   */
  readonly addressBlock?: number;
}

/** A pool of workers whose number the cluster autoscaler chooses. */
export interface AutoscalerPoolOptions extends ServerShapeOptions {
  /** Fewest servers, 0 or more. */
  readonly min: number;
  /** Most servers. */
  readonly max: number;
}

/** A pool with its defaults filled in. */
export interface ServerShape {
  readonly serverType: string;
  readonly location: string;
  readonly image: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly NodeTaint[];
  readonly publicIpv4: boolean;
  readonly publicIpv6: boolean;
}

/** A pool with a fixed number of servers, defaults filled in. */
export interface ServerPool extends ServerShape {
  readonly count: number;
  readonly addressBlock: number;
}

/** A pool that is scaled, defaults filled in. */
export interface AutoscalerPool extends ServerShape {
  readonly min: number;
  readonly max: number;
}
