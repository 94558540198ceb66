/**
 * The one table of operator versions. They were proved together on a real cluster (CloudNativePG 1.30.0 with the Barman
 * Cloud plugin 0.14.0), except cert-manager, which the plugin needs for its certificates.
 */
export const OPERATOR_VERSIONS = {
  /** Chart `cert-manager` of the Jetstack registry. */
  certManager: { chart: 'v1.19.1', application: '1.19.1' },
  /** Chart `cloudnative-pg` 0.29.0 carries operator 1.30.0. */
  cloudNativePg: { chart: '0.29.0', application: '1.30.0' },
  /** Chart `plugin-barman-cloud` 0.7.0 carries plugin 0.14.0. */
  barmanCloud: { chart: '0.7.0', application: '0.14.0' },
} as const;
