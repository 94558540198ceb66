import type { Environment } from 'restorable';
import { Check, Credentials, FluxFolder, Schedule } from 'restorable';
import { LogicalDump } from '../signatures/databases';
import { BrokerCheck, RabbitMqDefinitions, ScriptedBackup } from '../signatures/messaging-and-scripts';

/** What the library cannot back up yet: PostgreSQL by dumps, definitions of RabbitMQ, and state saved by scripts. */
export function planned(production: Environment): void {
  const drillDay = (time: string) => Schedule.firstWeekdayOfMonth('mon', time);

  new LogicalDump(new FluxFolder(production, 'backup/postgres'), 'postgres', {
    source: { service: 'postgres', namespace: 'database', databases: 'all' },
    postgres: 16,
    credentials: Credentials.existing('postgres-superuser', Credentials.basicAuth),
    schedule: Schedule.every('6h'),
    prefix: 'database',
    drill: { schedule: drillDay('05:00'), checks: [Check.schema('public'), Check.write()] },
  });

  new RabbitMqDefinitions(new FluxFolder(production, 'backup/rabbitmq'), 'rabbitmq', {
    statefulSet: 'rabbitmq',
    namespace: 'messaging',
    administrator: Credentials.existing('rabbitmq-admin', Credentials.basicAuth),
    schedule: Schedule.every('4h'),
    prefix: 'rabbitmq',
    drill: {
      schedule: drillDay('06:00'),
      checks: [BrokerCheck.queues('builds'), BrokerCheck.exchanges('events')],
    },
  });

  new ScriptedBackup(new FluxFolder(production, 'backup/application-state'), 'application-state', {
    image: 'ghcr.io/knative-lambda/state-tools:1.0.0',
    backup: ['/save-state.sh'],
    restore: ['/load-state.sh'],
    verify: ['/verify-state.sh'],
    schedule: Schedule.every('4h'),
    prefix: 'state',
    objectives: { rpo: '4h', retention: '14d' },
    drill: {
      schedule: drillDay('07:00'),
      checks: [
        Check.command({ image: 'ghcr.io/knative-lambda/state-tools:1.0.0', command: ['/health-check.sh'] }),
      ],
    },
  });
}
