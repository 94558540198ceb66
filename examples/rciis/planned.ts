import type { Environment } from 'restorable';
import { Credentials, FluxFolder, Schedule } from 'restorable';
import { SqlServerCheck, SqlServerDatabase } from '../signatures/databases';
import { NamespaceBackup, NamespaceCheck, RestoreModifier, VolumeBackup } from '../signatures/velero';

/** What of RCIIS is no PostgreSQL: SQL Server by BACKUP TO URL; Kafka, APISIX's etcd and cluster resources by Velero. */
export function planned(production: Environment): void {
  new SqlServerDatabase(new FluxFolder(production, 'databases/mssql'), 'rciis', {
    statefulSet: 'mssql',
    database: 'RCIIS',
    files: { data: 'RCIIS', log: 'RCIIS_Log' },
    administrator: Credentials.existing('mssql-admin', Credentials.basicAuth),
    image: 'mcr.microsoft.com/mssql/server:2022-CU20-GDR2-ubuntu-22.04',
    tools: { image: 'harbor.devops.africa/nucleus/mssql-tools:latest', pullSecret: 'container-registry' },
    url: 's3://s3.rciis.africa',
    prefix: 'backups/mssql',
    schedule: Schedule.daily('03:00'),
    beforeEveryReconciliation: true,
    compression: true,
    objectives: { rpo: '24h', rto: '1h', retention: '30d' },
    drill: {
      schedule: Schedule.weekly('sat', '08:00'),
      checks: [
        SqlServerCheck.integrity(),
        SqlServerCheck.query('SELECT COUNT(*) FROM sys.tables', { atLeast: 1 }),
      ],
    },
  });

  new NamespaceBackup(new FluxFolder(production, 'backup/namespaces'), 'daily-namespaces', {
    namespaces: ['rciis-prod', 'monitoring', 'strimzi-operator', 'cnpg-system'],
    schedule: Schedule.daily('02:00'),
    volumes: VolumeBackup.csiSnapshots({ moveData: false }),
    objectives: { rpo: '24h', rto: '2h', retention: '30d' },
    modifiers: [RestoreModifier.suspendCronJobs(), RestoreModifier.servicesToClusterIp()],
    drill: {
      schedule: Schedule.weekly('sat', '10:00'),
      checks: [
        NamespaceCheck.ready(),
        NamespaceCheck.claims('data-0-kafka-rciis-prod-kafka-0', 'data-etcd-0'),
      ],
    },
  });

  new NamespaceBackup(new FluxFolder(production, 'backup/cluster'), 'weekly-full', {
    namespaces: ['*'],
    schedule: Schedule.weekly('sun', '03:00'),
    volumes: VolumeBackup.none(),
    includeClusterResources: true,
    objectives: { rpo: '7d', rto: '4h', retention: '90d' },
    drill: { schedule: Schedule.monthly(5, '10:00'), checks: [NamespaceCheck.ready()] },
  });
}
