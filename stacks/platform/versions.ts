/**
 * Versions of what the platform stack installs, proved to be released together: flux-operator 0.58.1 deploys Flux up to
 * 2.9.4 (flux-operator documentation, supported Flux versions). Charts of flux-operator have the version of the operator.
 */
export const PLATFORM_VERSIONS = {
  fluxOperatorChart: '0.58.1',
  flux: '2.9.4',
} as const;

/** Where the chart of flux-operator is published (flux-operator documentation, installation). */
export const FLUX_OPERATOR_CHART = 'oci://ghcr.io/controlplaneio-fluxcd/charts/flux-operator';
