import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LATEST } from '../rehearsal/protection';
import type { Fault } from './fault';

const latest = { targets: LATEST };

/** Faults that need the rights of root. */
export const ROOT_FAULTS: readonly Fault[] = [
  diskFull(24, 'when the source is made'),
  diskFull(60, 'when it is backed up'),
  diskFull(200, 'when it is restored', true),
];

/** A small disk, which is full at once or when the source is lost. */
function diskFull(mebibytes: number, during: string, ballastWhenLost = false): Fault {
  let folder = '';
  return {
    name: `the disk is full ${during}`,
    reason: 'out-of-space',
    says: /[Nn]o space left/,
    protection: latest,
    inject: () => {
      folder = mkdtempSync(join(tmpdir(), 'small-disk-'));
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes}m`, 'tmpfs', folder]);
      chmodSync(folder, 0o777);
      return {
        folder,
        interventions: {
          lost: () => {
            if (ballastWhenLost) fillUp(folder);
          },
        },
      };
    },
    afterwards: () => {
      execFileSync('umount', [folder]);
      rmSync(folder, { recursive: true });
    },
  };
}

/** Leaves a few mebibytes. */
function fillUp(folder: string): void {
  const { bavail, bsize } = statfsSync(folder);
  writeFileSync(join(folder, 'ballast'), Buffer.alloc(bavail * bsize - 4 * 1024 ** 2));
}
