import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { SandboxServer } from './sandbox-server';

const SNAPSHOT = 'etcd-snapshot-safeops-cp-1-1730000000.zip';
const FROM = '/etc/rancher/k3s/config.yaml.d/90-restore.yaml';
const DB = 'var/lib/rancher/k3s/server/db';

let server: SandboxServer;

beforeEach(() => {
  server = new SandboxServer({ ROLE: 'joining-server' });
  server.environment('/etc/restorable/snapshot-store.env', {
    STORE_URL: 'https://s3.example.com:9000',
    STORE_BUCKET: 'backup',
    STORE_REGION: 'home',
    STORE_FOLDER: 'safeops/etcd-snapshots',
    STORE_PATH_STYLE: 'true',
    STORE_ACCESS_KEY_ID: 'AKIAEXAMPLE',
    STORE_SECRET_ACCESS_KEY: 'a: "b" #c',
    STORE_CA_FILE: '/etc/restorable/ca.pem',
    STORE_TOKEN_HASH: 'abcdef012345',
  });
  server.makeDatastore();
  server.program('k3s', `cp "$ROOT${FROM}" "$ROOT/seen.yaml"`);
  server.program(
    'curl',
    `cat >/dev/null
     case "$*" in
     *ping*) exit 7 ;;
     *" --head "*) printf 'x-amz-meta-k3s-token-hash: abcdef012345\\r\\n' ;;
     *) printf '%s' '<IsTruncated>false</IsTruncated><Key>safeops/etcd-snapshots/${SNAPSHOT}</Key>' ;;
     esac`,
  );
});

afterEach(() => server.remove());

const run = (...args: string[]) => server.run('restore-existing-cluster.sh', args);

test('restores on one control plane and starts it', () => {
  expect(run('restore', 'safeops', SNAPSHOT)).toMatchObject({ status: 0 });
  const asked = server.calls().filter((call) => !call.startsWith('curl'));
  expect(asked).toEqual([
    'systemctl stop k3s',
    `k3s server --cluster-reset --cluster-reset-restore-path ${SNAPSHOT}`,
    'systemctl start k3s',
  ]);
});

test('k3s is told where from for this one run, and nothing of it stays', () => {
  run('restore', 'safeops', SNAPSHOT);
  expect(parse(server.read('/seen.yaml'))).toEqual({
    'etcd-s3': true,
    'etcd-s3-endpoint': 's3.example.com:9000',
    'etcd-s3-bucket': 'backup',
    'etcd-s3-folder': 'safeops/etcd-snapshots',
    'etcd-s3-region': 'home',
    'etcd-s3-access-key': 'AKIAEXAMPLE',
    'etcd-s3-secret-key': 'a: "b" #c',
    'etcd-s3-bucket-lookup-type': 'path',
    'etcd-s3-endpoint-ca': '/etc/restorable/ca.pem',
  });
  expect(server.mode('/seen.yaml')).toBe('600');
  expect(server.has(FROM)).toBe(false);
});

test('what k3s is told goes away too when it fails, and k3s is not started', () => {
  server.program('k3s', 'exit 1');
  expect(run('restore', 'safeops', SNAPSHOT).status).toBe(1);
  expect(server.has(FROM)).toBe(false);
  expect(server.calls('systemctl start')).toEqual([]);
});

test('latest is looked up', () => {
  expect(run('restore', 'safeops', 'latest')).toMatchObject({ status: 0 });
  expect(server.calls('k3s')).toEqual([
    `k3s server --cluster-reset --cluster-reset-restore-path ${SNAPSHOT}`,
  ]);
});

test('is refused while k3s runs on another control plane', () => {
  server.program('curl', 'case "$*" in *10.0.0.13*ping*) printf pong ;; *) exit 7 ;; esac');
  const { status, output } = run('restore', 'safeops', SNAPSHOT);
  expect(status).toBe(1);
  expect(output).toContain('k3s still runs on 10.0.0.13');
  expect(server.calls('systemctl')).toEqual([]);
});

test('a snapshot of another token is refused before k3s is stopped', () => {
  server.program(
    'curl',
    'case "$*" in *" --head "*) printf "x-amz-meta-k3s-token-hash: 000\\r\\n" ;; *) exit 7 ;; esac',
  );
  expect(run('restore', 'safeops', SNAPSHOT).status).toBe(1);
  expect(server.calls('systemctl')).toEqual([]);
});

test('the other control planes stop, and join again with an empty datastore; the old one is kept', () => {
  expect(run('stop', 'safeops')).toMatchObject({ status: 0 });
  server.program('curl', 'case "$*" in *10.0.0.13*ping*) printf pong ;; *) exit 7 ;; esac');
  expect(run('rejoin', 'safeops')).toMatchObject({ status: 0 });
  expect(server.read('/etc/rancher/k3s/config.yaml.d/20-join.yaml')).toBe('server: https://10.0.0.13:6443\n');
  const [aside, ...more] = readdirSync(join(server.root, DB));
  expect(aside).toMatch(/^etcd-before-restore-\d+$/);
  expect(more).toEqual([]);
  expect(server.calls('systemctl')).toEqual([
    'systemctl stop k3s',
    'systemctl stop k3s',
    'systemctl start k3s',
  ]);
});

test('nobody rejoins before somebody has been restored', () => {
  expect(run('rejoin', 'safeops').status).toBe(1);
  expect(server.has(`${DB}/etcd/member/wal`)).toBe(true);
});

test.each([
  ['the name of another cluster', ['restore', 'other', SNAPSHOT], 1],
  ['no name', ['stop'], 1],
  ['no snapshot', ['restore', 'safeops'], 1],
  ['an unknown action', ['rollback', 'safeops'], 2],
  ['nothing', [], 2],
])('%s is refused and changes nothing', (_, args, status) => {
  expect(run(...args).status).toBe(status);
  expect(server.calls('systemctl')).toEqual([]);
  expect(server.calls('k3s')).toEqual([]);
});

test('without arguments it says how it is used', () => {
  expect(run().output).toContain('restore-existing-cluster.sh restore CLUSTER SNAPSHOT');
});

test('a worker is refused', () => {
  server.remove();
  server = new SandboxServer({ ROLE: 'agent' });
  expect(run('stop', 'safeops')).toMatchObject({ status: 1 });
});

test('where the settings are in a Secret, a file with them can be named', () => {
  const settings = join(server.root, 'elsewhere.env');
  server.write('/elsewhere.env', server.read('/etc/restorable/snapshot-store.env'));
  server.write('/etc/restorable/snapshot-store.env', 'exit 9\n');
  const args = ['restore', 'safeops', SNAPSHOT];
  const { status } = server.run('restore-existing-cluster.sh', args, { STORE_SETTINGS: settings });
  expect(status).toBe(0);
});
