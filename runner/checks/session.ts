import { Socket } from 'node:net';
import { Client, type QueryResultRow } from 'pg';
import type { DatabaseAddress } from './check-context';
import { FirstRows, type RawRows } from './first-rows';
import type { TimeLimit } from './time-limit';

/** Name by which the server knows connections of checks. */
export const APPLICATION_NAME = 'restorable-check';

/**
 * What values look like, whatever the database or its roles have set; and no schema but that of the system, so that
 * nothing in the restored database can stand in for what checks ask. PostgreSQL 17, "Client Connection Defaults".
 */
const SETTINGS = [
  'SET search_path = pg_catalog',
  "SET TimeZone = 'UTC'",
  "SET DateStyle = 'ISO, YMD'",
  "SET IntervalStyle = 'postgres'",
  "SET bytea_output = 'hex'",
  'SET extra_float_digits = 1',
].join('; ');

/**
 * A connection to the restored database for one check. Each statement gets what is left of the check's time as its
 * `statement_timeout`; when the time is over the connection is cut.
 */
export class Session {
  /** Connects. Rejects with the error of the server or of the system. */
  static async open(address: DatabaseAddress, limit: TimeLimit): Promise<Session> {
    // One of our own, since a client that waits for an answer cannot be ended in any other way.
    const socket = new Socket();
    const client = new Client({
      ...address,
      // Named, lest variables of the environment (PGSSLMODE, PGOPTIONS) decide.
      ssl: address.ssl ?? false,
      options: '-c client_min_messages=warning',
      application_name: APPLICATION_NAME,
      stream: () => socket,
      connectionTimeoutMillis: limit.remaining,
    });
    // A connection that breaks is told to whoever waits for an answer.
    client.on('error', () => undefined);
    const session = new Session(client, socket, address, limit);
    limit.signal.addEventListener('abort', session.cut, { once: true });
    try {
      await client.connect();
      await session.run(SETTINGS);
    } catch (error) {
      session.cut();
      throw error;
    }
    return session;
  }

  private constructor(
    private readonly client: Client,
    private readonly socket: Socket,
    private readonly address: DatabaseAddress,
    private readonly limit: TimeLimit,
  ) {}

  /** Another connection, which sees only what is committed. */
  another(): Promise<Session> {
    return Session.open(this.address, this.limit);
  }

  /** Sends SQL. */
  async run(sql: string): Promise<void> {
    await this.limitNext();
    await this.client.query(sql);
  }

  /** The rows of a query of ours. */
  async rows<Row extends QueryResultRow>(
    sql: string,
    parameters: readonly unknown[] = [],
  ): Promise<readonly Row[]> {
    await this.limitNext();
    return (await this.client.query<Row>(sql, [...parameters])).rows;
  }

  /** The only row of a query of ours that has one. */
  async row<Row extends QueryResultRow>(sql: string, parameters: readonly unknown[] = []): Promise<Row> {
    const [row] = await this.rows<Row>(sql, parameters);
    if (row === undefined) throw new Error('a query that has a row gave none');
    return row;
  }

  /** The first rows of one statement that is sent as it is written; the server computes no more of them than asked for. */
  async firstRows(sql: string, most: number): Promise<RawRows> {
    await this.limitNext();
    return FirstRows.of(this.client, sql, most);
  }

  /** Does work in a transaction that writes nothing. */
  reading<T>(work: () => Promise<T>): Promise<T> {
    return this.inTransaction('BEGIN READ ONLY', work, 'ROLLBACK');
  }

  /** Does work in a transaction of which nothing stays. */
  undone<T>(work: () => Promise<T>): Promise<T> {
    return this.inTransaction('BEGIN', work, 'ROLLBACK');
  }

  /** Does work in a transaction that is committed. */
  committed<T>(work: () => Promise<T>): Promise<T> {
    return this.inTransaction('BEGIN', work, 'COMMIT');
  }

  /** Goes back to a savepoint, also after an error: the transaction goes on, and its locks since then are given up. */
  async backTo(savepoint: string): Promise<void> {
    await this.client.query(`ROLLBACK TO ${savepoint}`);
  }

  /** Closes the connection; one that is broken or does not answer too. */
  async close(): Promise<void> {
    this.limit.signal.removeEventListener('abort', this.cut);
    const late = setTimeout(this.cut, 1000);
    await this.client.end().catch(() => undefined);
    clearTimeout(late);
    this.socket.destroy();
  }

  private readonly cut = (): void => {
    this.socket.destroy();
  };

  private async inTransaction<T>(
    begin: string,
    work: () => Promise<T>,
    end: 'COMMIT' | 'ROLLBACK',
  ): Promise<T> {
    await this.run(begin);
    try {
      const result = await work();
      await this.run(end);
      return result;
    } catch (error) {
      // Where this fails the connection is broken, which the error has said better.
      await this.client.query('ROLLBACK').catch(() => undefined);
      throw error;
    }
  }

  private async limitNext(): Promise<void> {
    await this.client.query(`SET statement_timeout = ${this.limit.remaining}`);
  }
}
