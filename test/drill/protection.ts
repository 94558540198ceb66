import { Duration, Schedule } from '../../lib/core';
import { Check, resolveDrill, type DrillProps } from '../../lib/drill';
import type { DrilledProtectionPlan } from '../../lib/plan';
import { Gathered } from './problems';

export const OBJECTIVES = {
  rpo: Duration.of('15m').seconds,
  rto: Duration.of('30m').seconds,
  retention: Duration.of('30d').seconds,
};

/** A protection with a drill, as the recovery plan has it. */
export function drilledProtection(name: string, drill: Partial<DrillProps> = {}): DrilledProtectionPlan {
  const props = { schedule: Schedule.weekly('sun', '04:00'), checks: [Check.tables('orders')], ...drill };
  return {
    id: `safeops/develop/${name}`,
    kind: 'PostgresCluster',
    cluster: 'safeops',
    environment: 'develop',
    namespace: 'develop',
    name,
    objectives: OBJECTIVES,
    backup: {
      method: 'base backups and WAL',
      schedule: '0 0 2 * * *',
      scheduleText: 'daily at 02:00 UTC',
      longestGap: 86_400,
      retention: '30d',
      archive: {
        store: 'https://s3.example/backups',
        profile: 'generic',
        pathStyle: true,
        bucket: 'backups',
        prefix: 'develop',
        serverName: name,
      },
      recovery: 'point-in-time recovery into a new Cluster',
    },
    source: { cluster: name, database: 'app', owner: 'app' },
    volumes: [`${name}-*`],
    drill: {
      name: `develop-${name}`,
      namespace: 'restore-test',
      ...resolveDrill(props, { objectives: OBJECTIVES }, new Gathered()),
    },
  };
}
