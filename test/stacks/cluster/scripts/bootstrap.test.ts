import { SandboxServer } from './sandbox-server';

const JOIN = '/etc/rancher/k3s/config.yaml.d/20-join.yaml';

let server: SandboxServer;

function sandbox(settings: Readonly<Record<string, string>> = {}): void {
  server = new SandboxServer(settings);
  server.installK3s();
  server.alive();
}

afterEach(() => server.remove());

describe('the first server', () => {
  beforeEach(() => sandbox());

  test('begins a cluster where there is none', () => {
    expect(server.run('bootstrap.sh')).toMatchObject({ status: 0 });
    expect(server.has(JOIN)).toBe(false);
    expect(server.calls('systemctl')).toEqual(['systemctl enable --now k3s']);
  });

  test('asks the others and never itself', () => {
    server.run('bootstrap.sh');
    const asked = server.calls('curl').map((call) => call.split(' ').at(-1));
    expect(asked).toEqual(['https://10.0.0.12:6443/ping', 'https://10.0.0.13:6443/ping']);
  });

  test('joins the cluster that is there instead of beginning a second one', () => {
    server.alive('10.0.0.13');
    expect(server.run('bootstrap.sh')).toMatchObject({ status: 0 });
    expect(server.read(JOIN)).toBe('server: https://10.0.0.13:6443\n');
    expect(server.mode(JOIN)).toBe('600');
  });

  test('with a datastore asks nobody', () => {
    server.makeDatastore();
    server.alive('10.0.0.13');
    expect(server.run('bootstrap.sh')).toMatchObject({ status: 0 });
    expect(server.calls('curl')).toEqual([]);
    expect(server.has(JOIN)).toBe(false);
    expect(server.calls('systemctl')).toEqual(['systemctl enable --now k3s']);
  });

  test('does the same at every boot', () => {
    server.run('bootstrap.sh');
    server.makeDatastore();
    const before = server.read('/etc/rancher/k3s/config.yaml.d/10-network.yaml');
    server.forgetCalls();
    expect(server.run('bootstrap.sh')).toMatchObject({ status: 0 });
    expect(server.calls('systemctl')).toEqual(['systemctl enable --now k3s']);
    expect(server.read('/etc/rancher/k3s/config.yaml.d/10-network.yaml')).toBe(before);
  });
});

test('a first server that is to restore does not start k3s when it cannot', () => {
  sandbox({ RESTORE_SNAPSHOT: 'latest' });
  expect(server.run('bootstrap.sh').status).not.toBe(0);
  expect(server.calls('systemctl')).toEqual([]);
});

test('a first server that was lost and made anew joins the others instead of restoring', () => {
  sandbox({ RESTORE_SNAPSHOT: 'latest' });
  server.alive('10.0.0.12');
  expect(server.run('bootstrap.sh')).toMatchObject({ status: 0 });
  expect(server.read(JOIN)).toBe('server: https://10.0.0.12:6443\n');
  expect(server.calls('k3s')).toEqual([]);
});

describe('a joining server', () => {
  beforeEach(() => sandbox({ ROLE: 'joining-server', PRIVATE_IP: '10.0.0.11' }));

  test('waits until a control plane answers', () => {
    server.program(
      'curl',
      `count=$(($(cat "$ROOT/count" 2>/dev/null || echo 0) + 1)); echo "$count" >"$ROOT/count"
       [ "$count" -gt 6 ] && printf pong || exit 7`,
    );
    expect(server.run('bootstrap.sh')).toMatchObject({ status: 0 });
    expect(server.calls('curl')).toHaveLength(7);
    expect(server.read(JOIN)).toBe('server: https://10.0.0.12:6443\n');
    expect(server.calls('systemctl')).toEqual(['systemctl enable --now k3s']);
  });

  test('is not taken in by something else at the port', () => {
    server.program('curl', 'case "$*" in *10.0.0.13*) printf pong ;; *) printf "<html>" ;; esac');
    server.run('bootstrap.sh');
    expect(server.read(JOIN)).toBe('server: https://10.0.0.13:6443\n');
  });

  test('with a datastore starts at once, also when it is alone', () => {
    server.makeDatastore();
    expect(server.run('bootstrap.sh')).toMatchObject({ status: 0 });
    expect(server.calls('curl')).toEqual([]);
    expect(server.calls('systemctl')).toEqual(['systemctl enable --now k3s']);
  });
});

test('a worker joins whichever control plane answers, and at the next boot does not ask again', () => {
  sandbox({ ROLE: 'agent', PRIVATE_IP: '10.0.0.11', CONTROL_PLANES: '10.0.1.11 10.0.1.12' });
  server.alive('10.0.1.12');
  expect(server.run('bootstrap.sh')).toMatchObject({ status: 0 });
  expect(server.read(JOIN)).toBe('server: https://10.0.1.12:6443\n');
  expect(server.calls('systemctl')).toEqual(['systemctl enable --now k3s-agent']);
  server.alive();
  server.forgetCalls();
  expect(server.run('bootstrap.sh')).toMatchObject({ status: 0 });
  expect(server.calls('curl')).toEqual([]);
});

describe('the private network', () => {
  const NETWORK = '/etc/rancher/k3s/config.yaml.d/10-network.yaml';

  test('its interface is found, and told to a restore too', () => {
    sandbox();
    expect(server.run('private-network.sh')).toMatchObject({ status: 0 });
    expect(server.read(NETWORK)).toBe('node-ip: 10.0.0.11\nflannel-iface: enp7s0\n');
    expect(server.read(NETWORK.replace('config', 'restore'))).toBe(server.read(NETWORK));
    expect(server.mode(NETWORK)).toBe('600');
  });

  test('a server of the autoscaler learns its address there', () => {
    sandbox({ ROLE: 'autoscaled-agent', PRIVATE_IP: '' });
    server.program(
      'ip',
      'case "$*" in *default*) echo "default via 172.31.1.1 dev eth0" ;; *) echo "10.0.0.1 dev ens10 src 10.8.0.4" ;; esac',
    );
    expect(server.run('private-network.sh')).toMatchObject({ status: 0 });
    expect(server.read(NETWORK)).toBe('node-ip: 10.8.0.4\nflannel-iface: ens10\n');
  });

  test('a route over the public interface is not taken for it', () => {
    sandbox({ ROLE: 'autoscaled-agent', PRIVATE_IP: '' });
    server.program(
      'ip',
      'case "$*" in *default*) echo "default via 172.31.1.1 dev eth0" ;; *) echo "10.0.0.1 via 172.31.1.1 dev eth0 src 203.0.113.9" ;; esac',
    );
    const { status, output } = server.run('private-network.sh');
    expect(status).toBe(1);
    expect(output).toContain('not in the private network');
    expect(server.has(NETWORK)).toBe(false);
  });

  test('another address than the planned one is not taken for it', () => {
    sandbox();
    server.program('ip', 'echo "10.0.0.1 dev enp7s0 src 10.0.0.99"');
    expect(server.run('private-network.sh').status).toBe(1);
  });
});
