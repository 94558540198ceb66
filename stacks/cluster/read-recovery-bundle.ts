import { fail, stacksProblems } from '../../lib/core';
import { tokenHash } from './join-token';
import { RECOVERY_BUNDLE_VERSION, type RecoveryBundle } from './recovery-bundle';

/** Every text a bundle must have, as path. */
const TEXTS = [
  'cluster',
  'token',
  'tokenHash',
  'k3sVersion',
  ...['server', 'client', 'requestHeader', 'etcdServer', 'etcdPeer'].flatMap((authority) => [
    `authorities.${authority}.certificate`,
    `authorities.${authority}.privateKey`,
  ]),
  'authorities.serviceAccountKey',
  'store.endpoint',
  'store.bucket',
  'store.region',
  'store.folder',
  'network.pods',
  'network.services',
  'network.clusterDns',
];

/**
 * Reads a recovery bundle as it was written: JSON. Nothing of it is ever shown.
 *
 * @throws RestorableError `RST920`
 */
export function parseRecoveryBundle(text: string): RecoveryBundle {
  const bundle = json(text);
  const version = at(bundle, 'version');
  if (version !== RECOVERY_BUNDLE_VERSION) {
    return refuse(`Its version is not ${RECOVERY_BUNDLE_VERSION}.`);
  }
  const missing = TEXTS.filter((path) => {
    const value = at(bundle, path);
    return typeof value !== 'string' || value === '';
  });
  if (typeof at(bundle, 'store.pathStyle') !== 'boolean') missing.push('store.pathStyle');
  if (missing.length > 0) return refuse(`It lacks ${missing.join(', ')}.`);
  const read = bundle as RecoveryBundle;
  if (tokenHash(read.token) !== read.tokenHash) return refuse('Its token does not have the hash it names.');
  return read;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return refuse('It is no JSON.');
  }
}

function at(value: unknown, path: string): unknown {
  let current: unknown = value;
  for (const key of path.split('.')) {
    if (typeof current !== 'object' || current === null) return undefined;
    current = (current as Readonly<Record<string, unknown>>)[key];
  }
  return current;
}

function refuse(reason: string): never {
  return fail(stacksProblems.invalidRecoveryBundle, { property: 'restoreFrom.bundle', reason });
}
