/** Reads a part of an object. */
export type ByteRange = (from: number, length: number) => Promise<Buffer>;

/** Bytes that are read at a time: two of these are in memory. */
const CHUNK = 4 * 1024 * 1024;

/** A part of an object, piece by piece. */
export async function* pieces(read: ByteRange, from: number, length: number): AsyncGenerator<Buffer> {
  for (let at = from; at < from + length; at += CHUNK) yield read(at, Math.min(CHUNK, from + length - at));
}
