/** A Helm chart at an exact version. */
export interface ChartVersion {
  /** URL of its repository; absent for charts of an OCI registry, whose `chart` is the whole address. */
  readonly repository?: string;
  readonly chart: string;
  readonly version: string;
}

/**
 * Every version a cluster and its platform are made of, in one place. All exact: the same program makes the same cluster. They fit
 * together: Kubernetes 1.35 is what cloud controller manager 1.35 and autoscaler 1.35 are released for. Read from the
 * repositories of the projects in August 2026.
 */
export const VERSIONS = {
  /** k3s: the exact release a cluster has where nothing else is said. */
  k3s: 'v1.35.5+k3s1',
  cloudControllerManager: {
    repository: 'https://charts.hetzner.cloud',
    chart: 'hcloud-cloud-controller-manager',
    version: '1.35.0',
  },
  csiDriver: { repository: 'https://charts.hetzner.cloud', chart: 'hcloud-csi', version: '2.22.1' },
  /** System upgrade controller: an image, since the project has no chart. */
  systemUpgradeController: 'v0.20.1',
  /** kubectl in the jobs of the system upgrade controller. */
  upgradeKubectl: 'v1.35.5',
  kured: { repository: 'https://kubereboot.github.io/charts', chart: 'kured', version: '6.1.0' },
  traefik: { repository: 'https://traefik.github.io/charts', chart: 'traefik', version: '41.3.0' },
  /** Its chart brings cluster-autoscaler 1.35.0. */
  clusterAutoscaler: {
    repository: 'https://kubernetes.github.io/autoscaler',
    chart: 'cluster-autoscaler',
    version: '9.59.0',
  },
  /** Its chart has the version of the operator (flux-operator documentation, installation). */
  fluxOperator: { chart: 'oci://ghcr.io/controlplaneio-fluxcd/charts/flux-operator', version: '0.58.1' },
  /** Newest Flux whose manifests flux-operator 0.58.1 holds. */
  flux: '2.9.4',
} as const satisfies Readonly<Record<string, string | ChartVersion>>;
