import { createHash, hash, type Hash } from 'node:crypto';
import type { ListedObject } from '../../lib/evidence/s3-listing';
import { compareKeys } from './bucket-reader';

/** Bytes of a block of entries. */
const BLOCK = 64 * 1024;

/** Bytes of what stands for the content of an object: collisions of honest content do not happen. */
const FINGERPRINT = 12;

/** Bytes of the two lengths before each entry. */
const LENGTHS = 4;

/** Longest key of the S3 API, bytes (Amazon S3 User Guide, object key names). */
const LONGEST_KEY = 1024;

/** An object that stood in a list. */
export interface SnapshotEntry {
  readonly key: string;
  readonly fingerprint: Buffer;
}

/**
 * What lies in a bucket, kept small: archives of a hundred thousand objects must fit beside a runner of 96 MiB. Keys come in
 * order, so each is kept as the length of what it shares with the one before, and the rest.
 */
export class ObjectSnapshot {
  /** How many objects. */
  count = 0;
  /** Their sizes together. */
  bytes = 0;

  private readonly blocks: Buffer[] = [];
  private block = Buffer.allocUnsafe(BLOCK);
  private end = 0;
  private last: Buffer = Buffer.alloc(0);
  private readonly sum: Hash = createHash('sha256');
  private digestText: string | undefined;

  /** SHA-256 of all keys, entity tags and sizes in order, lower-case hex: two lists with the same one are the same. */
  get digest(): string {
    return (this.digestText ??= this.sum.digest('hex'));
  }

  /** Bytes it takes. */
  get memory(): number {
    return this.blocks.reduce((sum, { length }) => sum + length, this.block.length);
  }

  /** Adds an object. Its key must come after all others. */
  add(object: ListedObject): void {
    const key = Buffer.from(object.key);
    if (key.length > LONGEST_KEY) throw new RangeError('a key of an object has at most 1,024 bytes');
    const shared = sharedLength(this.last, key);
    const rest = key.length - shared;
    if (this.end + LENGTHS + rest + FINGERPRINT > BLOCK) this.nextBlock();
    this.block.writeUInt16LE(shared, this.end);
    this.block.writeUInt16LE(rest, this.end + 2);
    key.copy(this.block, this.end + LENGTHS, shared);
    fingerprintOf(object).copy(this.block, this.end + LENGTHS + rest);
    this.end += LENGTHS + rest + FINGERPRINT;
    this.last = key;
    this.count += 1;
    this.bytes += object.size;
    this.sum.update(`${object.key}\0${object.etag}\0${object.size}\n`);
  }

  /** All objects in order. */
  *entries(): Generator<SnapshotEntry> {
    const key = Buffer.alloc(LONGEST_KEY);
    for (const block of [...this.blocks, this.block.subarray(0, this.end)]) {
      for (let at = 0; at < block.length;) {
        const shared = block.readUInt16LE(at);
        const rest = block.readUInt16LE(at + 2);
        at += LENGTHS;
        block.copy(key, shared, at, at + rest);
        const fingerprint = block.subarray(at + rest, at + rest + FINGERPRINT);
        at += rest + FINGERPRINT;
        yield { key: key.toString('utf8', 0, shared + rest), fingerprint };
      }
    }
  }

  private nextBlock(): void {
    this.blocks.push(Buffer.from(this.block.subarray(0, this.end)));
    this.end = 0;
  }
}

/** What happened to one object between two lists. */
export type ObjectChange =
  | { readonly kind: 'added'; readonly object: ListedObject }
  | { readonly kind: 'removed'; readonly key: string }
  | { readonly kind: 'rewritten'; readonly object: ListedObject };

/**
 * What differs between a snapshot and a list that comes later, both in order: read side by side, so that only one page of the
 * later list is in memory. An object that was written again with the same content differs too, by its time.
 */
export async function* changesSince(
  snapshot: ObjectSnapshot,
  later: AsyncIterable<ListedObject>,
): AsyncGenerator<ObjectChange> {
  const earlier = snapshot.entries();
  let before = earlier.next();
  for await (const object of later) {
    while (before.done !== true && compareKeys(before.value.key, object.key) < 0) {
      yield { kind: 'removed', key: before.value.key };
      before = earlier.next();
    }
    if (before.done === true || before.value.key !== object.key) {
      yield { kind: 'added', object };
      continue;
    }
    if (!before.value.fingerprint.equals(fingerprintOf(object))) yield { kind: 'rewritten', object };
    before = earlier.next();
  }
  for (; before.done !== true; before = earlier.next()) yield { kind: 'removed', key: before.value.key };
}

function fingerprintOf({ etag, size, lastModified = '' }: ListedObject): Buffer {
  // At once: a Hash for each object would hold more memory than the objects do.
  return hash('sha256', `${etag}\0${size}\0${lastModified}`, 'buffer').subarray(0, FINGERPRINT);
}

function sharedLength(a: Buffer, b: Buffer): number {
  const most = Math.min(a.length, b.length);
  let length = 0;
  while (length < most && a[length] === b[length]) length += 1;
  return length;
}
