import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { cliProblems, fail } from '../../lib/core/problems';
import { FolderEvidenceStore, S3EvidenceStore, type EvidenceStore } from '../../lib/evidence';
import type { Host } from '../host';
import { isBucketPlace, readBucketPlace, type NamedBucketPlace } from '../store/bucket-place';

/** A place of evidence as a command line names it: a folder, or `s3://bucket/prefix`. */
export interface EvidencePlace extends NamedBucketPlace {
  /** Whether the bucket keeps versions: then the oldest one of each record is read. */
  readonly versioned: boolean;
}

/** How often a request to a store is made, and the pause after the first, milliseconds: somebody waits for the answer. */
const PATIENCE = { attempts: 3, pause: 250 } as const;

/** Opens a place of evidence to read it. Throws RST201, RST733, RST734. */
export function openPlace(named: EvidencePlace, { cwd, env }: Pick<Host, 'cwd' | 'env'>): EvidenceStore {
  if (!isBucketPlace(named.place)) return folderAt(named.place, cwd);
  return S3EvidenceStore.of({
    ...readBucketPlace(named, env),
    // Nothing is put here.
    conditionalPut: true,
    versioning: named.versioned,
    now: () => new Date(),
    ...PATIENCE,
  });
}

function folderAt(place: string, cwd: string): EvidenceStore {
  const folder = resolve(cwd, place);
  const stats = statSync(folder, { throwIfNoEntry: false });
  if (stats?.isDirectory() !== true) {
    fail(cliProblems.noEvidence, {
      value: place,
      reason: stats === undefined ? 'there is no such folder' : 'it is no folder',
    });
  }
  return FolderEvidenceStore.at(folder);
}
