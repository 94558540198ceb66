import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createInflateRaw } from 'node:zlib';
import { pieces, type ByteRange } from './byte-ranges';
import { Incident } from '../drill/incident';

/** The one file in a ZIP archive. */
export interface ZipEntry {
  /** Bytes of its content. */
  readonly size: number;
  /** Its content. Throws an Incident where that is not what the archive says. */
  readonly content: () => AsyncGenerator<Buffer>;
}

/** Structures of a ZIP archive (PKWARE APPNOTE 6.3.10, sections 4.3.7, 4.3.12, 4.3.16, 4.5.3). */
const END = { signature: 0x06054b50, length: 22 };
const CENTRAL = { signature: 0x02014b50, length: 46 };
const LOCAL = { signature: 0x04034b50, length: 30 };
const ZIP64_FIELD = 0x0001;

/** A value of 32 bits that stands in the ZIP64 field instead. */
const ELSEWHERE = 0xffffffff;

const STORED = 0;
const DEFLATED = 8;

/**
 * Opens a ZIP archive that holds one file, as k3s packs snapshots (k3s, pkg/etcd/snapshot.go: archive/zip of Go, which writes
 * sizes behind the data). It is read from its end, so that what the end was cut off of is known before anything is unpacked.
 *
 * Throws an Incident `snapshot-truncated` or `snapshot-corrupt`.
 */
export async function openZip(read: ByteRange, size: number): Promise<ZipEntry> {
  const tail = await read(Math.max(0, size - 4096), Math.min(4096, size));
  const end = lastIndexOf(tail, END.signature, END.length);
  if (end === undefined) throw new Incident('snapshot-truncated', 'the ZIP archive has no end');
  const entries = tail.readUInt16LE(end + 10);
  if (entries !== 1) throw corrupt(`it holds ${entries} files instead of one`);
  const central = await part(read, size, tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));
  if (central.length < CENTRAL.length || central.readUInt32LE(0) !== CENTRAL.signature)
    throw corrupt('its directory is not where its end says');
  const entry = readCentral(central);
  const local = await part(read, size, entry.offset, LOCAL.length);
  if (local.readUInt32LE(0) !== LOCAL.signature) throw corrupt('its file is not where its directory says');
  const begin = entry.offset + LOCAL.length + local.readUInt16LE(26) + local.readUInt16LE(28);
  if (begin + entry.packed > size) throw corrupt('its file is longer than the archive');
  return { size: entry.size, content: () => contentOf(pieces(read, begin, entry.packed), entry) };
}

interface CentralEntry {
  readonly method: number;
  readonly checksum: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

function readCentral(central: Buffer): CentralEntry {
  const method = central.readUInt16LE(10);
  if (method !== STORED && method !== DEFLATED) throw corrupt(`its file is packed by method ${method}`);
  const extra = central.readUInt16LE(30);
  const begin = CENTRAL.length + central.readUInt16LE(28);
  const wide = zip64(central.subarray(begin, begin + extra));
  // The field holds only those of the three that do not fit, in this order (section 4.5.3).
  const value = (at: number) => {
    const narrow = central.readUInt32LE(at);
    return narrow === ELSEWHERE ? (wide.shift() ?? narrow) : narrow;
  };
  const [size, packed, offset] = [value(24), value(20), value(42)];
  return { method, checksum: central.readUInt32LE(16), packed, size, offset };
}

function zip64(extra: Buffer): number[] {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== ZIP64_FIELD) continue;
    const field = extra.subarray(at + 4, at + 4 + extra.readUInt16LE(at + 2));
    return Array.from({ length: Math.floor(field.length / 8) }, (_, index) =>
      Number(field.readBigUInt64LE(index * 8)),
    );
  }
  return [];
}

async function* contentOf(packed: AsyncGenerator<Buffer>, entry: CentralEntry): AsyncGenerator<Buffer> {
  let checksum = 0;
  let size = 0;
  for await (const piece of entry.method === STORED ? packed : inflated(packed)) {
    size += piece.length;
    if (size > entry.size) throw corrupt('its file is longer than its directory says');
    checksum = crc32(piece, checksum);
    yield piece;
  }
  if (size !== entry.size || checksum !== entry.checksum)
    throw corrupt('its file has other content than its checksum says');
}

async function* inflated(packed: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  const inflate = createInflateRaw();
  const feeding = pipeline(Readable.from(packed), inflate);
  // Told below, by the reader: here it only must not go unheard.
  feeding.catch(() => undefined);
  try {
    for await (const piece of inflate) yield piece as Buffer;
    await feeding;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw /^Z_/.test(code) ? corrupt(`its file cannot be unpacked (${code})`) : error;
  } finally {
    inflate.destroy();
  }
}

async function part(read: ByteRange, size: number, from: number, length: number): Promise<Buffer> {
  if (from + length > size) throw corrupt('it refers to a place behind its end');
  return read(from, length);
}

/** The last place of a signature that leaves room for its structure. */
function lastIndexOf(bytes: Buffer, signature: number, length: number): number | undefined {
  for (let at = bytes.length - length; at >= 0; at -= 1) if (bytes.readUInt32LE(at) === signature) return at;
  return undefined;
}

function corrupt(reason: string): Incident {
  return new Incident('snapshot-corrupt', `the ZIP archive of the snapshot: ${reason}`);
}
