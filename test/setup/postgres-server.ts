import { Client, escapeIdentifier } from 'pg';
import { findBinaries } from '../../lib/rehearsal/binaries';
import { runnableBinaries } from '../../lib/rehearsal/runnable-binaries';
import { Sandbox } from '../../lib/rehearsal/sandbox';
import { PostgresServer, SUPERUSER, type ServerParameters } from '../../lib/rehearsal/server';
import { serverUser } from '../../lib/rehearsal/server-user';

// Servers are started and stopped in tests, next to other work on a busy machine.
jest.setTimeout(60_000);

/** How to reach a database of a test server, as its superuser. */
export interface TestAddress {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string;
}

/**
 * A real PostgreSQL for the tests of one file, on a free port and in a folder of its own:
 *
 * ```ts
 * let server: TestServer;
 * beforeAll(async () => { server = await TestServer.start(); });
 * afterAll(() => server.remove());
 * ```
 *
 * It is that of rehearsals, so it works as root and as a normal user, and a guardian removes it where the tests are killed.
 */
export class TestServer {
  /** Starts one; a start takes about a second. */
  static async start(parameters: ServerParameters = {}): Promise<TestServer> {
    const sandbox = Sandbox.open(serverUser());
    try {
      const binaries = await runnableBinaries(findBinaries(process.cwd()), sandbox);
      const server = PostgresServer.in(sandbox, 'test', binaries);
      await server.init(NEVER);
      const started = new TestServer(sandbox, server, parameters);
      await started.startAgain();
      await started.sql('postgres', `ALTER ROLE ${SUPERUSER} PASSWORD '${SUPERUSER_PASSWORD}'`);
      return started;
    } catch (error) {
      await sandbox.close();
      throw error;
    }
  }

  private databases = 0;

  private constructor(
    private readonly sandbox: Sandbox,
    private readonly server: PostgresServer,
    private readonly parameters: ServerParameters,
  ) {}

  /** Its data folder. */
  get data(): string {
    return this.server.data;
  }

  /** Starts it after `stop` or `kill`, on another port. */
  startAgain(): Promise<void> {
    return this.server.start(this.parameters, 'loopback', NEVER);
  }

  /** Stops it; what was written is on disk afterwards. */
  async stop(): Promise<void> {
    await this.sql('postgres', 'CHECKPOINT');
    await this.server.stop();
  }

  /** Kills it as a power cut would. */
  kill(): Promise<void> {
    return this.server.kill();
  }

  /** Stops it and removes everything. */
  remove(): Promise<void> {
    return this.sandbox.close();
  }

  /** Makes an empty database with a name of its own, owned by the superuser or another role, and runs SQL in it. */
  async database(sql: string | readonly string[] = '', owner: string = SUPERUSER): Promise<string> {
    this.databases += 1;
    const name = `test_${this.databases}`;
    await this.sql('postgres', `CREATE DATABASE ${name} OWNER ${escapeIdentifier(owner)}`);
    await this.sql(name, sql);
    return name;
  }

  /** How to reach a database over TCP. */
  address(database: string): TestAddress {
    const { port } = this.server.address(database);
    return { host: '127.0.0.1', port, database, user: SUPERUSER, password: SUPERUSER_PASSWORD };
  }

  /**
   * Runs SQL as the superuser, each text of a list by itself on the same connection. Gives the rows of the last
   * statement.
   */
  async sql(database: string, sql: string | readonly string[]): Promise<readonly Record<string, unknown>[]> {
    const client = new Client({ ...this.server.address(database), ssl: false });
    await client.connect();
    try {
      let rows: readonly Record<string, unknown>[] = [];
      for (const text of [sql].flat())
        rows = [await client.query<Record<string, unknown>>(text)].flat().at(-1)?.rows ?? [];
      return rows;
    } finally {
      await client.end();
    }
  }
}

/** A text that must never be found in what is shown or recorded. */
export const SUPERUSER_PASSWORD = 'marked-secret-0f5c';

const NEVER = new AbortController().signal;
