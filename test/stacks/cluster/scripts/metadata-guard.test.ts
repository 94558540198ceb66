import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const GUARD = join(__dirname, '../../../../stacks/cluster/scripts/metadata-guard.sh');

/**
 * Three network namespaces: a server between a pod and the metadata service, which is reached over a link of its own. The
 * service answers one line to whoever gets through.
 */
const THREE_HOSTS = `
set -e
ip link set lo up
unshare -n sleep 60 >/dev/null 2>&1 & pod=$!
unshare -n sleep 60 >/dev/null 2>&1 & service=$!
until [ "$(readlink /proc/$pod/ns/net)" != "$(readlink /proc/self/ns/net)" ]; do sleep 0.05; done
until [ "$(readlink /proc/$service/ns/net)" != "$(readlink /proc/self/ns/net)" ]; do sleep 0.05; done
in_pod() { nsenter -t $pod -n "$@"; }
in_service() { nsenter -t $service -n "$@"; }

ip link add cni0 type veth peer name eth0 netns $pod
ip addr add 10.42.0.1/24 dev cni0
ip link set cni0 up
in_pod ip addr add 10.42.0.5/24 dev eth0
in_pod ip link set eth0 up
in_pod ip route add default via 10.42.0.1

ip link add out0 type veth peer name eth0 netns $service
ip addr add 172.31.1.2/24 dev out0
ip link set out0 up
in_service ip addr add 172.31.1.1/24 dev eth0
in_service ip addr add 169.254.169.254/32 dev eth0
in_service ip link set eth0 up
in_service ip route add default via 172.31.1.2
ip route add 169.254.169.254 via 172.31.1.1
sysctl -qw net.ipv4.ip_forward=1
in_service sh -c 'while :; do printf "HTTP/1.0 200 OK\\r\\n\\r\\nuser data" | busybox nc -l -p 80 >/dev/null; done' >/dev/null 2>&1 &

ask() { curl --silent --noproxy '*' --max-time "$1" http://169.254.169.254/ || echo nothing; }
until [ "$(ask 1)" = 'user data' ]; do sleep 0.1; done

echo "pod before: $(in_pod curl --silent --noproxy '*' --max-time 3 http://169.254.169.254/ || echo nothing)"
sleep 0.3
sh "$GUARD"
sh "$GUARD"
echo "pod after: $(in_pod curl --silent --noproxy '*' --max-time 1 http://169.254.169.254/ || echo nothing)"
echo "server after: $(ask 3)"
`;

/** A network of its own, and processes of its own: all of them end with the first one. */
const OWN_NAMESPACES = ['--net', '--pid', '--fork', '--kill-child', '--mount-proc'];

/** Whether this machine lets us make networks; otherwise why not. */
function reasonNotToRun(): string | undefined {
  for (const program of ['unshare', 'ip', 'nft', 'busybox', 'curl', 'nsenter']) {
    if (spawnSync('which', [program]).status !== 0) return `${program} is not installed here`;
  }
  return spawnSync('unshare', [...OWN_NAMESPACES, 'nft', 'list', 'tables']).status === 0
    ? undefined
    : 'networks cannot be made here';
}

test('a pod cannot reach the metadata service, the server still can, and a second run changes nothing', () => {
  const reason = reasonNotToRun();
  if (reason !== undefined) {
    console.warn(`not run: ${reason}`);
    return;
  }
  const { stdout, stderr } = spawnSync('unshare', [...OWN_NAMESPACES, 'sh', '-c', THREE_HOSTS], {
    encoding: 'utf8',
    timeout: 50_000,
    env: { ...process.env, GUARD },
  });
  expect({ lines: stdout.trim().split('\n'), stderr }).toEqual({
    lines: ['pod before: user data', 'pod after: nothing', 'server after: user data'],
    stderr: '',
  });
}, 60_000);
