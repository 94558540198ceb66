import { SandboxServer } from './sandbox-server';
import { listing } from './snapshot-listing';

const FOLDER = 'safeops/etcd-snapshots';
const NEWEST = 'etcd-snapshot-safeops-cp-2-1730007200.zip';
const KEYS = [
  `${FOLDER}/.metadata/etcd-snapshot-safeops-cp-1-1730009999`,
  `${FOLDER}/etcd-snapshot-safeops-cp-1-1730007100.zip`,
  `${FOLDER}/${NEWEST}`,
  `${FOLDER}/etcd-snapshot-safeops-cp-3-1730000000.zip`,
  `${FOLDER}/notes.txt`,
];

const STATE = '/var/lib/restorable/restore';

let server: SandboxServer;

/** A store with these keys whose snapshots were made with a token of this hash. */
function store(keys: readonly string[], hash = 'abcdef012345', size = 1000): void {
  server.write('/page', listing(keys, '', size));
  const last = [...keys].sort()[size - 1] ?? '';
  server.write('/page2', listing(keys, last, size));
  server.program(
    'curl',
    `cat >"$ROOT/curl-config"
     for last in "$@"; do :; done
     case "$*" in
     *ping*) exit 7 ;;
     *' --head '*) case "$last" in *missing*) exit 22 ;; esac
       printf 'HTTP/1.1 200 OK\\r\\nX-Amz-Meta-K3s-Token-Hash: ${hash}\\r\\n\\r\\n' ;;
     *start-after=*) cat "$ROOT/page2" ;;
     *) cat "$ROOT/page" ;;
     esac`,
  );
}

/** A k3s that restores, serves an API meanwhile, and answers kubectl from the file \`cluster\`. */
function k3s(reset = 'mkdir -p "$db/etcd/member/wal"'): void {
  server.program(
    'k3s',
    `db="$ROOT/var/lib/rancher/k3s/server/db"
     case "$*" in
     *--cluster-reset\\ *) ${reset} ;;
     *--disable-agent*)
       echo kubeconfig >"$ROOT/run/restorable/kubeconfig.yaml"
       trap 'exit 0' TERM
       while :; do /bin/sleep 0.05; done ;;
     *'get --raw /readyz'*) exit 0 ;;
     *'get nodes'*) cat "$ROOT/nodes" ;;
     *'delete node/'*) : >"$ROOT/nodes" ;;
     *'get secrets'*) printf 'secret/safeops-cp-1.node-password.k3s\\nsecret/other\\n' ;;
     *'get services --all-namespaces'*) cat "$ROOT/services" 2>/dev/null || true ;;
     *'get service '*) cat "$ROOT/service.json" ;;
     *'get --filename'*) exit 1 ;;
     *'create --filename'*) for last in "$@"; do :; done; cat "$last" >"$ROOT/created.json" ;;
     esac`,
  );
}

beforeEach(() => {
  server = new SandboxServer({ RESTORE_SNAPSHOT: 'latest' });
  server.environment('/etc/restorable/restore-store.env', {
    STORE_URL: 'https://s3.example.com',
    STORE_BUCKET: 'backup',
    STORE_REGION: 'eu-central-1',
    STORE_FOLDER: FOLDER,
    STORE_PATH_STYLE: 'true',
    STORE_ACCESS_KEY_ID: 'AKIAEXAMPLE',
    STORE_SECRET_ACCESS_KEY: 'quote" and \\backslash',
    STORE_CA_FILE: '',
    STORE_TOKEN_HASH: 'abcdef012345',
  });
  server.write('/nodes', 'node/safeops-cp-1\nnode/safeops-workers-1\n');
  store(KEYS);
  k3s();
});

afterEach(() => server.remove());

test('latest is the newest by the time in its name; metadata and other files are none', () => {
  expect(server.run('restore.sh')).toMatchObject({ status: 0 });
  expect(server.read(`${STATE}/snapshot`)).toBe(`${NEWEST}\n`);
  expect(server.calls('k3s server')[0]).toBe(
    `k3s server --config /etc/rancher/k3s/restore.yaml --cluster-reset --cluster-reset-restore-path ${NEWEST}`,
  );
});

test('listings of several pages are read to the end', () => {
  store(KEYS, 'abcdef012345', 3);
  server.program('k3s', 'exit 1');
  server.run('restore.sh');
  const asked = server.calls('curl').map((call) => call.split(' ').at(-1));
  expect(asked[0]).toBe('https://s3.example.com/backup/?list-type=2&prefix=safeops%2Fetcd-snapshots%2F');
  expect(asked[1]).toBe(
    'https://s3.example.com/backup/?list-type=2&prefix=safeops%2Fetcd-snapshots%2F' +
      '&start-after=safeops%2Fetcd-snapshots%2Fetcd-snapshot-safeops-cp-2-1730007200.zip',
  );
});

test('a store whose listing does not end is an error', () => {
  store(KEYS, 'abcdef012345', 1);
  const { status, output } = server.run('restore.sh');
  expect(status).toBe(1);
  expect(output).toContain('does not come to an end');
});

test('keys of the store are on no command line, and survive quoting', () => {
  server.run('restore.sh');
  expect(server.calls().join('\n')).not.toMatch(/AKIAEXAMPLE|backslash/);
  expect(server.read('/curl-config')).toBe('user = "AKIAEXAMPLE:quote\\" and \\\\backslash"\n');
});

test('a named snapshot is taken without listing', () => {
  server.environment('/etc/restorable/server.env', {
    ROLE: 'first-server',
    PRIVATE_IP: '10.0.0.11',
    CONTROL_PLANES: '10.0.0.11',
    RESTORE_SNAPSHOT: 'on-demand-safeops-cp-1-1720000000',
  });
  expect(server.run('restore.sh')).toMatchObject({ status: 0 });
  expect(server.calls('curl').filter((call) => call.includes('list-type'))).toEqual([]);
  expect(server.calls('k3s server')[0]).toMatch(/on-demand-safeops-cp-1-1720000000$/);
});

test('a bucket in the host stands in front of it', () => {
  server.write(
    '/etc/restorable/restore-store.env',
    server.read('/etc/restorable/restore-store.env').replace("STYLE='true'", "STYLE='false'"),
  );
  server.run('restore.sh');
  expect(server.calls('curl')[0]).toContain(' https://backup.s3.example.com/?list-type=2');
});

test('a snapshot made with another token is refused before k3s is run', () => {
  store(KEYS, '999999999999');
  const { status, output } = server.run('restore.sh');
  expect(status).toBe(1);
  expect(output).toContain('made with another token');
  expect(server.calls('k3s')).toEqual([]);
  expect(server.has(`${STATE}/snapshot`)).toBe(false);
});

test('a snapshot without a hash is left to k3s', () => {
  store(KEYS, '');
  expect(server.run('restore.sh')).toMatchObject({ status: 0 });
});

test('an empty folder, or one that cannot be listed, is an error and restores nothing', () => {
  store([]);
  expect(server.run('restore.sh')).toMatchObject({
    status: 1,
    output: expect.stringContaining('there is no snapshot in backup/safeops/etcd-snapshots') as string,
  });
  server.program('curl', 'exit 22');
  expect(server.run('restore.sh')).toMatchObject({
    status: 1,
    output: expect.stringContaining('cannot be listed') as string,
  });
  expect(server.calls('k3s')).toEqual([]);
});

test('where there is a datastore nothing is restored', () => {
  server.makeDatastore();
  expect(server.run('restore.sh')).toMatchObject({ status: 0 });
  expect(server.calls()).toEqual([]);
});

test('a second run does nothing', () => {
  server.run('restore.sh');
  server.forgetCalls();
  expect(server.run('restore.sh')).toMatchObject({ status: 0 });
  expect(server.calls()).toEqual([]);
});

test('a restore that failed is tried again with the same snapshot, on an empty datastore', () => {
  k3s('mkdir -p "$db/etcd/member/wal"; touch "$db/reset-flag"; exit 1');
  expect(server.run('restore.sh').status).toBe(1);
  store([...KEYS, `${FOLDER}/etcd-snapshot-safeops-cp-1-1739999999`]);
  k3s('[ -e "$db/etcd" ] || [ -e "$db/reset-flag" ] && exit 3; mkdir -p "$db/etcd/member/wal"');
  expect(server.run('restore.sh')).toMatchObject({ status: 0 });
  expect(server.read(`${STATE}/snapshot`)).toBe(`${NEWEST}\n`);
});

test('k3s that ends well without a datastore is not believed', () => {
  k3s('exit 0');
  const { status, output } = server.run('restore.sh');
  expect(status).toBe(1);
  expect(output).toContain('without a datastore');
});

test('after a crash between the steps the next run goes on where it stopped', async () => {
  server.program(
    'k3s',
    `case "$*" in
     *--cluster-reset\\ *) mkdir -p "$ROOT/var/lib/rancher/k3s/server/db/etcd/member/wal" ;;
     *) while :; do /bin/sleep 0.05; done ;;
     esac`,
  );
  await server.crash('restore.sh', () => server.has(`${STATE}/etcd`));
  server.forgetCalls();
  k3s();
  expect(server.run('bootstrap.sh')).toMatchObject({ status: 1 });
  server.installK3s();
  expect(server.run('bootstrap.sh')).toMatchObject({ status: 0 });
  expect(server.calls('k3s server').filter((call) => call.includes('--cluster-reset'))).toEqual([]);
  expect(server.calls('systemctl')).toEqual(['systemctl enable --now k3s']);
  expect(server.has(`${STATE}/finished`)).toBe(true);
});

describe('forgetting the servers of the earlier cluster', () => {
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: 'traefik',
      namespace: 'traefik',
      uid: '1-2-3',
      resourceVersion: '99',
      creationTimestamp: '2026-01-01T00:00:00Z',
      finalizers: ['service.kubernetes.io/load-balancer-cleanup'],
      annotations: { 'load-balancer.hetzner.cloud/name': 'safeops-ingress' },
    },
    spec: { type: 'LoadBalancer', clusterIP: '10.43.1.2', clusterIPs: ['10.43.1.2'], ports: [{ port: 80 }] },
    status: { loadBalancer: { ingress: [{ ip: '203.0.113.1' }] } },
  };

  test('takes out nodes and their passwords, and stops the API it needed', () => {
    expect(server.run('restore.sh')).toMatchObject({ status: 0 });
    const asked = server.calls('k3s kubectl');
    expect(asked).toContain('k3s kubectl delete node/safeops-cp-1 --wait=false --ignore-not-found');
    expect(asked).toContain('k3s kubectl delete node/safeops-workers-1 --wait=false --ignore-not-found');
    expect(asked).toContain(
      'k3s kubectl --namespace kube-system delete secret/safeops-cp-1.node-password.k3s --ignore-not-found',
    );
    expect(asked.filter((call) => call.includes('secret/other'))).toEqual([]);
    expect(server.calls('k3s server')[1]).toBe(
      'k3s server --config /etc/rancher/k3s/restore.yaml --disable-agent',
    );
  });

  test('makes load balancer Services anew, without their ties and with everything else', () => {
    server.write('/services', 'traefik traefik\n');
    server.write('/service.json', JSON.stringify(service));
    expect(server.run('restore.sh')).toMatchObject({ status: 0 });
    expect(JSON.parse(server.read('/created.json'))).toEqual({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: {
        name: 'traefik',
        namespace: 'traefik',
        annotations: { 'load-balancer.hetzner.cloud/name': 'safeops-ingress' },
      },
      spec: { type: 'LoadBalancer', ports: [{ port: 80 }] },
    });
    const asked = server.calls('k3s kubectl --namespace traefik').map((call) => call.split(' ')[4]);
    expect(asked).toEqual(['get', 'patch', 'delete']);
    expect(server.has('/var/lib/restorable/restore/services/traefik.traefik.json')).toBe(false);
  });

  test('a Service that was deleted before a crash is made again from its file', () => {
    server.write('/var/lib/restorable/restore/services/traefik.traefik.json', JSON.stringify(service));
    expect(server.run('restore.sh')).toMatchObject({ status: 0 });
    expect(JSON.parse(server.read('/created.json'))).toEqual(service);
  });

  test('nodes that do not go are an error', () => {
    server.program(
      'k3s',
      `case "$*" in
       *--cluster-reset\\ *) mkdir -p "$ROOT/var/lib/rancher/k3s/server/db/etcd/member/wal" ;;
       *--disable-agent*)
         echo kubeconfig >"$ROOT/run/restorable/kubeconfig.yaml"
         trap 'exit 0' TERM
         while :; do /bin/sleep 0.05; done ;;
       *'get nodes'*) cat "$ROOT/nodes" ;;
       esac`,
    );
    const { status, output } = server.run('restore.sh');
    expect(status).toBe(1);
    expect(output).toContain('node/safeops-workers-1');
    expect(server.has(`${STATE}/finished`)).toBe(false);
  });

  test('an API that never gets ready is an error, and the restore is not finished', () => {
    server.program(
      'k3s',
      `case "$*" in
       *--cluster-reset\\ *) mkdir -p "$ROOT/var/lib/rancher/k3s/server/db/etcd/member/wal" ;;
       *) exit 1 ;;
       esac`,
    );
    const { status, output } = server.run('restore.sh');
    expect(status).toBe(1);
    expect(output).toContain('k3s ended before its API was ready');
    expect(server.has(`${STATE}/finished`)).toBe(false);
  });
});
