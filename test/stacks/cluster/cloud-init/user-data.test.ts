import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { userData } from '../../../../stacks/cluster/cloud-init/user-data';
import type { ClusterSecrets } from '../../../../stacks/cluster/cluster-secrets';
import { layoutOf } from '../../../../stacks/cluster/server-layout';
import { refusals } from '../../../core/refusal';
import { BUNDLE, SECRETS, settingsWith } from '../example-cluster';
import { RenderedServer } from './rendered-server';

const everything = settingsWith({
  autoscaledWorkers: { burst: { serverType: 'cx33', min: 0, max: 3 } },
  upgrades: { k3s: true, os: true },
  reboots: { days: ['sun'], start: '02:00', end: '05:00', timeZone: 'Europe/Berlin' },
  registries: { 'ghcr.io': { login: true }, 'docker.io': { mirrors: ['https://mirror.example.com'] } },
  sshKeys: ['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIE0 operator \n'],
  restoreFrom: { snapshot: 'latest', bundle: BUNDLE },
});
const secrets: ClusterSecrets = {
  ...SECRETS,
  registries: { 'ghcr.io': { username: 'bot', password: 'yes' } },
};
const names = [...layoutOf(everything).map(({ name }) => name), 'safeops-burst'];

function firstServer() {
  const [first] = layoutOf(everything);
  if (first === undefined) throw new Error('there is no server');
  return first;
}

test.each(names)('%s: every file has an absolute path of its own, an owner and a mode', (name) => {
  const { files } = RenderedServer.of(everything, name, secrets);
  expect(new Set(files.map(({ path }) => path)).size).toBe(files.length);
  for (const { path, owner, permissions } of files) {
    expect(path).toMatch(/^\/[A-Za-z0-9/._-]+$/);
    expect(owner).toBe('root:root');
    expect(permissions).toMatch(/^0(600|644|755)$/);
  }
});

test.each(names)('%s: a file with a secret can be read by root alone', (name) => {
  const { files } = RenderedServer.of(everything, name, secrets);
  const values = [
    secrets.token,
    secrets.agentToken,
    secrets.hcloudToken,
    'AKIAEXAMPLE',
    'PRIVATE KEY',
    'password',
  ];
  const secret = files.filter(({ content }) => values.some((value) => content.includes(value)));
  expect(secret.length).toBeGreaterThan(0);
  const open = secret.filter(({ permissions, path }) => permissions !== '0600' && !path.endsWith('.sh'));
  expect(open.map(({ path }) => path)).toEqual([]);
});

test.each(names)('%s: the guard of the metadata service is on before anything can start pods', (name) => {
  const { document } = RenderedServer.of(everything, name, secrets);
  const commands = (document.runcmd as string[][]).map((words) => words.join(' '));
  const at = (text: string) => commands.findIndex((command) => command.includes(text));
  expect(at('daemon-reload')).toBe(0);
  expect(at('metadata-guard.service')).toBeGreaterThan(0);
  expect(at('restorable-bootstrap.service')).toBeGreaterThan(at('metadata-guard.service'));
});

test.each(names)('%s: k3s is started by the bootstrap alone, and needs the guard', (name) => {
  const server = RenderedServer.of(everything, name, secrets);
  const commands = JSON.stringify(server.document.runcmd);
  expect(commands).not.toContain('k3s');
  const unit = server.files.find(({ path }) => /systemd\/system\/k3s/.test(path));
  expect(unit?.content).toContain('Requires=metadata-guard.service\n');
  expect(unit?.content).toMatch(/^After=.*metadata-guard\.service$/m);
});

test('workers get nothing that makes a control plane or reads a snapshot', () => {
  for (const name of ['safeops-workers-1', 'safeops-burst']) {
    const { text, files } = RenderedServer.of(everything, name, secrets);
    expect(text).not.toContain(SECRETS.token);
    expect(text).not.toContain(SECRETS.hcloudToken);
    expect(text).not.toContain('AKIAEXAMPLE');
    expect(text).not.toContain('PRIVATE KEY');
    expect(files.filter(({ path }) => path.includes('/server/'))).toEqual([]);
  }
});

test('authorities and manifests are on the first server alone', () => {
  const onServer = (name: string) =>
    RenderedServer.of(everything, name, secrets)
      .files.map(({ path }) => path)
      .filter((path) => path.startsWith('/var/lib/rancher/k3s/server/'));
  expect(onServer('safeops-cp-2')).toEqual([]);
  const tls = onServer('safeops-cp-1').filter((path) => path.includes('/tls/'));
  expect(tls.map((path) => path.replace('/var/lib/rancher/k3s/server/tls/', '')).sort()).toEqual([
    'client-ca.crt',
    'client-ca.key',
    'etcd/peer-ca.crt',
    'etcd/peer-ca.key',
    'etcd/server-ca.crt',
    'etcd/server-ca.key',
    'request-header-ca.crt',
    'request-header-ca.key',
    'server-ca.crt',
    'server-ca.key',
    'service.key',
  ]);
});

test('the certificate of the server authority is written to the byte: the join token is its hash', () => {
  const server = RenderedServer.of(everything, 'safeops-cp-1', secrets);
  expect(server.file('/var/lib/rancher/k3s/server/tls/server-ca.crt').content).toBe(
    SECRETS.authorities.server.certificate,
  );
});

test('nobody logs in with a password', () => {
  const server = RenderedServer.of(everything, 'safeops-cp-1', secrets);
  expect(server.document.ssh_pwauth).toBe(false);
  expect(server.document.ssh_authorized_keys).toEqual(['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIE0 operator']);
  const { content } = server.file('/etc/ssh/sshd_config.d/01-restorable.conf');
  expect(content).toMatch(/^PasswordAuthentication no$/m);
  expect(content).toMatch(/^PermitRootLogin prohibit-password$/m);
});

test('the system upgrades itself only where that is asked for, and never reboots by itself', () => {
  const apt = (os: boolean) =>
    RenderedServer.of(settingsWith({ upgrades: { os } }), 'safeops-cp-1').file(
      '/etc/apt/apt.conf.d/99-restorable',
    ).content;
  expect(apt(true)).toContain('APT::Periodic::Unattended-Upgrade "1";');
  expect(apt(false)).toContain('APT::Periodic::Unattended-Upgrade "0";');
  expect(apt(true)).toContain('Unattended-Upgrade::Automatic-Reboot "false";');
});

test('snapshots are scheduled by UTC, which the clock of the server shows', () => {
  expect(RenderedServer.of(everything, 'safeops-cp-1', secrets).document.timezone).toBe('Etc/UTC');
});

test('registries are one file of mirrors and logins; a text that looks like a boolean stays a text', () => {
  const server = RenderedServer.of(everything, 'safeops-workers-1', secrets);
  expect(server.yaml('/etc/rancher/k3s/registries.yaml')).toEqual({
    mirrors: { 'docker.io': { endpoint: ['https://mirror.example.com'] } },
    configs: { 'ghcr.io': { auth: { username: 'bot', password: 'yes' } } },
  });
  const without = RenderedServer.of(settingsWith(), 'safeops-workers-1');
  expect(without.files.map(({ path }) => path)).not.toContain('/etc/rancher/k3s/registries.yaml');
});

test('what does not fit is compressed, and is the same on every machine', () => {
  const data = userData(firstServer(), everything, secrets);
  expect(data.length).toBeLessThanOrEqual(32 * 1024);
  expect(data).toMatch(/^[A-Za-z0-9+/]+=*$/);
  const bytes = Buffer.from(data, 'base64');
  // RFC 1952: no time in bytes 4 to 7, no operating system in byte 9.
  expect([...bytes.subarray(4, 8), bytes[9]]).toEqual([0, 0, 0, 0, 255]);
  expect(gunzipSync(bytes).toString()).toMatch(/^#cloud-config\n/);
  expect(userData(firstServer(), everything, secrets)).toBe(data);
});

test('what fits is not compressed', () => {
  const server = layoutOf(settingsWith()).find(({ role }) => role === 'agent');
  if (server === undefined) throw new Error('there is no worker');
  expect(userData(server, settingsWith(), SECRETS)).toMatch(/^#cloud-config\n/);
});

test('secrets that are missing or wrong are refused at once, and none is shown', () => {
  const problems = refusals(() =>
    userData(firstServer(), everything, {
      ...SECRETS,
      token: 'short',
      agentToken: 'with space',
      hcloudToken: '',
      authorities: {
        ...SECRETS.authorities,
        server: { certificate: '', privateKey: '' },
        serviceAccountKey: 'x',
      },
      etcdStore: undefined,
    } as unknown as ClusterSecrets),
  );
  expect(problems.map(({ code }) => code)).toEqual(problems.map(() => 'RST922'));
  expect(problems.map(({ property }) => property)).toEqual([
    'token',
    'agentToken',
    'hcloudToken',
    'authorities.server',
    'authorities.serviceAccountKey',
    'etcdStore',
    'restoreStore',
    'token',
    'authorities',
    'registries',
  ]);
  expect(problems.filter(({ value }) => value !== undefined)).toEqual([]);
});

test('one token for servers and agents is refused', () => {
  const [problem] = refusals(() =>
    userData(firstServer(), settingsWith(), { ...SECRETS, agentToken: SECRETS.token }),
  );
  expect(problem).toMatchObject({ code: 'RST922', property: 'agentToken' });
});

const hasCloudInit = spawnSync('cloud-init', ['--version']).status === 0;
if (!hasCloudInit) console.warn('skipped: cloud-init is not installed here');

(hasCloudInit ? test : test.skip)('cloud-init itself finds every document valid', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cloud-init-'));
  try {
    for (const name of names) {
      const file = join(folder, `${name}.yaml`);
      writeFileSync(file, RenderedServer.of(everything, name, secrets).text);
      const { status, stdout, stderr } = spawnSync('cloud-init', ['schema', '--config-file', file], {
        encoding: 'utf8',
      });
      expect({ name, status, text: `${stdout}${stderr}` }).toMatchObject({ name, status: 0 });
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
