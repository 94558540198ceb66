import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const SCRIPTS = join(__dirname, '../../../../stacks/cluster/scripts');

/** What a script did. */
export interface Run {
  readonly status: number | null;
  readonly output: string;
}

/**
 * A server whose files are in a temporary folder and whose programs are stand-ins: each writes down what it is asked and
 * answers as the test says, in shell.
 */
export class SandboxServer {
  readonly root = mkdtempSync(join(tmpdir(), 'server-'));

  /** Folder of the stand-ins. */
  readonly programs = join(this.root, 'stand-ins');

  constructor(settings: Readonly<Record<string, string>> = {}) {
    mkdirSync(this.programs);
    this.environment('/etc/restorable/server.env', {
      CLUSTER: 'safeops',
      ROLE: 'first-server',
      PRIVATE_IP: '10.0.0.11',
      GATEWAY: '10.0.0.1',
      CONTROL_PLANES: '10.0.0.11 10.0.0.12 10.0.0.13',
      K3S_VERSION: 'v1.35.5+k3s1',
      K3S_CHANNEL: '',
      K3S_SHA256_AMD64: '',
      K3S_SHA256_ARM64: '',
      RESTORE_SNAPSHOT: '',
      ...settings,
    });
    this.program('systemctl', 'exit 0');
    this.program('curl', 'exit 7');
    this.program('k3s', 'exit 1');
    this.program('sleep', 'exit 0');
    this.program(
      'ip',
      `case "$*" in
       *'route get'*) echo "10.0.0.1 dev enp7s0 src 10.0.0.11 uid 0" ;;
       *default*) echo "default via 172.31.1.1 dev eth0 proto dhcp" ;;
       esac`,
    );
  }

  /** Puts a stand-in in the place of a program. `$ROOT` is the folder of the server's files. */
  program(name: string, body: string): void {
    this.write(
      `/stand-ins/${name}`,
      `#!/bin/sh\nROOT='${this.root}'\nprintf '%s\\n' "${name} $*" >>"$ROOT/calls"\n${body}\n`,
    );
    chmodSync(join(this.programs, name), 0o755);
  }

  environment(path: string, values: Readonly<Record<string, string>>): void {
    this.write(
      path,
      Object.entries(values)
        .map(([name, value]) => `${name}='${value}'\n`)
        .join(''),
    );
  }

  write(path: string, content: string): void {
    const file = join(this.root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }

  /** k3s as an earlier run has installed it. */
  installK3s(): void {
    this.write('/usr/local/bin/k3s', '');
    chmodSync(join(this.root, 'usr/local/bin/k3s'), 0o755);
  }

  /** The addresses at which k3s answers. Replaces `curl`. */
  alive(...addresses: string[]): void {
    this.write('/alive', addresses.map((address) => `${address}\n`).join(''));
    this.program(
      'curl',
      `for last in "$@"; do :; done
       host=\${last#https://}; host=\${host%%:*}
       if grep -qxF "$host" "$ROOT/alive"; then printf pong; else exit 7; fi`,
    );
  }

  /** A datastore, as etcd leaves one. */
  makeDatastore(): void {
    mkdirSync(join(this.root, 'var/lib/rancher/k3s/server/db/etcd/member/wal'), { recursive: true });
  }

  has(path: string): boolean {
    return existsSync(join(this.root, path));
  }

  read(path: string): string {
    return readFileSync(join(this.root, path), 'utf8');
  }

  mode(path: string): string {
    return (statSync(join(this.root, path)).mode & 0o777).toString(8);
  }

  run(
    script: string,
    args: readonly string[] = [],
    environment: Readonly<Record<string, string>> = {},
    seconds = 60,
  ): Run {
    const { status, stdout, stderr } = spawnSync(join(SCRIPTS, script), [...args], {
      encoding: 'utf8',
      timeout: seconds * 1000,
      env: this.environmentOf(environment),
    });
    return { status, output: `${stdout}${stderr}` };
  }

  /** Starts a script and kills it, as a crash does, as soon as something is there. */
  async crash(script: string, when: () => boolean): Promise<void> {
    const child = spawn(join(SCRIPTS, script), {
      env: this.environmentOf({}),
      detached: true,
      stdio: 'ignore',
    });
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    const isRunning = () => child.exitCode === null && child.signalCode === null;
    while (!when() && isRunning()) await new Promise((resolve) => setTimeout(resolve, 10));
    if (isRunning() && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    await ended;
  }

  /** What stand-ins were asked, in order; those whose line begins so. */
  calls(start = ''): string[] {
    if (!this.has('calls')) return [];
    return this.read('calls')
      .split('\n')
      .map((line) => line.replaceAll(this.root, ''))
      .filter((line) => line !== '' && line.startsWith(start));
  }

  forgetCalls(): void {
    rmSync(join(this.root, 'calls'), { force: true });
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  private environmentOf(more: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
    return {
      PATH: `${this.programs}:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin`,
      ROOT_FOLDER: this.root,
      PAUSE_SECONDS: '0',
      ...more,
    };
  }
}
