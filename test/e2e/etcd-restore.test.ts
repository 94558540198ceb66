import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SandboxServer } from '../stacks/cluster/scripts/sandbox-server';
import { ControlPlane } from './etcd/control-plane';
import { SnapshotBucket } from './etcd/snapshot-bucket';

const HASH = 'abcdef012345';
const PORT = 17443;
const DATASTORE = 'var/lib/rancher/k3s/server/db/etcd';
const bucket = new SnapshotBucket(`etcd-restore-${process.pid}/etcd-snapshots`);
const seconds = Math.floor(Date.now() / 1000);
const NEWEST = `etcd-snapshot-safeops-cp-1-${seconds}`;
const OLDER = `etcd-snapshot-safeops-cp-2-${seconds - 3600}`;

const server = new SandboxServer({ RESTORE_SNAPSHOT: 'latest' });
const plane = new ControlPlane(join(server.root, 'plane'), join(server.root, DATASTORE), PORT);

/**
 * k3s as far as it is asked for here, with real components in it: restoring downloads the snapshot and makes a datastore
 * from it, and without an agent it is etcd and the API server.
 */
function installK3s(): void {
  const shell = join(__dirname, 'etcd', 'control-plane.sh');
  const {
    STORE_URL,
    STORE_BUCKET,
    STORE_FOLDER,
    STORE_REGION,
    STORE_ACCESS_KEY_ID,
    STORE_SECRET_ACCESS_KEY,
  } = bucket.environment(HASH);
  server.program(
    'k3s',
    `case "$*" in
     *--cluster-reset-restore-path*)
       for snapshot in "$@"; do :; done
       curl --fail --silent --show-error --aws-sigv4 'aws:amz:${STORE_REGION}:s3' \\
         --user '${STORE_ACCESS_KEY_ID}:${STORE_SECRET_ACCESS_KEY}' --output "$ROOT/download" \\
         "${STORE_URL}/${STORE_BUCKET}/${STORE_FOLDER}/$snapshot"
       etcdutl snapshot restore "$ROOT/download" --data-dir "$ROOT/${DATASTORE}" --name default \\
         --initial-cluster default=http://127.0.0.1:${PORT + 2} \\
         --initial-advertise-peer-urls http://127.0.0.1:${PORT + 2} ;;
     *--disable-agent*)
       exec ${shell} "$ROOT/plane" "$ROOT/${DATASTORE}" "$ROOT/run/restorable/kubeconfig.yaml" ${PORT} ;;
     kubectl*) shift; exec kubectl "$@" ;;
     *) exit 64 ;;
     esac`,
  );
}

/** Environment of the scripts: the stand-ins first, then the real programs. */
const environment = { PATH: `${server.programs}:${process.env.PATH ?? ''}`, PAUSE_SECONDS: '1' };

function restore() {
  return server.run('restore.sh', [], environment, 180);
}

/** A node as k3s leaves one: only its own controllers would let it go. */
const NODE = (name: string) => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name, finalizers: ['wrangler.cattle.io/managed-etcd-controller', 'wrangler.cattle.io/node'] },
});

const SERVICE = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: {
    name: 'traefik',
    namespace: 'default',
    finalizers: ['service.kubernetes.io/load-balancer-cleanup'],
    annotations: { 'load-balancer.hetzner.cloud/name': 'safeops-ingress' },
  },
  spec: { type: 'LoadBalancer', selector: { app: 'traefik' }, ports: [{ port: 443 }] },
};

function service(): { metadata: Record<string, unknown>; status: unknown; spec: Record<string, unknown> } {
  return JSON.parse(
    plane.kubectl(['get', 'service', 'traefik', '--namespace', 'default', '--output', 'json']),
  ) as ReturnType<typeof service>;
}

let uid: unknown;

beforeAll(async () => {
  rmSync(join(server.programs, 'sleep'));
  rmSync(join(server.programs, 'curl'));
  installK3s();
  server.environment('/etc/restorable/restore-store.env', bucket.environment(HASH));
  mkdirSync(join(server.root, 'plane'), { recursive: true });

  await plane.start();
  plane.kubectl(['create', 'configmap', 'precious', '--from-literal=answer=42', '--namespace', 'default']);
  for (const name of ['safeops-cp-1', 'safeops-workers-1']) {
    plane.kubectl(['create', '--filename', '-'], JSON.stringify(NODE(name)));
    plane.kubectl(['create', 'secret', 'generic', `${name}.node-password.k3s`, '--namespace', 'kube-system']);
  }
  plane.kubectl(['create', 'secret', 'generic', 'kept', '--namespace', 'kube-system']);
  plane.kubectl(['create', '--filename', '-'], JSON.stringify(SERVICE));
  const status = { status: { loadBalancer: { ingress: [{ ip: '203.0.113.1' }] } } };
  plane.kubectl([
    ...['patch', 'service', 'traefik', '--namespace', 'default', '--subresource', 'status'],
    ...['--type', 'merge', '--patch', JSON.stringify(status)],
  ]);
  ({ uid } = service().metadata);
  const file = join(server.root, 'snapshot');
  execFileSync('etcdctl', ['--endpoints', plane.etcdAddress, 'snapshot', 'save', file], { stdio: 'ignore' });
  bucket.upload(NEWEST, file, HASH);
  writeFileSync(join(server.root, 'no-snapshot'), 'no snapshot');
  bucket.upload(OLDER, join(server.root, 'no-snapshot'), HASH);
  bucket.upload(
    `.metadata/etcd-snapshot-safeops-cp-1-${seconds + 60}`,
    join(server.root, 'no-snapshot'),
    HASH,
  );
  plane.kubectl(['create', 'configmap', 'afterwards', '--namespace', 'default']);
  await plane.stop();
  // The datastore is lost.
  rmSync(join(server.root, DATASTORE), { recursive: true });
});

afterAll(async () => {
  await plane.stop();
  for (const name of [NEWEST, OLDER, `.metadata/etcd-snapshot-safeops-cp-1-${seconds + 60}`])
    bucket.remove(name);
  server.remove();
});

test('a snapshot of another token is refused and leaves the datastore empty', () => {
  server.environment('/etc/restorable/restore-store.env', bucket.environment('999999999999'));
  expect(restore()).toMatchObject({
    status: 1,
    output: expect.stringContaining('made with another token') as string,
  });
  expect(server.has(DATASTORE)).toBe(false);
  server.environment('/etc/restorable/restore-store.env', bucket.environment(HASH));
});

test('the newest snapshot is found in the store, restored, and cleaned of the lost servers', async () => {
  expect(restore()).toMatchObject({ status: 0 });
  expect(server.read('/var/lib/restorable/restore/snapshot')).toBe(`${NEWEST}\n`);
  await plane.start();
  expect(plane.names('configmap', 'default')).toEqual(expect.arrayContaining(['configmap/precious']));
  expect(plane.names('configmap', 'default')).not.toContain('configmap/afterwards');
  expect(plane.names('node')).toEqual([]);
  expect(plane.names('secret', 'kube-system')).toEqual(['secret/kept']);
});

test('the load balancer Service is another one with the same specification, tied to nothing', () => {
  const made = service();
  expect(made.metadata.uid).not.toBe(uid);
  expect(made.metadata).not.toHaveProperty('finalizers');
  expect(made.metadata.annotations).toEqual(SERVICE.metadata.annotations);
  expect(made.spec).toMatchObject({ type: 'LoadBalancer', selector: { app: 'traefik' } });
  expect(made.status).toEqual({ loadBalancer: {} });
});

test('a second run restores nothing', () => {
  server.forgetCalls();
  expect(restore()).toMatchObject({ status: 0 });
  expect(server.calls('k3s')).toEqual([]);
  expect(plane.names('configmap', 'default')).toContain('configmap/precious');
});
