import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { TestServer } from '../../setup/postgres-server';

/** A table of many pages, with an index. */
export const ORDERS = `CREATE TABLE orders (id int PRIMARY KEY, note text);
  INSERT INTO orders SELECT n, repeat(md5(n::text), 3) FROM generate_series(1, 5000) n`;

/** Path of a relation's file. */
export async function fileOf(server: TestServer, database: string, relation: string): Promise<string> {
  const [row] = await server.sql(database, `SELECT pg_relation_filepath('${relation}') AS path`);
  return join(server.data, String(row?.['path']));
}

/** Writes garbage into the middle of a page of a relation's file while the server is stopped. */
export async function damage(
  server: TestServer,
  database: string,
  relation: string,
  page = 1,
): Promise<void> {
  const path = await fileOf(server, database, relation);
  await server.stop();
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.alloc(4000, 0x5a), 0, 4000, page * 8192 + 100);
  closeSync(file);
  await server.startAgain();
}
