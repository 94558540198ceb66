/**
 * Velero as it is installed. Server and plugin were proved together on a real cluster; the chart carries them with values
 * that say so.
 */
export const VELERO_VERSIONS = {
  /** Chart `velero` of the repository vmware-tanzu. Its own default is Velero 1.18.1. */
  chart: '12.1.0',
  velero: '1.18.2',
  awsPlugin: '1.14.2',
} as const;

/** First version of the AWS plugin that stores objects unharmed without checksums (velero issue 9951). */
const UNHARMED_WITHOUT_CHECKSUMS = [1, 14, 3] as const;

const EXACT = /^(\d+)\.(\d+)\.(\d+)$/;

/** Whether a text is an exact version. */
export function isExactVersion(text: string): boolean {
  return EXACT.test(text);
}

/** Whether this version of the AWS plugin may be told to send no checksums. An unreadable one may not. */
export function storesWithoutChecksums(awsPlugin: string): boolean {
  const version = (EXACT.exec(awsPlugin)?.slice(1) ?? ['0', '0', '0']).map(Number);
  for (const [index, least] of UNHARMED_WITHOUT_CHECKSUMS.entries()) {
    const part = version[index] ?? 0;
    if (part !== least) return part > least;
  }
  return true;
}
