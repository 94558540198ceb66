import { dirname, join } from 'node:path';
import { fail, fluxProblems } from '../../core/problems';
import { pathRefusal } from './file-path';
import type { FileSystem } from './file-system';

/** File of the ledger, below the root of a tree. It is committed with the tree: a clone must know what may be removed. */
export const LEDGER_FILE = '.restorable/tree.json';

const VERSION = 1;

/** What synth wrote: every file with the digest of its content. While a synth runs, a file may have two. */
export type LedgerEntries = ReadonlyMap<string, readonly string[]>;

/** The record of what synth wrote, and so may overwrite and remove. */
export interface Ledger {
  /** True while a synth has not finished: it was killed if nobody is writing. */
  readonly unfinished: boolean;
  readonly entries: LedgerEntries;
}

/** Reads the ledger of a tree; empty where there is none. Throws RST408 where it cannot be read. */
export function readLedger(root: string, files: FileSystem): Ledger {
  const path = join(root, LEDGER_FILE);
  const folder = files.kindOf(dirname(path));
  if (folder === 'link') {
    fail(fluxProblems.linkInTheWay, {
      value: dirname(path),
      reason: 'the folder of the ledger is a symbolic link',
    });
  }
  const bytes = files.tryRead(path);
  if (bytes === undefined) return { unfinished: false, entries: new Map() };
  const parsed = parse(bytes.toString('utf8'));
  if (parsed === undefined) {
    return fail(fluxProblems.unreadableLedger, {
      value: path,
      reason: 'it is no ledger of a version known here',
    });
  }
  return parsed;
}

/** The ledger as text: sorted, one line for each file, so that merging two branches is easy. */
export function ledgerText({ unfinished, entries }: Ledger): string {
  const files = Object.fromEntries(
    [...entries]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([path, digests]) => [path, digests.length === 1 ? digests[0] : digests]),
  );
  return `${JSON.stringify({ version: VERSION, ...(unfinished && { unfinished }), files }, undefined, 1)}\n`;
}

function parse(text: string): Ledger | undefined {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof document !== 'object' || document === null) return undefined;
  const { version, unfinished, files } = document as Record<string, unknown>;
  if (version !== VERSION || typeof files !== 'object' || files === null) return undefined;
  const entries = new Map<string, readonly string[]>();
  for (const [path, value] of Object.entries(files)) {
    const digests: unknown[] = Array.isArray(value) ? value : [value];
    // The ledger decides what is removed, and comes with the repository: it must not lead out of the root.
    if (pathRefusal(path) !== undefined) return undefined;
    if (!digests.every((digest) => typeof digest === 'string')) return undefined;
    entries.set(path, digests);
  }
  return { unfinished: unfinished === true, entries };
}
