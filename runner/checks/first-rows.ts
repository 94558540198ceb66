import { Query, type Client, type Connection, type QueryArrayResult } from 'pg';

/** Rows as the server sends them, whatever their types. */
export interface RawRows {
  /** Type of the first column (OID); undefined where there is none. */
  readonly firstType: number | undefined;
  readonly rows: readonly (readonly (string | null)[])[];
}

/**
 * A query that ends after some rows. pg asks for so many at a time and goes on until there are none left (pg 8.23,
 * lib/query.js); this one ends where it would go on. It uses the extended protocol, in which the server refuses more
 * than one statement (PostgreSQL documentation, "Message Flow").
 */
export class FirstRows extends Query {
  /** Sends a statement. Rejects with the error of the server. */
  static of(client: Client, text: string, most: number): Promise<RawRows> {
    return new Promise((resolve, reject) => {
      client.query(new FirstRows(text, most, resolve, reject));
    });
  }

  private constructor(
    text: string,
    most: number,
    done: (rows: RawRows) => void,
    private readonly failed: (error: Error) => void,
  ) {
    const config = {
      text,
      rows: most,
      rowMode: 'array',
      types: { getTypeParser: () => (value: unknown) => value },
    };
    super(config, (_error, result: QueryArrayResult<(string | null)[]>) => {
      done({ firstType: result.fields[0]?.dataTypeID, rows: result.rows });
    });
  }

  /** Called by pg where the server has more rows. */
  handlePortalSuspended(connection: Connection): void {
    connection.sync();
  }

  /** Called by pg after an error. Until it is told to go on the server says nothing more, and pg would wait for it. */
  handleError(error: Error, connection: Connection): void {
    this.failed(error);
    connection.sync();
  }
}
