import { createHash } from 'node:crypto';
import { SandboxServer } from './sandbox-server';

const BINARY = 'the k3s binary';
const SUM = createHash('sha256').update(BINARY).digest('hex');
const RELEASE = 'https://github.com/k3s-io/k3s/releases/download/v1.35.5%2Bk3s1';

let server: SandboxServer;

/** A curl that has the release; `$output` is where a download goes. */
function releases(sum = SUM): void {
  server.program(
    'curl',
    `output=; url=
     while [ $# -gt 0 ]; do
       case "$1" in --output) output=$2; shift ;; https://*) url=$1 ;; esac
       shift
     done
     case "$url" in
     */sha256sum-amd64.txt) printf '%s  k3s-airgap.tar\\n%s  k3s\\n' 0000 ${sum} ;;
     */sha256sum-arm64.txt) printf '%s  k3s-arm64\\n' ${sum} ;;
     */k3s | */k3s-arm64) printf '%s' '${BINARY}' >"$output" ;;
     */channels/*) printf '%s' 'https://github.com/k3s-io/k3s/releases/tag/v1.35.9%2Bk3s2' ;;
     *) exit 22 ;;
     esac`,
  );
}

beforeEach(() => {
  server = new SandboxServer();
  server.program('uname', 'echo x86_64');
  releases();
});

afterEach(() => server.remove());

test('the release is fetched, checked and put in place, runnable', () => {
  expect(server.run('k3s-install.sh')).toMatchObject({ status: 0 });
  expect(server.read('/usr/local/bin/k3s')).toBe(BINARY);
  expect(server.mode('/usr/local/bin/k3s')).toBe('755');
  expect(server.calls('curl').map((call) => call.split(' ').at(-1))).toEqual([
    `${RELEASE}/sha256sum-amd64.txt`,
    `${RELEASE}/k3s`,
  ]);
  expect(server.has('/usr/local/bin/k3s.download')).toBe(false);
});

test('an installed binary is left alone: upgrades replace it', () => {
  server.run('k3s-install.sh');
  server.forgetCalls();
  expect(server.run('k3s-install.sh')).toMatchObject({ status: 0 });
  expect(server.calls('curl')).toEqual([]);
});

test('a binary with another checksum is never put in place', () => {
  releases('f'.repeat(64));
  const { status, output } = server.run('k3s-install.sh');
  expect(status).toBe(1);
  expect(output).toContain('does not have the checksum');
  expect(server.has('/usr/local/bin/k3s')).toBe(false);
  expect(server.has('/usr/local/bin/k3s.download')).toBe(false);
});

test('a checksum of the program counts, and not the one that is published', () => {
  server.remove();
  server = new SandboxServer({ K3S_SHA256_AMD64: SUM });
  server.program('uname', 'echo x86_64');
  releases('f'.repeat(64));
  expect(server.run('k3s-install.sh')).toMatchObject({ status: 0 });
});

test('ARM has its own binary', () => {
  server.program('uname', 'echo aarch64');
  expect(server.run('k3s-install.sh')).toMatchObject({ status: 0 });
  expect(server.calls('curl').at(-1)).toMatch(/\/k3s-arm64$/);
});

test('another architecture is refused', () => {
  server.program('uname', 'echo riscv64');
  expect(server.run('k3s-install.sh')).toMatchObject({ status: 1 });
});

test('a channel is resolved to a release first', () => {
  server.remove();
  server = new SandboxServer({ K3S_VERSION: '', K3S_CHANNEL: 'v1.35' });
  server.program('uname', 'echo x86_64');
  releases();
  expect(server.run('k3s-install.sh')).toMatchObject({ status: 0 });
  expect(server.calls('curl')[0]).toContain('https://update.k3s.io/v1-release/channels/v1.35');
  expect(server.calls('curl').at(-1)).toContain('/download/v1.35.9%2Bk3s2/k3s');
});

test('a failed download is an error and leaves nothing that runs', () => {
  server.program('curl', 'exit 22');
  expect(server.run('k3s-install.sh').status).not.toBe(0);
  expect(server.has('/usr/local/bin/k3s')).toBe(false);
});
