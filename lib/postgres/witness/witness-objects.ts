import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Witness } from '../../drill';
import { managedLabels } from '../../kubernetes/labels';
import type { BasicAuthKeys, Credentials } from '../../storage';
import type { ManagedRoleProps } from '../managed-roles';
import { witnessSql } from './witness-sql';

/** What the objects of a witness are made of. */
export interface WitnessInput {
  readonly witness: Witness;
  readonly cluster: string;
  readonly namespace: string;
  readonly database: string;
  readonly owner: string;
  /** Image with `psql`: that of the server. */
  readonly image: string;
  readonly credentials: Credentials<BasicAuthKeys>;
  /** Whether the Cluster is hibernated: there is no server to write to. */
  readonly suspended: boolean;
}

/** User `postgres` of the CloudNativePG images (postgres-containers). */
const POSTGRES_USER = 26;
const SQL_FILE = 'witness.sql';

/**
 * The role of a witness. It owns its schema and nothing else; counting rows takes `pg_read_all_data`, which reads every
 * table and writes none.
 */
export function witnessRole(witness: Witness, credentials: Credentials<BasicAuthKeys>): ManagedRoleProps {
  return {
    name: witness.role,
    comment: 'Writes heartbeats and row counts for restore drills',
    login: true,
    ...(witness.counts.length > 0 && { memberOf: ['pg_read_all_data'] }),
    password: credentials,
  };
}

/** The schema of a witness, made by the operator (Database, CloudNativePG 1.26 and newer), its SQL and its CronJob. */
export function makeWitness(scope: Construct, input: WitnessInput): void {
  const { witness, cluster, namespace } = input;
  const name = `${cluster}-witness`;
  const labels = managedLabels({ 'app.kubernetes.io/name': 'witness', 'app.kubernetes.io/instance': name });
  const metadata = { name, namespace, labels };
  new ApiObject(scope, 'witness-schema', {
    apiVersion: 'postgresql.cnpg.io/v1',
    kind: 'Database',
    metadata,
    spec: {
      cluster: { name: cluster },
      name: input.database,
      owner: input.owner,
      // The object only adds a schema: deleting it must never drop the database.
      databaseReclaimPolicy: 'retain',
      schemas: [{ name: witness.schema, owner: witness.role, ensure: 'present' }],
    },
  });
  new ApiObject(scope, 'witness-sql', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata,
    data: { [SQL_FILE]: witnessSql(witness) },
  });
  new ApiObject(scope, 'witness-job', {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata,
    spec: cronJob(input, name, labels),
  });
}

function cronJob(input: WitnessInput, name: string, labels: Record<string, string>): Record<string, unknown> {
  const { witness, cluster, credentials } = input;
  const secret = (holds: 'username' | 'password') => ({
    valueFrom: { secretKeyRef: { ...credentials.keyRef(holds) } },
  });
  return {
    schedule: witness.schedule.for('cronjob'),
    timeZone: 'Etc/UTC',
    concurrencyPolicy: 'Forbid',
    suspend: input.suspended,
    // A heartbeat that is late by an interval is worthless: the next one is due.
    startingDeadlineSeconds: Math.max(10, Math.floor(witness.interval.seconds / 2)),
    successfulJobsHistoryLimit: 1,
    failedJobsHistoryLimit: 1,
    jobTemplate: {
      metadata: { labels },
      spec: {
        backoffLimit: 0,
        activeDeadlineSeconds: Math.max(60, Math.floor(witness.interval.seconds)),
        template: {
          metadata: { labels },
          spec: {
            automountServiceAccountToken: false,
            enableServiceLinks: false,
            restartPolicy: 'Never',
            securityContext: {
              runAsNonRoot: true,
              runAsUser: POSTGRES_USER,
              runAsGroup: POSTGRES_USER,
              seccompProfile: { type: 'RuntimeDefault' },
            },
            containers: [
              {
                name: 'witness',
                image: input.image,
                command: [
                  'psql',
                  '--no-psqlrc',
                  '--quiet',
                  '--set=ON_ERROR_STOP=1',
                  `--file=/witness/${SQL_FILE}`,
                ],
                env: [
                  { name: 'PGHOST', value: `${cluster}-rw` },
                  { name: 'PGDATABASE', value: input.database },
                  { name: 'PGSSLMODE', value: 'require' },
                  { name: 'PGCONNECT_TIMEOUT', value: '10' },
                  { name: 'PGUSER', ...secret('username') },
                  { name: 'PGPASSWORD', ...secret('password') },
                ],
                resources: { requests: { cpu: '10m', memory: '32Mi' }, limits: { memory: '128Mi' } },
                securityContext: {
                  allowPrivilegeEscalation: false,
                  readOnlyRootFilesystem: true,
                  capabilities: { drop: ['ALL'] },
                },
                volumeMounts: [{ name: 'sql', mountPath: '/witness', readOnly: true }],
              },
            ],
            volumes: [{ name: 'sql', configMap: { name } }],
          },
        },
      },
    },
  };
}
