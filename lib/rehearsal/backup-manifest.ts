import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Incident } from './incident';

/** One file of a base backup. */
export interface BackedUpFile {
  /** Below the data folder, with slashes. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** SHA-256, hexadecimal. */
  readonly sha256: string;
}

/** What a base backup consists of, written when it is complete. */
export interface BackupManifest {
  /** Name of the backup. */
  readonly label: string;
  /** First WAL segment that a restore reads. */
  readonly firstSegment: string;
  /** Last WAL segment that a restore reads at least. */
  readonly lastSegment: string;
  /** Size of a WAL segment, bytes. */
  readonly segmentSize: number;
  /** Major version of the server. */
  readonly major: number;
  /** Folders, also empty ones: PostgreSQL wants those. */
  readonly folders: readonly string[];
  readonly files: readonly BackedUpFile[];
}

const MANIFEST = 'restorable-manifest.json';

/** Writes the manifest of a backup into its folder, whole or not at all: from then on the backup counts. */
export function writeManifest(folder: string, manifest: BackupManifest): void {
  const draft = join(folder, `${MANIFEST}.part`);
  writeFileSync(draft, `${JSON.stringify(manifest, undefined, 1)}\n`);
  renameSync(draft, join(folder, MANIFEST));
}

/**
 * The manifest of the backup in a folder; undefined where there is none: the backup is not complete. Throws an Incident
 * where it is damaged.
 */
export function tryReadManifest(folder: string): BackupManifest | undefined {
  const path = join(folder, MANIFEST);
  return existsSync(path) ? parseManifest(readFileSync(path, 'utf8')) : undefined;
}

/** Reads the text of a manifest. Throws an Incident where it is damaged. */
export function parseManifest(text: string): BackupManifest {
  try {
    return JSON.parse(text) as BackupManifest;
  } catch (error) {
    throw new Incident('base-backup-corrupt', 'the manifest of the base backup cannot be read', {
      cause: error,
    });
  }
}
