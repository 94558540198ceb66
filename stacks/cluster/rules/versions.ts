import { problem, stacksProblems, type Problem } from '../../../lib/core';
import type { ClusterSettings } from '../cluster-settings';
import { isAtLeast, tryMinorOf, tryParseRelease, type K3sRelease } from '../k3s-version';

/** First patch of each minor that knows `etcd-s3-retention` (k3s, pull request 12669). */
const KNOWS_STORE_RETENTION: Readonly<Record<number, number>> = { 31: 12, 32: 8, 33: 4, 34: 0 };

const OLDEST_MINOR = 31;

/** First release that reads a config Secret although the retention stands in the file (k3s, pull request 13770). */
const SECRET_BESIDE_RETENTION = { minor: 35, patch: 4 };

const SHA256 = /^[0-9a-f]{64}$/;

/** The k3s release: exact or of one minor, and new enough for what is asked of it. */
export function versionProblems({ k3s, etcdBackup }: ClusterSettings): Problem[] {
  if ('channel' in k3s) {
    const property = 'k3s.channel';
    if (tryMinorOf(k3s.channel) === undefined || k3s.channel.includes('+')) {
      return [
        problem(stacksProblems.floatingK3sVersion, {
          property,
          value: k3s.channel,
          reason: 'The channel moves from one minor to the next.',
        }),
      ];
    }
    return [
      problem(stacksProblems.versionChosenAtBoot, {
        property,
        value: k3s.channel,
        reason: 'A channel names no exact release.',
      }),
    ];
  }
  const release = tryParseRelease(k3s.version);
  if (release === undefined) {
    return [
      problem(stacksProblems.floatingK3sVersion, {
        property: 'k3s.version',
        value: k3s.version,
        reason: 'It is no release such as v1.35.5+k3s1.',
      }),
    ];
  }
  return [
    ...checksumProblems(k3s.sha256),
    ...(etcdBackup === undefined ? [] : ageProblems(k3s.version, release, etcdBackup.credentials)),
  ];
}

function ageProblems(version: string, release: K3sRelease, credentials: string): Problem[] {
  const tooOld = (reason: string) => [
    problem(stacksProblems.k3sTooOld, { property: 'k3s.version', value: version, reason }),
  ];
  const patch = KNOWS_STORE_RETENTION[release.minor] ?? 0;
  if (!isAtLeast(release, OLDEST_MINOR, 0) || release.patch < patch) {
    return tooOld('It does not know how many snapshots to keep in the store.');
  }
  const { minor, patch: first } = SECRET_BESIDE_RETENTION;
  if (credentials === 'config-secret' && !isAtLeast(release, minor, first)) {
    return tooOld('It ignores the config Secret as soon as the retention is set.');
  }
  return [];
}

function checksumProblems(sha256: Readonly<Partial<Record<string, string>>> = {}): Problem[] {
  return Object.entries(sha256).flatMap(([architecture, sum = '']) => {
    if (SHA256.test(sum)) return [];
    return [
      problem(stacksProblems.floatingK3sVersion, {
        property: `k3s.sha256.${architecture}`,
        value: sum,
        reason: 'A SHA-256 has 64 lower-case hex digits.',
        fix: 'Copy it from the sha256sum file of the release.',
      }),
    ];
  });
}
