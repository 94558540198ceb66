import { Duration, problem, Schedule, stacksProblems, type Problem } from '../../../lib/core';
import type { ClusterSettings } from '../cluster-settings';
import type { EtcdBackupSettings } from '../settings/etcd-backup';
import { gather } from './gather';
import { folderProblems, storeProblems } from './snapshot-store';

/** Snapshots of etcd: where they go, when, and how long they stay. */
export function etcdBackupProblems({ etcdBackup }: ClusterSettings): Problem[] {
  if (etcdBackup === undefined) {
    return [
      problem(stacksProblems.noEtcdBackup, { property: 'etcdBackup', reason: 'There is no etcd backup.' }),
    ];
  }
  return [
    ...storeProblems('etcdBackup.store', etcdBackup.store),
    ...folderProblems('etcdBackup.folder', etcdBackup.folder),
    ...timeProblems(etcdBackup),
    ...(etcdBackup.credentials === 'config-secret'
      ? [
          problem(stacksProblems.retentionNotEnforced, {
            property: 'etcdBackup.credentials',
            value: etcdBackup.credentials,
            reason: 'The settings of the store are in a Secret.',
          }),
        ]
      : []),
  ];
}

function timeProblems({ schedule, rpo, keepInStore, keepOnServers }: EtcdBackupSettings): Problem[] {
  const times = gather('etcdBackup.schedule', () => {
    const read = Schedule.of(schedule);
    read.for('k3s');
    return read;
  });
  const loss = rpo === undefined ? undefined : gather('etcdBackup.rpo', () => Duration.of(rpo));
  const found = [...times.problems, ...(loss?.problems ?? [])];
  for (const [property, text] of Object.entries({ keepInStore, keepOnServers })) {
    found.push(...gather(`etcdBackup.${property}`, () => Duration.of(text)).problems);
  }
  const gap = times.value?.longestGap();
  if (gap !== undefined && loss?.value !== undefined && gap.isLongerThan(loss.value)) {
    found.push(
      problem(stacksProblems.snapshotsMissRpo, {
        property: 'etcdBackup.schedule',
        value: times.value?.describe(),
        reason: `Up to ${gap.toShort()} pass between two snapshots, and ${loss.value.toShort()} may be lost.`,
      }),
    );
  }
  return found;
}
