import { existsSync, rmSync } from 'node:fs';
import type { PostgresServer } from './server';

/**
 * Loses the source: every process of it is killed, and its files are removed, with the WAL that had not been archived.
 * Nothing but the archive and the base backups is left.
 */
export async function strike(source: PostgresServer): Promise<void> {
  await source.kill();
  rmSync(source.folder, { recursive: true, force: true, maxRetries: 3, retryDelay: 50 });
  if (existsSync(source.folder)) throw new Error('the files of the source could not be removed');
}
