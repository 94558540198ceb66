import { rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Check } from '../../lib/drill';
import { LATEST, POINT_IN_TIME } from '../rehearsal/protection';
import {
  archiveOf,
  backupOf,
  cutInHalf,
  fileOf,
  flipByte,
  flipInSource,
  query,
  removeSegment,
  segmentAt,
  spoilSegment,
} from './damage';
import type { Fault } from './fault';

const latest = { targets: LATEST };
const pointInTime = { targets: POINT_IN_TIME };

/** Faults of backups: each must be found. */
export const BACKUP_FAULTS: readonly Fault[] = [
  {
    name: 'there is no base backup',
    fast: true,
    reason: 'no-backup',
    says: /no complete base backup/,
    protection: latest,
    inject: () => ({
      interventions: { lost: (scene) => rmSync(backupOf(scene), { recursive: true }) },
    }),
  },
  {
    name: 'the only base backup was never completed',
    reason: 'no-backup',
    says: /no complete base backup/,
    protection: latest,
    inject: () => ({
      interventions: { lost: (scene) => rmSync(join(backupOf(scene), 'restorable-manifest.json')) },
    }),
  },
  {
    name: 'the manifest of the base backup is truncated',
    reason: 'base-backup-corrupt',
    says: /the manifest of the base backup cannot be read/,
    protection: latest,
    inject: () => ({
      interventions: { lost: (scene) => cutInHalf(join(backupOf(scene), 'restorable-manifest.json')) },
    }),
  },
  {
    name: 'a file of the base backup is truncated',
    fast: true,
    reason: 'base-backup-incomplete',
    says: /file global\/pg_control of the base backup has 4096 bytes instead of 8192/,
    protection: latest,
    inject: () => ({
      interventions: { lost: (scene) => cutInHalf(join(backupOf(scene), 'global/pg_control')) },
    }),
  },
  {
    name: 'a file of the base backup is missing',
    reason: 'base-backup-incomplete',
    says: /no file backup_label/,
    protection: latest,
    inject: () => ({ interventions: { lost: (scene) => rmSync(join(backupOf(scene), 'backup_label')) } }),
  },
  {
    name: 'a byte of a table is flipped in the base backup',
    fast: true,
    reason: 'base-backup-corrupt',
    says: /file base\/\d+\/\d+ of the base backup has other content/,
    protection: latest,
    inject: () => {
      let file = '';
      return {
        interventions: {
          loaded: async (scene) => {
            file = await fileOf(scene, 'orders');
          },
          lost: (scene) => flipByte(join(backupOf(scene), file)),
        },
      };
    },
  },
  {
    name: 'a byte of a table was flipped on the disk of the source before the base backup',
    reason: 'data-corrupt',
    says: /invalid page in block \d+ of relation|page verification failed/,
    protection: latest,
    inject: () => ({
      interventions: {
        loaded: (scene) => flipInSource(scene, 'orders'),
      },
    }),
  },
  {
    name: 'the control file is damaged on the way to the server',
    reason: 'base-backup-corrupt',
    says: /incorrect checksum in control file/,
    protection: latest,
    inject: () => ({
      interventions: {
        restoring: ({ server }) => {
          // Behind the versions, and covered by the checksum (PostgreSQL 18, pg_control.h).
          flipByte(join(server.data, 'global/pg_control'), 48);
        },
      },
    }),
  },
  {
    name: 'a file that every connection needs gets lost on the way to the server',
    reason: 'recovery-failed',
    says: /could not open file "global\/pg_filenode.map"/,
    protection: latest,
    inject: () => ({
      interventions: { restoring: ({ server }) => rmSync(join(server.data, 'global/pg_filenode.map')) },
    }),
  },
  {
    name: 'a file that connections to the database need gets lost on the way to the server',
    reason: 'recovery-failed',
    says: /lets nobody into app: /,
    protection: latest,
    inject: () => {
      let folder = '';
      return {
        interventions: {
          loaded: async (scene) => {
            folder = dirname(await fileOf(scene, 'orders'));
          },
          restoring: ({ server }) => rmSync(join(server.data, folder, 'pg_filenode.map')),
        },
      };
    },
  },
  {
    name: 'the file of a table is not there when it is read',
    reason: 'data-corrupt',
    says: /what was restored cannot be read: could not open file "base\/\d+\/999999"/,
    protection: latest,
    inject: () => ({
      interventions: {
        restored: async (scene) => {
          await query(
            scene,
            'SET allow_system_table_mods = on',
            "UPDATE pg_class SET relfilenode = 999999 WHERE relname = 'marks'",
          );
        },
      },
    }),
  },
  {
    name: 'the base backup is of another major version',
    reason: 'wrong-major-version',
    says: /initialized by PostgreSQL version 12/,
    protection: latest,
    inject: () => ({
      interventions: { restoring: ({ server }) => writeFileSync(join(server.data, 'PG_VERSION'), '12\n') },
    }),
  },
  {
    name: 'a WAL segment is missing in the middle of the archive',
    fast: true,
    reason: 'archived-data-lost',
    says: /archived data is missing \(the last archived commit\): the archive has nothing between the segments/,
    protection: latest,
    inject: () => ({ interventions: { lost: (scene) => removeSegment(scene, -2) } }),
  },
  {
    name: 'the last WAL segment of the archive is missing',
    fast: true,
    reason: 'archived-data-lost',
    says: /archived data is missing \(the last archived commit\): the archive has no segment \w+/,
    protection: latest,
    inject: () => ({ interventions: { lost: (scene) => removeSegment(scene, -1) } }),
  },
  {
    name: 'a WAL segment in the middle of the archive is damaged',
    fast: true,
    reason: 'archived-data-lost',
    says: /archived data is missing .*: invalid magic number AAAA in WAL segment/,
    protection: latest,
    inject: () => ({ interventions: { lost: (scene) => spoilSegment(scene, -2) } }),
  },
  {
    name: 'a WAL segment of the archive is truncated',
    reason: 'archived-data-lost',
    says: /has wrong size.*: segment \w+ has 524288 bytes instead of 1048576/,
    protection: latest,
    inject: () => ({
      interventions: {
        lost: (scene) => {
          const archive = archiveOf(scene);
          cutInHalf(archive.pathOf(segmentAt(archive, -2)));
        },
      },
    }),
  },
  {
    name: 'the WAL of the base backup itself is missing',
    reason: 'archived-data-lost',
    says: /could not locate required checkpoint record/,
    protection: latest,
    inject: () => ({
      interventions: {
        lost: (scene) => {
          const archive = archiveOf(scene);
          for (const name of archive.names()) rmSync(archive.pathOf(name));
        },
      },
    }),
  },
  {
    name: 'the WAL with the point in time is missing',
    reason: 'archived-data-lost',
    says: /recovery ended before configured recovery target was reached.*: the archive has nothing between/,
    protection: pointInTime,
    inject: () => ({ interventions: { lost: (scene) => removeSegment(scene, -2) } }),
  },
  {
    name: 'the recovery goes on past the point in time',
    reason: 'restored-past-target',
    says: /later data is there \(after the point in time, the last archived commit\)/,
    protection: pointInTime,
    inject: () => ({ parameters: { restored: { recovery_target_time: '' } } }),
  },
  {
    name: 'WAL reaches the archive later than the RPO allows',
    reason: 'data-older-than-rpo',
    says: /the newest data is \d+\.\d s old; the RPO is 1 s/,
    protection: { ...latest, objectives: { rpo: 1 }, witness: false, checks: [Check.tables('orders')] },
    inject: () => ({ interventions: { archived: () => sleep(1100) } }),
  },
  {
    name: 'the restore takes longer than the RTO allows',
    reason: 'restore-slower-than-rto',
    says: /the restore to the end of the archive took \d\.\d s; the RTO is 0\.01 s/,
    protection: { ...latest, objectives: { rto: 0.01 } },
    inject: () => ({}),
  },
  {
    name: 'the restore is so slow that the deadline ends it, and that is after the RTO',
    reason: 'restore-slower-than-rto',
    says: /the restore was stopped after .* s; the RTO is 1 s/,
    protection: { ...latest, objectives: { rto: 1 } },
    inject: () => ({ deadline: 12, parameters: { restored: { restore_command: 'sleep 60' } } }),
  },
  {
    name: 'the restored server is given fewer connections than the source had',
    fast: true,
    reason: 'server-will-not-start',
    says: /insufficient parameter settings: max_connections = 40 is a lower setting than on the primary server/,
    protection: latest,
    inject: () => ({ parameters: { restored: { max_connections: '40' } } }),
  },
];
