import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'yaml';
import { planOf, protectionOf } from '../stacks/plan-of';
import { HetznerFake } from './hetzner-fake';
import { PulumiProject } from './stacks-project';

const { HCLOUD_ENDPOINT, HCLOUD_TOKEN } = process.env;
const given = HCLOUD_ENDPOINT !== undefined && HCLOUD_TOKEN !== undefined;
if (!given)
  console.warn('skipped: HCLOUD_ENDPOINT and HCLOUD_TOKEN name no Hetzner API to try (test/e2e/README.md)');
const withApi = given ? describe : describe.skip;

const EXAMPLE = join(__dirname, '..', '..', 'examples', 'safeops', 'Pulumi.safeops-cluster.yaml');
const HOST = '0123456789abcdef0123456789abcdef.r2.cloudflarestorage.com';
const STACK = 'cluster';

/** A plan of the cluster whose stores are not in AWS: the storage stack can run without its provider. */
const store = {
  store: `${HOST}/safeops-backups`,
  profile: 'cloudflare-r2',
  endpoint: `https://${HOST}`,
  region: 'auto',
};
const plan = planOf({
  protections: [protectionOf({ archive: { ...store, bucket: 'safeops-backups' } })],
  requiredSecrets: [],
});

interface CloudConfig {
  readonly write_files: readonly {
    readonly path: string;
    readonly content: string;
    readonly permissions: string;
  }[];
}

/** Files of a server by their path. */
function filesOf(userData: string): ReadonlyMap<string, string> {
  const text = userData.startsWith('#cloud-config')
    ? userData
    : gunzipSync(Buffer.from(userData, 'base64')).toString('utf8');
  const { write_files: files } = parse(text, { version: '1.1' }) as CloudConfig;
  return new Map(files.map(({ path, content }) => [path, content]));
}

interface Bundle {
  readonly token: string;
  readonly cluster: string;
  readonly authorities: { readonly server: { readonly certificate: string } };
}

withApi('the cluster stack of the example, its program compiled, by the real engine', () => {
  const hetzner = new HetznerFake(HCLOUD_ENDPOINT ?? '');
  let project: PulumiProject;
  let bundle = '';
  const output = (name: string) => project.run('stack', 'output', '--stack', STACK, '--show-secrets', name);
  const up = () => project.run('up', '--stack', STACK, '--yes', '--skip-preview');
  const firstServer = async () => {
    const made = (await hetzner.createdServers()).filter(({ name }) => name === 'safeops-cp-1');
    return filesOf(made.at(-1)?.user_data ?? '');
  };

  beforeAll(async () => {
    await hetzner.reset();
    project = await PulumiProject.make();
    project.write('plan.json', JSON.stringify(plan));
    const example = readFileSync(EXAMPLE, 'utf8')
      .replace('examples/safeops/recovery-plan.json', 'plan.json')
      .replace('storageStack: safeops-storage', 'storageStack: storage');
    await project.run('stack', 'init', 'storage');
    await project.configure('storage', {
      kind: 'storage',
      plan: 'plan.json',
      'etcdSnapshots.safeops.bucket': 'safeops-backups',
      'etcdSnapshots.safeops.host': HOST,
    });
    const keys = 'storageKeys["safeops/etcd-snapshots"]';
    await project.configure(
      'storage',
      { [`${keys}.accessKeyId`]: 'etcd-id', [`${keys}.secretAccessKey`]: 'MARKED-etcd-key' },
      true,
    );
    // The file alone: its passphrase comes with the first secret.
    project.write(`Pulumi.${STACK}.yaml`, example);
    await project.run('stack', 'init', STACK);
  });

  afterAll(async () => {
    await hetzner.reset();
    project.remove();
  });

  it('tells everything that is missing or wrong at once, and makes nothing', async () => {
    await project.run('up', '--stack', 'storage', '--yes', '--skip-preview');
    await project.configure(STACK, { 'etcdBackup.folder': 'elsewhere', cluster: 'another' });
    const { status, output: told } = await project.try('preview', '--stack', STACK);
    expect(status).not.toBe(0);
    expect(told).toContain('RST931');
    expect(told.match(/error RST939/g)?.length).toBe(2);
    expect(told).toContain('it has no keys for the etcd snapshots of another');
    expect(told).toContain('hcloudToken');
    await project.configure(STACK, { cluster: 'safeops' });
    await project.configure(STACK, { hcloudToken: 'MARKED'.padEnd(64, 'x') }, true);
    const { output: elsewhere } = await project.try('preview', '--stack', STACK);
    expect(elsewhere).toContain('the keys of the storage stack are for safeops/etcd-snapshots');
    await project.run('config', 'rm', '--stack', STACK, '--path', 'etcdBackup.folder');
    expect(await hetzner.resources()).toEqual({});
  });

  it('is made with the keys of the storage stack, its kubeconfig below the folder of the project', async () => {
    const told = await up();
    expect(told).not.toMatch(/MARKED|PRIVATE KEY/);
    expect(await hetzner.serverNames()).toHaveLength(5);
    const file = join(project.folder, 'build', 'safeops.kubeconfig');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(`${readFileSync(file, 'utf8').trim()}\n`).toBe(`${(await output('kubeconfig')).trim()}\n`);
    const config = parse((await firstServer()).get('/etc/rancher/k3s/config.yaml') ?? '') as object;
    expect(config).toMatchObject({
      'cluster-init': true,
      'etcd-s3-access-key': 'etcd-id',
      'etcd-s3-secret-key': 'MARKED-etcd-key',
      'etcd-s3-folder': 'safeops/etcd-snapshots',
      // Three servers, hourly, for a week.
      'etcd-s3-retention': 504,
    });
    await project.run('up', '--stack', STACK, '--yes', '--skip-preview', '--expect-no-changes');
  });

  it('is not destroyed while it is protected: not a single server', async () => {
    bundle = await output('recoveryBundle');
    const before = await hetzner.resources();
    const { status, output: told } = await project.try(
      'destroy',
      '--stack',
      STACK,
      '--yes',
      '--skip-preview',
    );
    expect(status).not.toBe(0);
    expect(told).toContain('safeops-deletion-guard');
    expect(await hetzner.resources()).toEqual(before);
    await project.run('up', '--stack', STACK, '--yes', '--skip-preview', '--expect-no-changes');
  });

  it('makes a single server anew where that is asked for, and touches no other, the first one included', async () => {
    for (const name of ['safeops-workers-1', 'safeops-cp-1']) {
      const { [name]: id, ...others } = await hetzner.serverIds();
      const listed = await project.run('stack', '--stack', STACK, '--show-urns');
      const urn = new RegExp(`urn:.*::${name}-server`).exec(listed)?.[0] ?? '';
      await project.run('up', '--stack', STACK, '--yes', '--skip-preview', '--replace', urn);
      const { [name]: made, ...kept } = await hetzner.serverIds();
      expect(made).not.toBe(id);
      expect(kept).toEqual(others);
    }
    await project.run('up', '--stack', STACK, '--yes', '--skip-preview', '--expect-no-changes');
  });

  it('is built again by the same stack after its servers were lost, nothing protected being touched', async () => {
    await hetzner.deleteServers();
    await project.configure(STACK, { restoreSnapshot: 'latest' });
    await project.configure(STACK, { recoveryBundle: bundle }, true);
    await project.run('refresh', '--stack', STACK, '--yes', '--skip-preview');
    await up();
    expect(await hetzner.serverNames()).toHaveLength(5);
    expect((await firstServer()).get('/etc/rancher/k3s/restore.yaml')).toContain('etcd-disable-snapshots');
    expect(JSON.parse(await output('recoveryBundle'))).toEqual(JSON.parse(bundle));
    await project.run('up', '--stack', STACK, '--yes', '--skip-preview', '--expect-no-changes');
  });

  it('goes once its protection is taken away', async () => {
    await project.configure(STACK, { protect: 'false' });
    await up();
    await project.run('destroy', '--stack', STACK, '--yes', '--skip-preview');
    expect(await hetzner.resources()).toEqual({});
  });

  it('RST921: is not built from the bundle of another cluster', async () => {
    const other = JSON.stringify({ ...(JSON.parse(bundle) as Bundle), cluster: 'other' });
    await project.configure(STACK, { recoveryBundle: other }, true);
    const { status, output: told } = await project.try('up', '--stack', STACK, '--yes', '--skip-preview');
    expect(status).not.toBe(0);
    expect(told).toContain('RST921');
    expect(await hetzner.resources()).toEqual({});
  });

  it('is built from nothing but the bundle and the newest snapshot, with the identity that the bundle keeps', async () => {
    project.write('bundle.json', bundle);
    await project.pipe('bundle.json', 'config', 'set', '--stack', STACK, '--secret', 'recoveryBundle');
    const told = await up();
    // The store of the example does not exist: the first server will look.
    expect(told).toContain('RST929');
    expect(told).not.toMatch(/MARKED|PRIVATE KEY/);
    const kept = JSON.parse(bundle) as Bundle;
    const files = await firstServer();
    expect(files.get('/etc/restorable/server.env')).toContain("RESTORE_SNAPSHOT='latest'");
    expect(parse(files.get('/etc/rancher/k3s/restore.yaml') ?? '')).toMatchObject({
      token: kept.token,
      'etcd-disable-snapshots': true,
      'etcd-s3-folder': 'safeops/etcd-snapshots',
      'etcd-s3-access-key': 'etcd-id',
    });
    expect(files.get('/var/lib/rancher/k3s/server/tls/server-ca.crt')).toBe(
      kept.authorities.server.certificate,
    );
    const again = JSON.parse(await output('recoveryBundle')) as Bundle;
    expect(again).toEqual(kept);
    await project.run('up', '--stack', STACK, '--yes', '--skip-preview', '--expect-no-changes');
  });
});
