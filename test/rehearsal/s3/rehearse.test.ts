import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { DrillResult } from '../../../lib/plan';
import { CREDENTIALS } from '../../evidence/fake-s3';
import { rehearseShop } from '../protection';
import { ArchiveStore, PREFIX } from './archive-store';

const TIMEOUT = 60_000;

let store: ArchiveStore;
beforeEach(async () => {
  store = await ArchiveStore.start();
});
afterEach(() => store.stop());

test(
  'a rehearsal whose archive is a bucket passes as one in a folder does, and shows its key to nobody',
  async () => {
    const seen: string[] = [];
    let modes: readonly number[] = [];
    const keysWhenLost: (readonly string[])[] = [];
    const result: DrillResult = await rehearseShop(
      {},
      {
        archive: store.archive(),
        interventions: {
          archived: ({ server }) => {
            seen.push(execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }));
            seen.push(server.log.toString());
            const folder = join(server.folder, '../archive');
            modes = readdirSync(folder)
              .filter((name) =>
                readFileSync(join(folder, name), 'utf8').includes(CREDENTIALS.secretAccessKey),
              )
              .map((name) => statSync(join(folder, name)).mode & 0o777);
          },
          lost: ({ backups }) => {
            keysWhenLost.push(readdirSync(backups), [...store.s3.objects.keys()].sort());
          },
          restored: ({ server }) => {
            seen.push(execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }), server.log.toString());
          },
        },
      },
    );
    expect(result).toMatchObject({ verdict: 'passed', cleanedUp: true });
    expect(result.message).toMatch(/^restored to the end of the archive: 9 checks passed, 1 cannot run here/);
    expect(seen.join('\n')).not.toContain(CREDENTIALS.secretAccessKey);
    expect(seen.join('\n')).toContain('archive.js');
    expect(JSON.stringify(result)).not.toContain(CREDENTIALS.secretAccessKey);
    // One file with the key, for the user of the servers alone.
    expect(modes).toEqual([0o600]);
    const [here, there = []] = keysWhenLost;
    expect(here).toEqual([]);
    expect(there.filter((key) => !key.startsWith(`${PREFIX}/`))).toEqual([]);
    expect(there.some((key) => key.endsWith('/manifest.json'))).toBe(true);
    // Nothing of the restored servers is in the archive.
    expect([...store.s3.objects.keys()].sort()).toEqual(there);
  },
  TIMEOUT,
);
