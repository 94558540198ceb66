import {
  BackupStore,
  Credentials,
  PostgresRecovery,
  Schedule,
  Witness,
  type PostgresBackupProps,
  type PostgresClusterProps,
} from '../../../lib';
import { FIXED_PARAMETERS } from '../../../lib/postgres/parameters';
import { composed, S3_KEYS, STORE } from '../fixture';

const DAILY: PostgresBackupProps = { base: Schedule.daily('02:00') };
const SOURCE = { store: STORE, credentials: Credentials.existing('recovery-s3', S3_KEYS) };

/** One rule: options that break it, what is reported of them, and options beside them that keep it. */
interface RuleCase {
  readonly code: string;
  readonly title: string;
  readonly red: Partial<PostgresClusterProps>;
  readonly property: string;
  readonly value?: string;
  readonly green: Partial<PostgresClusterProps>;
}

const RULES: readonly RuleCase[] = [
  {
    code: 'RST502',
    title: 'an RPO shorter than archive_timeout and an upload',
    red: { objectives: { rpo: '5m' } },
    property: 'objectives.rpo',
    value: "'5m'",
    green: { objectives: { rpo: '6m' } },
  },
  {
    code: 'RST502',
    title: 'an archive_timeout longer than the RPO allows',
    red: { parameters: { archive_timeout: '15min' } },
    property: 'objectives.rpo',
    value: "'15m'",
    green: { parameters: { archive_timeout: '14min' } },
  },
  {
    code: 'RST503',
    title: 'archiving by the operator itself',
    red: { backup: { ...DAILY, method: 'inTree' } },
    property: 'backup.method',
    value: "'inTree'",
    green: { backup: { ...DAILY, method: 'plugin' } },
  },
  {
    code: 'RST504',
    title: 'a parameter that belongs to the operator',
    red: { parameters: { archive_command: 'true' } },
    property: 'parameters.archive_command',
    value: "'true'",
    green: { parameters: { work_mem: '8MB' } },
  },
  {
    code: 'RST505',
    title: 'a reserved role',
    red: { roles: [{ name: 'pg_monitor' }] },
    property: 'roles[0]',
    value: "'pg_monitor'",
    green: { roles: [{ name: 'monitor', memberOf: ['pg_monitor'] }] },
  },
  {
    code: 'RST506',
    title: 'a role that may log in but has no password',
    red: { roles: [{ name: 'reporting', login: true }] },
    property: 'roles[0]',
    value: "'reporting'",
    green: { roles: [{ name: 'reporting' }] },
  },
  {
    code: 'RST507',
    title: 'a retention of fewer than two base backups',
    red: { backup: { base: Schedule.weekly('sun', '02:00') }, objectives: { retention: '13d' } },
    property: 'objectives.retention',
    value: "'13d'",
    green: { backup: { base: Schedule.weekly('sun', '02:00') }, objectives: { retention: '14d' } },
  },
  {
    code: 'RST508',
    title: 'parallel WAL archiving with another segment size',
    red: { initdb: { walSegmentSize: 64 } },
    property: 'backup.wal.maxParallel',
    value: '2',
    green: { initdb: { walSegmentSize: 64 }, backup: { ...DAILY, wal: { maxParallel: 1 } } },
  },
  {
    code: 'RST509',
    title: 'a cold snapshot of the only server',
    red: { backup: { ...DAILY, volumeSnapshots: snapshots(false) } },
    property: 'backup.volumeSnapshots.online',
    value: 'false',
    green: { backup: { ...DAILY, volumeSnapshots: snapshots(false) }, instances: 2 },
  },
  {
    code: 'RST510',
    title: 'archiving to where the Cluster was recovered from',
    red: { recoverFrom: PostgresRecovery.from({ ...SOURCE, prefix: 'home/shop', serverName: 'orders' }) },
    property: 'backup.archive',
    value: "'backups/home/shop/orders'",
    green: {
      recoverFrom: PostgresRecovery.from({ ...SOURCE, prefix: 'home/shop', serverName: 'orders' }),
      backup: { ...DAILY, archive: { serverName: 'orders-2' } },
    },
  },
  {
    code: 'RST512',
    title: 'an archive_timeout that cannot be read',
    red: { parameters: { archive_timeout: '5 minutes' } },
    property: 'parameters.archive_timeout',
    value: "'5 minutes'",
    green: { parameters: { archive_timeout: '5 min' } },
  },
  {
    code: 'RST512',
    title: 'an archive_timeout that is off',
    red: { parameters: { archive_timeout: '0' } },
    property: 'parameters.archive_timeout',
    value: "'0'",
    green: { parameters: { archive_timeout: '1' } },
  },
  {
    code: 'RST513',
    title: 'options of initdb on a recovered Cluster',
    red: {
      recoverFrom: PostgresRecovery.from({ ...SOURCE, prefix: 'old', serverName: 'orders' }),
      initdb: { encoding: 'UTF8' },
    },
    property: 'initdb',
    green: { initdb: { encoding: 'UTF8' } },
  },
  {
    code: 'RST514',
    title: 'no instance at all',
    red: { instances: 0 },
    property: 'instances',
    value: '0',
    green: { instances: 1 },
  },
  {
    code: 'RST514',
    title: 'half an instance',
    red: { instances: 1.5 },
    property: 'instances',
    value: '1.5',
    green: { instances: 2 },
  },
  {
    code: 'RST515',
    title: 'a database of the operator',
    red: { database: 'postgres' },
    property: 'database',
    value: "'postgres'",
    green: { database: 'postgres_app' },
  },
  {
    code: 'RST515',
    title: 'an owner that is the superuser',
    red: { owner: 'postgres' },
    property: 'owner',
    value: "'postgres'",
    green: { owner: 'app' },
  },
  {
    code: 'RST515',
    title: 'an empty database',
    red: { database: '' },
    property: 'database',
    value: "''",
    green: { database: 'app' },
  },
  {
    code: 'RST515',
    title: 'an empty owner',
    red: { owner: '' },
    property: 'owner',
    value: "''",
    green: { owner: 'app' },
  },
  {
    code: 'RST623',
    title: 'a witness whose heartbeats cannot show that the RPO is met',
    red: { witness: Witness.every('10m') },
    property: 'witness',
    value: "'every 10m'",
    green: { witness: Witness.every('5m') },
  },
];

function snapshots(online: boolean) {
  return { schedule: Schedule.daily('03:00'), className: 'csi', online };
}

describe.each(RULES)('$code: $title', ({ code, red, property, value, green }) => {
  test('is reported at the Cluster, with property and value', () => {
    const problem = composed(red).problem(code);
    expect(problem.path).toBe('home/shop/data--postgres/orders');
    expect(problem.property).toBe(property);
    expect(problem.value).toBe(value);
    expect(problem.reason).not.toBe('');
    expect(problem.fix).not.toBe('');
    expect(problem.docs).toBe(`docs/errors.md#${code.toLowerCase()}`);
  });

  test('is not reported of what keeps it', () => {
    expect(composed(green).codes).not.toContain(code);
  });
});

test('green cases are free of every problem', () => {
  for (const { green } of RULES) expect(composed(green).codes).toEqual([]);
});

test.each([...FIXED_PARAMETERS])('the parameter %s belongs to the operator (RST504)', (name) => {
  expect(composed({ parameters: { [name]: 'x' } }).problem('RST504').property).toBe(`parameters.${name}`);
});

test.each(['postgres', 'template0', 'template1'])('the database %s is reserved (RST515)', (database) => {
  expect(composed({ database }).problem('RST515').property).toBe('database');
});

test.each(['postgres', 'streaming_replica'])('the owner %s is reserved (RST515)', (owner) => {
  expect(composed({ owner }).problem('RST515').property).toBe('owner');
});

test('archiving around or inside of where the Cluster came from is refused too (RST510)', () => {
  const recoverFrom = PostgresRecovery.from({ ...SOURCE, prefix: 'home', serverName: 'shop' });
  expect(composed({ recoverFrom }).codes).toEqual(['RST510']);
});

test('what the store cannot do of a backup is reported at the Cluster', () => {
  const store = BackupStore.cloudflareR2({
    accountId: '0123456789abcdef0123456789abcdef',
    bucket: 'backups',
  });
  const backup = { ...DAILY, store, data: { compression: 'snappy' as const, encryption: 'AES256' as const } };
  const { problems } = composed({ backup });
  expect(problems.map(({ code, path }) => [code, path])).toEqual([
    ['RST206', 'home/shop/data--postgres/orders'],
    ['RST208', 'home/shop/data--postgres/orders'],
  ]);
});

test('a store reached in clear is warned about once (RST204)', () => {
  const store = BackupStore.minio({ endpoint: 'http://minio.example.org', bucket: 'backups' });
  expect(composed({ backup: { ...DAILY, store } }).codes).toEqual(['RST204']);
});
