import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RestorableError } from '../../lib/core/problems';
import { findBinaries } from '../../lib/rehearsal';
import { runnableBinaries } from '../../lib/rehearsal/runnable-binaries';
import { Sandbox } from '../../lib/rehearsal/sandbox';
import { serverUser } from '../../lib/rehearsal/server-user';
import { thrownBy } from '../drill/problems';
import { processesNaming } from './processes-naming';
import { FAST_FOLDER, PROJECT } from './protection';

const asRoot = process.getuid?.() === 0 ? test : test.skip;

test('only the user of the servers may look into a sandbox', async () => {
  const user = serverUser();
  const sandbox = Sandbox.open(user, FAST_FOLDER);
  const { mode, uid } = statSync(sandbox.folder);
  expect(mode & 0o777).toBe(0o700);
  expect(uid).toBe(user?.uid ?? process.getuid?.());
  await sandbox.close();
});

test('closing a sandbox removes it with everything in it, and ends its guardian', async () => {
  const sandbox = Sandbox.open(serverUser(), FAST_FOLDER);
  writeFileSync(join(sandbox.makeFolder('a', 'b'), 'file'), 'text');
  expect(processesNaming(sandbox.folder)).toHaveLength(1);
  await sandbox.close();
  expect(sandbox.leftovers()).toEqual([]);
  expect(existsSync(sandbox.folder)).toBe(false);
  expect(processesNaming(sandbox.folder)).toEqual([]);
});

test('what runs in a sandbox is stopped, and what is left of it is told', async () => {
  const sandbox = Sandbox.open(serverUser(), FAST_FOLDER);
  const stopped: string[] = [];
  for (const name of ['one', 'other']) {
    sandbox.register({
      name,
      stop: () => {
        stopped.push(name);
        return name === 'one' ? Promise.reject(new Error('it hangs')) : Promise.resolve();
      },
      leftovers: () => (name === 'one' ? ['process 1 of one'] : []),
    });
  }
  await sandbox.close();
  expect(stopped).toEqual(['one', 'other']);
  expect(sandbox.leftovers()).toEqual(['process 1 of one']);
});

test.each([
  ['that does not exist', () => join(tmpdir(), 'no-such-folder'), 'it does not exist'],
  ['that is a file', () => __filename, 'it is not a folder'],
  [
    'whose path is too long for a socket',
    () => {
      const folder = join(tmpdir(), 'x'.repeat(100));
      mkdirSync(folder, { recursive: true });
      return folder;
    },
    'sockets may have paths of 103 bytes, and those below it would be longer',
  ],
])('a folder %s is refused', (_what, make, reason) => {
  expect(thrownBy(() => Sandbox.open(undefined, make()))).toMatchObject([
    { code: 'RST858', property: 'folder', reason },
  ]);
});

asRoot('a folder that the user of the servers cannot pass through is refused', () => {
  const folder = mkdtempSync(join(tmpdir(), 'closed-'));
  expect(thrownBy(() => Sandbox.open(serverUser(), folder))).toMatchObject([
    { code: 'RST858', reason: 'the user that servers run as may not pass through it' },
  ]);
  rmSync(folder, { recursive: true });
});

asRoot('programs that the user of the servers cannot reach are copied into the sandbox', async () => {
  const closed = mkdtempSync(join(FAST_FOLDER, 'closed-'));
  const folder = join(closed, 'native');
  cpSync(findBinaries(PROJECT).folder, folder, { recursive: true, verbatimSymlinks: true });
  const sandbox = Sandbox.open(serverUser(), FAST_FOLDER);
  const { postgres, initdb, version, major } = await runnableBinaries(
    { folder, packageVersion: '18' },
    sandbox,
  );
  expect(postgres.startsWith(sandbox.folder)).toBe(true);
  expect(existsSync(initdb)).toBe(true);
  expect(version.startsWith(`${major}.`)).toBe(true);
  await sandbox.close();
  rmSync(closed, { recursive: true });
});

test('programs that do not start are told with what they said', async () => {
  const folder = mkdtempSync(join(FAST_FOLDER, 'broken-'));
  chmodSync(folder, 0o755);
  mkdirSync(join(folder, 'bin'));
  const said = 'error while loading shared libraries: libicuuc.so.60';
  writeFileSync(join(folder, 'bin/postgres'), `#!/bin/sh\necho "${said}" >&2; exit 127\n`, { mode: 0o755 });
  const sandbox = Sandbox.open(serverUser(), FAST_FOLDER);
  const refused: unknown = await runnableBinaries({ folder, packageVersion: '18' }, sandbox).catch(
    (error: unknown) => error,
  );
  await sandbox.close();
  rmSync(folder, { recursive: true });
  expect(RestorableError.is(refused) ? refused.problems : refused).toMatchObject([
    { code: 'RST853', reason: said },
  ]);
});
