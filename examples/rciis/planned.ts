import type { Environment } from 'restorable';
import { Credentials, FluxFolder, Schedule } from 'restorable';
import { SqlServerCheck, SqlServerDatabase } from '../signatures/databases';

/** What the library cannot back up yet: SQL Server by BACKUP TO URL. */
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
}
