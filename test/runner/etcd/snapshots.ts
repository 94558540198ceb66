import { createHash } from 'node:crypto';

/** A file as etcd saves a snapshot: whole blocks, and the SHA-256 of them behind. */
export function snapshotOf(blocks: number, fill = 7): Buffer {
  const database = Buffer.alloc(blocks * 512, fill);
  database.write(`snapshot of ${blocks} blocks`, 0, 'utf8');
  return Buffer.concat([database, createHash('sha256').update(database).digest()]);
}

/** An object as the API server stores it: the envelope, and in it a message with these fields. */
export function stored(object: Buffer): Buffer {
  return Buffer.concat([Buffer.from('k8s\0'), field(2, object)]);
}

/** A Namespace with a UID. */
export function namespaceWith(uid: string): Buffer {
  return stored(field(1, Buffer.concat([field(1, Buffer.from('kube-system')), field(5, Buffer.from(uid))])));
}

/** A Lease that was renewed at a time. */
export function leaseRenewedAt(time: Date): Buffer {
  const milliseconds = time.getTime();
  const seconds = Math.floor(milliseconds / 1000);
  const timestamp = Buffer.concat([number(1, seconds), number(2, (milliseconds - seconds * 1000) * 1e6)]);
  const spec = Buffer.concat([field(1, Buffer.from('node')), number(2, 40), field(4, timestamp)]);
  return stored(Buffer.concat([field(1, field(1, Buffer.from('node'))), field(2, spec)]));
}

function field(id: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from([id * 8 + 2]), varint(content.length), content]);
}

function number(id: number, value: number): Buffer {
  return Buffer.concat([Buffer.from([id * 8]), varint(value)]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = BigInt(value);
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return Buffer.from([...bytes, Number(rest)]);
}
