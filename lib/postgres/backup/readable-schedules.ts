import { Schedule, type Inspection } from '../../core';
import type { PostgresBackupProps } from './backup-props';

/** Options of a backup; schedules that the operator cannot be told are reported (RST103), and another stands in for them. */
export function readableSchedules(props: PostgresBackupProps, inspect: Inspection): PostgresBackupProps {
  const readable = (property: string, schedule: Schedule): Schedule =>
    inspect.read(
      property,
      () => {
        schedule.for('cloudnativepg');
        return schedule;
      },
      Schedule.daily('00:00'),
    );
  const { base, volumeSnapshots } = props;
  return {
    ...props,
    base: readable('backup.base', base),
    ...(volumeSnapshots !== undefined && {
      volumeSnapshots: {
        ...volumeSnapshots,
        schedule: readable('backup.volumeSnapshots.schedule', volumeSnapshots.schedule),
      },
    }),
  };
}
