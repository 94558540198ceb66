import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LocalWorkspace, type OpMap, type Stack } from '@pulumi/pulumi/automation';
import { parse } from 'yaml';
import { HetznerK3sCluster, type HetznerK3sClusterArgs } from '../../stacks/cluster/component';
import { HetznerFake } from './hetzner-fake';

const { HCLOUD_ENDPOINT, HCLOUD_TOKEN } = process.env;
const why = 'HCLOUD_ENDPOINT and HCLOUD_TOKEN name no Hetzner API to try (test/e2e/README.md)';
const given = HCLOUD_ENDPOINT !== undefined && HCLOUD_TOKEN !== undefined;
if (!given) console.warn(`skipped: ${why}`);
const withApi = given ? describe : describe.skip;

const folder = mkdtempSync(join(tmpdir(), 'restorable-stacks-'));
const kubeconfigFile = join(folder, 'out', 'kubeconfig');
const pool = (count: number) => ({ serverType: 'cx23', count });

const BASE: HetznerK3sClusterArgs = {
  name: 'restorable-e2e',
  location: 'fsn1',
  controlPlanes: { cp: pool(3) },
  workers: { apps: pool(1), builds: pool(1), data: pool(2) },
  etcdBackup: {
    store: { endpoint: 's3.eu-central-1.amazonaws.com', bucket: 'snapshots', region: 'eu-central-1' },
  },
  api: { loadBalancer: {} },
  reboots: { days: ['sun'], start: '02:00', end: '05:00' },
  hcloudToken: 'x'.repeat(64),
  etcdStore: { accessKeyId: 'id', secretAccessKey: 'MARKED-secret-key' },
  kubeconfigFile,
  protect: false,
};

/** The description that the program makes at the next run. */
let wanted: HetznerK3sClusterArgs = BASE;

withApi('a cluster, made by the real engine and providers', () => {
  const hetzner = new HetznerFake(HCLOUD_ENDPOINT ?? '');
  let stack: Stack;
  const output: string[] = [];
  const onOutput = (text: string) => output.push(text);
  const up = async (): Promise<OpMap> => (await stack.up({ onOutput })).summary.resourceChanges ?? {};

  beforeAll(async () => {
    await hetzner.reset();
    stack = await LocalWorkspace.createOrSelectStack(
      {
        stackName: 'e2e',
        projectName: 'restorable-e2e',
        program: () => {
          const { kubeconfig, recoveryBundle, serverNames } = new HetznerK3sCluster(wanted);
          return Promise.resolve({ kubeconfig, recoveryBundle, serverNames });
        },
      },
      {
        pulumiHome: process.env['PULUMI_HOME'] ?? join(folder, 'home'),
        envVars: {
          PULUMI_BACKEND_URL: `file://${folder}`,
          PULUMI_CONFIG_PASSPHRASE: 'e2e',
          PULUMI_SKIP_UPDATE_CHECK: 'true',
        },
      },
    );
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('can be previewed without anything being made', async () => {
    const { changeSummary } = await stack.preview({ onOutput });
    expect(changeSummary.create).toBeGreaterThan(30);
    expect(await hetzner.resources()).toEqual({});
  });

  it('is made in one run', async () => {
    expect(await up()).toEqual({ create: expect.any(Number) });
    expect(await hetzner.serverNames()).toEqual([
      'restorable-e2e-apps-1',
      'restorable-e2e-builds-1',
      'restorable-e2e-cp-1',
      'restorable-e2e-cp-2',
      'restorable-e2e-cp-3',
      'restorable-e2e-data-1',
      'restorable-e2e-data-2',
    ]);
  });

  it('starts its first server before all others, each with user data that fits', async () => {
    const created = await hetzner.createdServers();
    expect(created[0]?.name).toBe('restorable-e2e-cp-1');
    for (const { name, user_data: userData } of created) {
      expect({ name, bytes: userData.length }).toEqual({ name, bytes: expect.any(Number) });
      expect(userData.length).toBeGreaterThan(1000);
      expect(Buffer.byteLength(userData)).toBeLessThanOrEqual(32 * 1024);
    }
  });

  it('gives a kubeconfig whose certificates fit together, in a file that only its owner may read', async () => {
    expect(statSync(kubeconfigFile).mode & 0o777).toBe(0o600);
    const { kubeconfig } = await stack.outputs();
    expect(kubeconfig?.secret).toBe(true);
    expect(readFileSync(kubeconfigFile, 'utf8')).toBe(kubeconfig?.value);
    const text = parse(readFileSync(kubeconfigFile, 'utf8')) as {
      users: { user: Record<string, string> }[];
    };
    const { X509Certificate, createPrivateKey } = await import('node:crypto');
    const user = text.users[0]?.user ?? {};
    const pem = (key: string) => Buffer.from(user[key] ?? '', 'base64').toString();
    const certificate = new X509Certificate(pem('client-certificate-data'));
    expect(certificate.checkPrivateKey(createPrivateKey(pem('client-key-data')))).toBe(true);
    expect(certificate.subject).toContain('O=system:masters');
    const bundle = JSON.parse((await stack.outputs())['recoveryBundle']?.value as string) as {
      authorities: { client: { certificate: string } };
    };
    const authority = new X509Certificate(bundle.authorities.client.certificate);
    expect(authority.ca).toBe(true);
    expect(certificate.verify(authority.publicKey)).toBe(true);
  });

  it('is not changed by a second run, nor by what a refresh finds', async () => {
    await stack.up({ onOutput, expectNoChanges: true });
    await stack.refresh({ onOutput, expectNoChanges: true });
  });

  it('grows by the servers that are added, and touches no other', async () => {
    const before = await hetzner.serverIds();
    wanted = { ...BASE, workers: { ...BASE.workers, data: pool(3) } };
    expect(await up()).toEqual({ create: 1, same: expect.any(Number) });
    const after = await hetzner.serverIds();
    expect(after).toMatchObject(before);
    expect(Object.keys(after)).toContain('restorable-e2e-data-3');
  });

  it('loses a pool in the middle, and touches no other', async () => {
    const { 'restorable-e2e-builds-1': gone, ...others } = await hetzner.serverIds();
    expect(gone).toBeDefined();
    wanted = { ...BASE, workers: { apps: pool(1), data: pool(3) } };
    await up();
    expect(await hetzner.serverIds()).toEqual(others);
  });

  it.each([
    [
      'a server that does not start',
      { kind: 'action', command: 'create_server', code: 'resource_unavailable' },
    ],
    [
      'a request that meets a conflict',
      { kind: 'request', method: 'POST', path: '^/servers', status: 409, code: 'conflict' },
    ],
  ])('is finished by another run after %s', async (_what, fault) => {
    wanted = { ...wanted, workers: { ...wanted.workers, data: pool(4), extra: pool(1) } };
    await hetzner.fail({ ...fault, times: 20 });
    await expect(up()).rejects.toThrow();
    await hetzner.heal();
    await up();
    expect(await hetzner.serverNames()).toContain('restorable-e2e-extra-1');
    await stack.up({ onOutput, expectNoChanges: true });
    wanted = { ...BASE, workers: { apps: pool(1), data: pool(3) } };
    await up();
  });

  it('waits where the API limits requests', async () => {
    await hetzner.fail({ kind: 'rate_limit', times: 3 });
    wanted = { ...wanted, workers: { apps: pool(2), data: pool(3) } };
    expect(await up()).toMatchObject({ create: 1 });
  });

  it('shows no secret in what it prints', () => {
    expect(output.length).toBeGreaterThan(10);
    expect(output.join('')).not.toMatch(/MARKED|PRIVATE KEY/);
  });

  it('is destroyed without anything left', async () => {
    await stack.destroy({ onOutput });
    expect(await hetzner.resources()).toEqual({});
    expect(() => statSync(kubeconfigFile)).toThrow('ENOENT');
  });
});
