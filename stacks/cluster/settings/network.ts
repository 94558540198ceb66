/** Networks of a cluster: Hetzner's private one, and the two inside Kubernetes. No two may overlap, except subnets in theirs. */
export interface NetworkOptions {
  /** Hetzner's private network. @default '10.0.0.0/12' */
  readonly ipRange?: string;
  /** Subnet of the control planes, /23 or larger. @default '10.0.0.0/16' */
  readonly controlPlanes?: string;
  /** Subnet of workers and load balancers, /23 or larger. @default '10.8.0.0/13' */
  readonly workers?: string;
  /** Addresses of pods. @default '10.42.0.0/16', the default of k3s */
  readonly pods?: string;
  /** Addresses of Services. @default '10.43.0.0/16', the default of k3s */
  readonly services?: string;
  /** Address of the cluster's DNS, within the Services. @default - the tenth address of the Services */
  readonly clusterDns?: string;
}

/** Networks, defaults filled in. */
export interface NetworkSettings {
  readonly ipRange: string;
  readonly controlPlanes: string;
  readonly workers: string;
  readonly pods: string;
  readonly services: string;
  readonly clusterDns: string;
}

/** Who may reach what from outside. The private network is never filtered: Hetzner's firewalls do not see it. */
export interface FirewallOptions {
  /** Networks that may reach SSH. @default - none */
  readonly sshSources?: readonly string[];
  /**
   * Networks that may reach the Kubernetes API at the public addresses of servers, port 6443.
   *
   * @default - everybody; nobody where the API is private or has a load balancer, which uses the private network
   */
  readonly apiSources?: readonly string[];
  /** Further TCP ports that servers may reach, besides 53, 80, 123, 443, 6443 and the port of the etcd snapshots' store. @default - none */
  readonly outboundTcpPorts?: readonly number[];
  /** Whether outgoing traffic is filtered at all. @default false */
  readonly restrictOutbound?: boolean;
}

/** Firewall, defaults filled in. `outboundTcpPorts` holds every allowed port; undefined: outgoing traffic is not filtered. */
export interface FirewallSettings {
  readonly sshSources: readonly string[];
  readonly apiSources: readonly string[];
  readonly outboundTcpPorts: readonly number[] | undefined;
}

/** How the Kubernetes API is reached. */
export interface ApiOptions {
  /**
   * `public`: kubeconfig names the public address of the first server, or of the API's load balancer. `private`: it names
   * the private one, and the program that applies Kubernetes objects needs a way into the private network.
   *
   * @default 'public'
   */
  readonly access?: 'public' | 'private';
  /** A load balancer in front of all control planes. @default - none: one control plane is the address of all */
  readonly loadBalancer?: { readonly type?: string; readonly location?: string };
  /** Further host names or addresses that the API's certificate is valid for. @default - none */
  readonly hostnames?: readonly string[];
}

/** The API's address, defaults filled in. */
export interface ApiSettings {
  readonly access: 'public' | 'private';
  readonly loadBalancer: { readonly type: string; readonly location: string } | undefined;
  readonly hostnames: readonly string[];
}
