import { createHash } from 'node:crypto';
import { fail, fluxProblems } from '../../core/problems';
import { pathRefusal } from './file-path';

interface Entry {
  readonly content: Buffer;
  readonly owner: string;
}

/** Files by their path below a root that is not known yet. Nothing of it is on disk. */
export class FileTree {
  private readonly entries = new Map<string, Entry>();
  private sorted: readonly string[] | undefined;
  /** Every file and folder by its name as the most forgetful file systems see it. */
  private readonly taken = new Map<string, { readonly path: string; readonly kind: 'file' | 'folder' }>();

  /** How many files there are. */
  get size(): number {
    return this.entries.size;
  }

  /** The files, sorted by path. */
  get files(): readonly (readonly [path: string, content: Buffer])[] {
    return this.paths.map((path) => [path, this.findContent(path)] as const);
  }

  /** The paths, sorted. */
  get paths(): readonly string[] {
    return (this.sorted ??= [...this.entries.keys()].sort());
  }

  /** Whether there is such a file. */
  has(path: string): boolean {
    return this.entries.has(path);
  }

  /** The content of a file. Throws where there is none. */
  findContent(path: string): Buffer {
    const entry = this.entries.get(path);
    if (entry === undefined) throw new Error(`there is no file '${path}' in the tree`);
    return entry.content;
  }

  /**
   * Adds a file.
   *
   * @param path relative, with forward slashes
   * @param content text, written as UTF-8, or bytes
   * @param owner who it belongs to, for the report where two want one file
   * Throws RST402, RST403 and RST404.
   */
  add(path: string, content: string | Uint8Array, owner: string): void {
    const refusal = pathRefusal(path);
    if (refusal !== undefined) fail(fluxProblems.illegalFilePath, { value: path, reason: refusal });
    const known = this.entries.get(path);
    if (known !== undefined) {
      fail(fluxProblems.duplicateFile, {
        value: path,
        reason: `'${known.owner}' and '${owner}' both write it`,
      });
    }
    for (let end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1))
      this.take(path.slice(0, end), 'folder');
    this.take(path, 'file');
    // Bytes at once: what is concatenated piece by piece takes a multiple of its size until somebody reads it.
    this.entries.set(path, { content: Buffer.from(content), owner });
    this.sorted = undefined;
  }

  private take(path: string, kind: 'file' | 'folder'): void {
    const name = path.normalize('NFC').toLowerCase();
    const other = this.taken.get(name);
    if (other === undefined) {
      this.taken.set(name, { path, kind });
      return;
    }
    if (other.path !== path) {
      fail(fluxProblems.collidingPaths, {
        value: path,
        reason: `it differs from '${other.path}' in case or Unicode form only`,
      });
    }
    if (other.kind !== kind || kind === 'file') {
      fail(fluxProblems.collidingPaths, { value: path, reason: 'it would be a file and a folder at once' });
    }
  }
}

/** SHA-256 of a content, in hex. */
export function contentDigest(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** SHA-256 over the paths and contents of a tree, in hex: equal for equal trees. It binds evidence to a configuration. */
export function treeDigest(tree: FileTree): string {
  const hash = createHash('sha256');
  for (const [path, content] of tree.files) hash.update(`${path}\0${contentDigest(content)}\n`);
  return hash.digest('hex');
}
