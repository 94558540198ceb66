import { SigningKey } from 'restorable';
import { kubectl } from '../kubectl';
import { backUp, type SeenBackup } from './backups';
import {
  applyEnvironment,
  DRILL,
  DRILL_VELERO,
  LIVE_VELERO,
  LOCATION,
  removeEnvironment,
  synthesise,
} from './drill-environment';
import { makeSource, removeVolumes } from './source-namespace';

/** Name of the Backup that everything begins with. */
export const GOOD = `${DRILL}-good`;

/** What was made before the tests. */
export interface Environment {
  /** Folder of the tree that was applied. */
  readonly tree: string;
  good?: SeenBackup;
}

/**
 * Makes the environment with its source and a first backup before the tests of a file, and removes it after them.
 *
 * @param changes of the first backup's spec
 * @param before the first backup
 */
export function useEnvironment(
  changes: Readonly<Record<string, unknown>> = {},
  before: () => void = () => undefined,
): Environment {
  const environment: Environment = { tree: synthesise() };
  let standard: readonly (readonly [namespace: string, name: string])[] = [];
  beforeAll(async () => {
    standard = defaultLocations();
    await applyEnvironment(environment.tree, SigningKey.generate().toPem());
    await makeSource();
    before();
    environment.good = await backUp(GOOD, changes);
  });
  afterAll(() => {
    removeVolumes();
    removeEnvironment();
    // A second default location has taken that from the first.
    const patch = JSON.stringify({ spec: { default: true } });
    for (const [namespace, name] of standard)
      kubectl([
        ...['patch', 'backupstoragelocations.velero.io', name, '--namespace', namespace],
        ...['--type', 'merge', '--patch', patch],
      ]);
  });
  return environment;
}

function defaultLocations() {
  const template = '{.items[?(@.spec.default==true)].metadata.name}';
  return [LIVE_VELERO, DRILL_VELERO].flatMap((namespace) => {
    const args = ['get', 'backupstoragelocations.velero.io', '--namespace', namespace];
    const names = kubectl([...args, '--output', `jsonpath=${template}`]).split(' ');
    return names.filter((name) => name !== '' && name !== LOCATION).map((name) => [namespace, name] as const);
  });
}
