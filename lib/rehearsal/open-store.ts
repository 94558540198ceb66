import { FolderStore } from './folder-store';
import type { RehearsalOptions } from './rehearsal-options';
import type { RehearsalStore } from './rehearsal-store';
import type { Sandbox } from './sandbox';

/** The store that a rehearsal is asked to keep its backups in. Throws RST858. */
export async function openStore(
  { archive }: Pick<RehearsalOptions, 'archive'>,
  sandbox: Sandbox,
  signal: AbortSignal,
): Promise<RehearsalStore> {
  if (archive === undefined) return new FolderStore(sandbox);
  // Loaded where it is needed: it brings a bundler with it.
  const { S3Store } = await import('./s3/s3-store');
  return new S3Store(archive, sandbox, signal);
}
