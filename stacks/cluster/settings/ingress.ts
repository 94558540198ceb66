/** The load balancer in front of the ingress controller. */
export interface LoadBalancerOptions {
  /** Hetzner's type. @default 'lb11' */
  readonly type?: string;
  /** @default - the location of the cluster */
  readonly location?: string;
  /** Whether it has a public IPv6 address. @default false */
  readonly ipv6?: boolean;
}

/** The load balancer, defaults filled in. */
export interface LoadBalancerSettings {
  readonly type: string;
  readonly location: string;
  readonly ipv6: boolean;
}

/** The ingress controller: Traefik, or none, where Git brings one. */
export type IngressOptions =
  | {
      readonly kind: 'traefik';
      /** Whether http is redirected to https. @default true */
      readonly redirectToHttps?: boolean;
      /** Whether its pods are scaled by their load. @default true */
      readonly autoscaling?: boolean;
    }
  | { readonly kind: 'none' };

/** The ingress controller, defaults filled in. */
export type IngressSettings =
  | { readonly kind: 'traefik'; readonly redirectToHttps: boolean; readonly autoscaling: boolean }
  | { readonly kind: 'none' };
