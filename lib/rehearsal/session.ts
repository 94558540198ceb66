import { Client, type QueryResultRow } from 'pg';

/** Where a server listens, and as whom to connect. */
export interface ServerAddress {
  /** Folder of its socket, or a host. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
  /** @default - none: the server trusts whoever reaches its socket */
  readonly password?: string;
}

const CONNECT_TIMEOUT = 10_000;

/** One connection to a server of the rehearsal. */
export class Session {
  /** Connects. Rejects with the error of the server or of the system. */
  static async open(address: ServerAddress, signal?: AbortSignal): Promise<Session> {
    signal?.throwIfAborted();
    const client = new Client({
      ...address,
      // Named, lest variables of the caller's environment (PGSSLMODE, PGOPTIONS) decide.
      ssl: false,
      options: '-c client_min_messages=warning',
      application_name: 'restorable',
      connectionTimeoutMillis: CONNECT_TIMEOUT,
    });
    // A server that stops breaks its connections, which is told to whoever waits for an answer.
    client.on('error', () => undefined);
    await client.connect();
    return new Session(client, signal);
  }

  private constructor(
    private readonly client: Client,
    private readonly signal: AbortSignal | undefined,
  ) {}

  /** Sends SQL, several statements too where there are no parameters. Rejects with the abort where that comes first. */
  async run(sql: string): Promise<void> {
    await this.answer(this.client.query(sql));
  }

  /** The rows of a query. */
  async rows<Row extends QueryResultRow>(
    sql: string,
    parameters: readonly unknown[] = [],
  ): Promise<readonly Row[]> {
    const { rows } = await this.answer(this.client.query<Row>(sql, [...parameters]));
    return rows;
  }

  /** The only row of a query that has one. */
  async row<Row extends QueryResultRow>(sql: string, parameters: readonly unknown[] = []): Promise<Row> {
    const [row] = await this.rows<Row>(sql, parameters);
    if (row === undefined) throw new Error(`a query that has a row gave none: ${sql}`);
    return row;
  }

  /** Closes the connection; one that is broken too. */
  async close(): Promise<void> {
    await this.client.end().catch(() => undefined);
  }

  private answer<T>(answer: Promise<T>): Promise<T> {
    return orAbort(answer, this.signal);
  }
}

/** What is promised, or the abort where that comes first: then nobody waits for the promise any more. */
export function orAbort<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const stop = () => {
      reject(signal.reason as Error);
    };
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    promise.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', stop);
    });
  });
}
