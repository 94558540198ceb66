import { problem, storageProblems, type Problem } from '../core';
import type { Archive } from './archive';

/** An archive and who writes it. */
export interface ArchiveWriter {
  readonly archive: Archive;
  /** Construct path of the writer. */
  readonly path: string;
}

/**
 * Writers of one place, or of places inside each other: an error (`RST212`) for each that is not the outermost, naming
 * both. Sorts once, so that thousands of archives cost no more than sorting them.
 */
export function singleWriterProblems(writers: readonly ArchiveWriter[]): Problem[] {
  const problems: Problem[] = [];
  const around: Placed[] = [];
  for (const current of sorted(writers)) {
    let outer = around.at(-1);
    while (outer !== undefined && !current.address.startsWith(outer.address)) {
      around.pop();
      outer = around.at(-1);
    }
    if (outer !== undefined) problems.push(sharedArchive(current.writer, outer.writer));
    around.push(current);
  }
  return problems;
}

/**
 * Buckets with several writers in stores whose keys cannot be confined to a prefix: a warning (`RST210`) for each bucket,
 * at its first writer.
 */
export function keyReachProblems(writers: readonly ArchiveWriter[]): Problem[] {
  const buckets = new Map<string, ArchiveWriter[]>();
  for (const { writer } of sorted(writers)) {
    const { store } = writer.archive;
    if (store.capabilities.prefixScopedKeys) continue;
    const known = buckets.get(store.id);
    if (known === undefined) buckets.set(store.id, [writer]);
    else known.push(writer);
  }
  return [...buckets].flatMap(([id, [first, ...others]]) => {
    if (first === undefined || others.length === 0) return [];
    const named = others.slice(0, NAMED_WRITERS).map(({ path }) => `'${path}'`);
    const more = others.length - named.length;
    return [
      problem(storageProblems.keysReachBeyondPrefix, {
        path: first.path,
        property: 'store',
        value: id,
        reason: `a key of one writer reaches the archives of the others too: ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
      }),
    ];
  });
}

/** Writers that a warning lists by name. */
const NAMED_WRITERS = 3;

interface Placed {
  /** Ends in a slash, so that `a/b` is not taken to be around `a/bc`. */
  readonly address: string;
  readonly writer: ArchiveWriter;
}

/** By place, then by path: what is inside a place follows it at once. */
function sorted(writers: readonly ArchiveWriter[]): Placed[] {
  return writers
    .map((writer) => ({ address: `${writer.archive.address}/`, writer }))
    .sort((a, b) => compare(a.address, b.address) || compare(a.writer.path, b.writer.path));
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function sharedArchive(inner: ArchiveWriter, outer: ArchiveWriter): Problem {
  const same = inner.archive.address === outer.archive.address;
  return problem(storageProblems.sharedArchive, {
    path: inner.path,
    property: 'archive',
    value: inner.archive.location,
    reason: same
      ? `'${outer.path}' writes there too, besides '${inner.path}'`
      : `it is inside '${outer.archive.location}', which '${outer.path}' writes, besides '${inner.path}'`,
  });
}
