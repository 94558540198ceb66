import type { ClusterSettings } from '../../cluster-settings';
import { VERSIONS } from '../../../versions';
import { helmChart, type Manifest } from './manifest';

/** Reboots nodes that ask for it, one at a time, in the window. */
export function kured({ reboots }: ClusterSettings): Manifest[] {
  if (reboots === undefined) return [];
  return [
    helmChart({
      name: 'kured',
      chart: VERSIONS.kured,
      values: {
        configuration: {
          period: '5m',
          rebootSentinel: '/var/run/reboot-required',
          rebootDays: reboots.days,
          startTime: reboots.start,
          endTime: reboots.end,
          timeZone: reboots.timeZone,
        },
        // Tainted nodes need reboots too.
        tolerations: [{ operator: 'Exists' }],
      },
    }),
  ];
}
