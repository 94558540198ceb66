import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

/** A real etcd and a real API server, started by `control-plane.sh`. */
export class ControlPlane {
  private process: ChildProcess | undefined;

  constructor(
    private readonly folder: string,
    /** Data of etcd. */
    readonly etcd: string,
    private readonly port: number,
  ) {}

  get kubeconfig(): string {
    return join(this.folder, 'kubeconfig');
  }

  /** Address of etcd for clients. */
  get etcdAddress(): string {
    return `http://127.0.0.1:${this.port + 1}`;
  }

  /** Starts both and waits until the API is ready. */
  async start(): Promise<void> {
    const args = [this.folder, this.etcd, this.kubeconfig, String(this.port)];
    this.process = spawn(join(__dirname, 'control-plane.sh'), args, { stdio: 'ignore' });
    const end = Date.now() + 120_000;
    while (this.tryKubectl(['get', '--raw', '/readyz']).status !== 0) {
      if (Date.now() > end) throw new Error(`the API is not ready; see ${this.folder}`);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }

  /** Stops both and waits until they are gone. */
  async stop(): Promise<void> {
    const running = this.process;
    if (running?.exitCode !== null) return;
    const ended = new Promise((resolve) => running.once('exit', resolve));
    running.kill('SIGTERM');
    await ended;
    this.process = undefined;
  }

  kubectl(args: readonly string[], input?: string): string {
    const { status, stdout, stderr } = this.tryKubectl(args, input);
    if (status !== 0) throw new Error(`kubectl ${args.join(' ')}: ${stderr}`);
    return stdout;
  }

  /** Names of all objects of a kind. */
  names(kind: string, namespace?: string): string[] {
    const where = namespace === undefined ? ['--all-namespaces'] : ['--namespace', namespace];
    return this.kubectl(['get', kind, ...where, '--output', 'name'])
      .trim()
      .split('\n')
      .filter(Boolean);
  }

  private tryKubectl(args: readonly string[], input?: string) {
    return spawnSync('kubectl', ['--kubeconfig', this.kubeconfig, ...args], { encoding: 'utf8', input });
  }
}
