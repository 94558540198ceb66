import { problem, stacksProblems, type Problem } from '../../../lib/core';
import type { ClusterSettings } from '../cluster-settings';
import { isToken, unreadableAuthorities } from '../cloud-init/cluster-secret-problems';
import { tokenHash } from '../join-token';
import { k3sVersionText, tryMinorOf } from '../k3s-version';
import type { RecoveryBundle } from '../recovery-bundle';
import { folderProblems, storeProblems } from './snapshot-store';

/** The newest snapshot in the folder. */
export const LATEST = 'latest';

/** File names as k3s gives them: a name, the node, seconds since 1970, and `.zip` if compressed. */
const SNAPSHOT = /^([A-Za-z0-9][A-Za-z0-9._-]*)-\d{9,12}(\.zip)?$/;

/** What a restored cluster must have in common with the one its snapshot is from. */
export function restoreProblems(settings: ClusterSettings): Problem[] {
  const { restoreFrom } = settings;
  if (restoreFrom === undefined) return [];
  const { bundle, snapshot } = restoreFrom;
  return [
    ...snapshotProblems(snapshot, bundle),
    ...storeProblems('restoreFrom.bundle.store', bundle.store),
    ...folderProblems('restoreFrom.bundle.store.folder', bundle.store.folder),
    ...identityProblems(bundle),
    ...differences(settings, bundle),
    ...versionProblems(settings, bundle),
  ];
}

/** Nothing of the identity is shown, but its names. */
function identityProblems({ token, tokenHash: hash, authorities }: RecoveryBundle): Problem[] {
  const wrong = (key: string, reason: string) =>
    problem(stacksProblems.invalidRecoveryBundle, { property: `restoreFrom.bundle.${key}`, reason });
  return [
    ...(tokenHash(token) === hash ? [] : [wrong('tokenHash', 'The token of the bundle has another hash.')]),
    ...(isToken(token)
      ? []
      : [wrong('token', 'It has other characters than letters and digits, or too few.')]),
    ...unreadableAuthorities(authorities).map((name) => wrong(`authorities.${name}`, 'It is no PEM text.')),
  ];
}

function snapshotProblems(snapshot: string, { cluster }: RecoveryBundle): Problem[] {
  if (snapshot === LATEST) return [];
  const wrong = (reason: string) => [
    problem(stacksProblems.snapshotOfAnotherCluster, {
      property: 'restoreFrom.snapshot',
      value: snapshot,
      reason,
      fix: 'Write latest, or the file name of a snapshot as it stands in the folder.',
    }),
  ];
  const match = SNAPSHOT.exec(snapshot);
  if (match === null) return wrong('It is no file name of a snapshot.');
  const [, name = ''] = match;
  if (/^(etcd-snapshot|on-demand)-/.test(name) && !name.includes(`-${cluster}-`)) {
    return wrong(`It was not made by a server of ${cluster}.`);
  }
  return [];
}

function differences({ name, network }: ClusterSettings, bundle: RecoveryBundle): Problem[] {
  const pairs = [
    ['name', name, bundle.cluster],
    ['network.pods', network.pods, bundle.network.pods],
    ['network.services', network.services, bundle.network.services],
    ['network.clusterDns', network.clusterDns, bundle.network.clusterDns],
  ] as const;
  return pairs
    .filter(([, now, then]) => now !== then)
    .map(([property, now, then]) =>
      problem(stacksProblems.snapshotOfAnotherCluster, {
        property,
        value: now,
        reason: `The cluster of the snapshot has ${then}.`,
        fix: `Write ${then}.`,
      }),
    );
}

function versionProblems({ k3s }: ClusterSettings, bundle: RecoveryBundle): Problem[] {
  const now = k3sVersionText(k3s);
  const minor = tryMinorOf(now);
  const earlier = tryMinorOf(bundle.k3sVersion);
  if (minor === undefined || earlier === undefined || minor >= earlier) return [];
  return [
    problem(stacksProblems.snapshotOfAnotherCluster, {
      property: 'k3s',
      value: now,
      reason: `The snapshot is from ${bundle.k3sVersion}; k3s restores those of the same or an earlier minor.`,
      fix: `Use ${bundle.k3sVersion} or newer.`,
    }),
  ];
}
