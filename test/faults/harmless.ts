import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LATEST, SHOP_CHECKS } from '../rehearsal/protection';
import { removeSegment } from './damage';
import type { Fault } from './fault';

const latest = { targets: LATEST };

/** Nothing is wrong, or nothing that matters: these must stay green. */
export const HARMLESS: readonly Fault[] = [
  {
    name: 'nothing is injected',
    fast: true,
    reason: 'restored-and-checked',
    says: /^restored to the end of the archive: 9 checks passed, 1 cannot run here, RPO .*; restored to a point in time: 9 checks passed/,
    inject: () => ({}),
  },
  {
    name: 'an older base backup beside the newest is damaged',
    reason: 'restored-and-checked',
    says: /9 checks passed/,
    protection: latest,
    inject: () => ({
      interventions: {
        lost: ({ backups }) => {
          writeFileSync(join(backups, '00000000T000000000Z'), 'not a backup');
        },
      },
    }),
  },
  {
    name: 'a WAL segment from before the base backup is missing',
    reason: 'restored-and-checked',
    says: /9 checks passed/,
    protection: latest,
    inject: () => ({ interventions: { lost: (scene) => removeSegment(scene, 0) } }),
  },
  {
    name: 'the witness of a protection without one does not write',
    reason: 'restored-and-checked',
    says: /7 checks passed/,
    protection: {
      ...latest,
      witness: false,
      checks: SHOP_CHECKS.filter((check) => !check.name.includes('witness')),
    },
    inject: () => ({}),
  },
];
