import { execFileSync, spawn, type ChildProcess } from 'node:child_process';

const ENDPOINT = 'http://127.0.0.1:23790';
const PEER = 'http://127.0.0.1:23800';

/** An etcd of the tests, from `etcd` and `etcdctl` in `PATH`. */
export class EtcdOfTest {
  /** Starts it on an empty folder, and waits until it answers. */
  static async start(folder: string): Promise<EtcdOfTest> {
    const child = spawn(
      'etcd',
      [
        ...[`--data-dir=${folder}`, '--name=other', `--initial-cluster=other=${PEER}`],
        ...[`--listen-client-urls=${ENDPOINT}`, `--advertise-client-urls=${ENDPOINT}`],
        ...[`--listen-peer-urls=${PEER}`, `--initial-advertise-peer-urls=${PEER}`],
      ],
      { stdio: 'ignore' },
    );
    const etcd = new EtcdOfTest(child);
    for (let attempt = 0; ; attempt += 1) {
      try {
        await etcd.put('/ready', Buffer.from('yes'));
        return etcd;
      } catch (error) {
        if (attempt > 60) throw error;
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
    }
  }

  private constructor(private readonly child: ChildProcess) {}

  async put(key: string, value: Buffer): Promise<void> {
    const body = { key: Buffer.from(key).toString('base64'), value: value.toString('base64') };
    const response = await fetch(`${ENDPOINT}/v3/kv/put`, { method: 'POST', body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`etcd answers ${response.status}`);
  }

  /** Saves a snapshot to a file. */
  save(file: string): void {
    execFileSync('etcdctl', [`--endpoints=${ENDPOINT}`, 'snapshot', 'save', file], { stdio: 'ignore' });
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGTERM');
    await ended;
  }
}
