import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { restorable, TestHost } from '../host';
import { emptyFolder, filesIn, project, projectOf } from '../project';

/** A program `kubectl` of a cluster that is empty, and writes down how it is called. */
class EmptyCluster {
  private readonly folder = emptyFolder();

  constructor() {
    const program = join(this.folder, 'kubectl');
    writeFileSync(program, `#!${process.execPath}\n${PROGRAM}`);
    chmodSync(program, 0o755);
  }

  get env(): Readonly<Record<string, string>> {
    return { PATH: this.folder };
  }

  /** Every command line. */
  get calls(): readonly (readonly string[])[] {
    const record = join(this.folder, 'calls');
    if (!existsSync(record)) return [];
    const lines = readFileSync(record, 'utf8').trimEnd().split('\n');
    return lines.map((line) => JSON.parse(line) as readonly string[]);
  }
}

const PROGRAM = `
const { appendFileSync } = require('node:fs');
const { join } = require('node:path');
const args = process.argv.slice(2);
appendFileSync(join(__dirname, 'calls'), JSON.stringify(args) + '\\n');
if (args.includes('whoami')) process.stdout.write('{"status":{"userInfo":{"username":"anna"}}}');
else if (!args.includes('--ignore-not-found')) process.stdout.write('{"items":[]}');
`;

async function run(folder: string, ...args: readonly string[]) {
  const cluster = new EmptyCluster();
  return { ...(await restorable(new TestHost(folder, { env: cluster.env }), ...args)), calls: cluster.calls };
}

const SHOP = project('one-database');

test('backup status asks the cluster of the context about every database, and exits with 1 where one is missing', async () => {
  const { code, stdout, calls } = await run(
    SHOP,
    'backup',
    'status',
    '--context',
    'prod',
    '--kubeconfig',
    'k',
  );
  expect(code).toBe(1);
  expect(stdout).toContain('home/shop/orders: cluster-missing: there is no Cluster shop/orders\n');
  expect(stdout).toContain('home/shop/cache: cluster-missing');
  expect(stdout).toContain('home/shop/orders: drill-missing: there is no CronJob shop-drill/shop-orders\n');
  for (const call of calls) expect(call.slice(0, 4)).toEqual(['--kubeconfig', 'k', '--context', 'prod']);
});

test('backup status of one database leaves the others out', async () => {
  const { stdout } = await run(SHOP, 'backup', 'status', 'cache', '--json');
  const { protections } = JSON.parse(stdout) as { readonly protections: readonly { protection: string }[] };
  expect(protections.map(({ protection }) => protection)).toEqual(['home/shop/cache']);
});

test('backup run and drill run of what is not on the cluster leave the result unknown', async () => {
  for (const command of ['backup', 'drill']) {
    const { code, stderr } = await run(SHOP, command, 'run', 'orders');
    expect({ code, stderr }).toEqual({
      code: 3,
      stderr: expect.stringMatching(/^error RST743: /) as unknown,
    });
  }
});

test('drill list shows what is declared', async () => {
  const { code, stdout } = await run(SHOP, 'drill', 'list');
  expect(code).toBe(0);
  expect(stdout).toMatch(/home\/shop\/orders .* not on the cluster/);
  expect(stdout).toMatch(/home\/shop\/cache .* waived until 2027-06-30/);
});

test('recover writes below the current folder, and without a proof nothing', async () => {
  const folder = project('one-database');
  const before = filesIn(folder);
  const refused = await run(folder, 'recover', 'orders', '--json');
  expect(refused.code).toBe(1);
  expect(JSON.parse(refused.stdout)).toMatchObject({ problems: [{ code: 'RST752' }] });
  expect(filesIn(folder)).toEqual(before);
  const { code } = await run(folder, 'recover', 'orders', '--name', 'orders', '--without-proof', 'trial');
  expect(code).toBe(0);
  expect(filesIn(folder)['recover-orders/decision.json']).toContain('"decidedBy": "anna"');
});

test.each([
  [['backup', 'run', 'ordrs'], 2, 'RST730'],
  [['backup', 'run', 'orders', '--timeout', 'soon'], 2, 'RST101'],
  [['drill', 'run', 'orders', '--timeout', '5'], 2, 'RST101'],
  [['drill', 'run', 'cache'], 2, 'RST749'],
  [['backup', 'status', '--cluster', 'other'], 2, 'RST745'],
  [['backup', 'run'], 2, 'RST701'],
  [['recover', 'orders', '--evidence', 'nowhere', '--key', 'none.pem'], 3, 'RST721'],
] as const)('%j ends with code %d and %s', async (args, code, problem) => {
  const ran = await run(SHOP, ...args);
  expect(ran.stderr).toMatch(new RegExp(`^error ${problem}: `));
  expect(ran.code).toBe(code);
});

test('without kubectl says in one line how to get it', async () => {
  const host = new TestHost(SHOP, { env: { PATH: emptyFolder() } });
  const { code, stderr } = await restorable(host, 'backup', 'status');
  expect(code).toBe(3);
  expect(stderr).toMatch(/^error RST740: kubectl is not installed: .*ENOENT\. Install kubectl .*\n$/);
});

describe('a composition of two clusters', () => {
  const TWO = projectOf({
    'main.ts': `
      import { App, BackupStore, Check, Credentials, Drill, Environment, FluxFolder, KubernetesCluster, PostgresCluster, Schedule } from 'restorable';
      const s3 = { accessKeyId: 'ID', secretAccessKey: 'KEY' };
      const app = new App({ repository: '.' });
      for (const site of ['east', 'west']) {
        const cluster = new KubernetesCluster(app, site, { flux: { path: site } });
        const environment = new Environment(cluster, 'shop', {
          namespace: 'shop',
          objectives: { rpo: '15m', rto: '30m', retention: '14d' },
          store: BackupStore.minio({ endpoint: 'https://minio.example', bucket: 'backups-' + site, region: 'eu' }),
          credentials: Credentials.existing('backup-s3', s3),
          drill: { namespace: 'shop-drill', credentials: Credentials.existing('drill-s3', s3) },
        });
        new PostgresCluster(new FluxFolder(environment, 'data/postgres'), 'orders', {
          postgres: 17, storage: '1Gi', database: 'orders', owner: 'orders',
          backup: { base: Schedule.daily('02:00') },
          drill: Drill.waived({ reason: 'No drill in this test', owner: 'shop team', until: '2099-01-01' }),
        });
      }
      app.synth();
    `,
  });

  test('is looked at one cluster at a time: RST746', async () => {
    const { code, stderr, calls } = await run(TWO, 'backup', 'status');
    expect(code).toBe(2);
    expect(stderr).toMatch(/^error RST746: .*they run on east, west\./);
    expect(calls).toEqual([]);
    const east = await run(TWO, 'backup', 'status', '--cluster', 'east');
    expect(east.stdout).toContain('east/shop/orders');
    expect(east.stdout).not.toContain('west/shop/orders');
  });

  test('a name tells which one is meant', async () => {
    expect((await run(TWO, 'drill', 'list', 'orders')).stderr).toMatch(
      /^error RST730: .*several are called so/,
    );
    expect((await run(TWO, 'drill', 'list', 'west/shop/orders')).stdout).toContain('waived until 2099-01-01');
  });
});
