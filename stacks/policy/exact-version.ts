/** A version of Semantic Versioning 2.0.0, with or without a `v` before it and build data behind it (`v1.35.5+k3s1`). */
const EXACT = /^v?\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/;

/** Whether a version names one release, and is no range, channel or wildcard. */
export function isExactVersion(version: string): boolean {
  return EXACT.test(version);
}
