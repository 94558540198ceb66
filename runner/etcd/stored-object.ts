/**
 * Objects as a Kubernetes API server keeps them in etcd: `k8s\0`, then the message `Unknown` with the object in field 2
 * (Kubernetes 1.34, apimachinery, runtime/generated.proto and runtime/serializer/protobuf). Read as far as drills need it.
 */
const MAGIC = Buffer.from('k8s\0');

/** Wire types of Protocol Buffers (its documentation, "Encoding"). */
const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;
const FIXED32 = 5;

type Value = Buffer | bigint;

/** UID of an object: its metadata is field 1, and in it the UID field 5 (meta/v1 generated.proto). Undefined: it is in another form. */
export function uidOf(stored: Buffer): string | undefined {
  const object = objectOf(stored);
  const metadata = object && bytes(object, 1);
  return metadata && bytes(metadata, 5)?.toString('utf8');
}

/** When a Lease was renewed (coordination/v1 generated.proto: spec is field 2, `renewTime` field 4, with seconds and nanoseconds). */
export function renewTimeOf(stored: Buffer): Date | undefined {
  const object = objectOf(stored);
  const spec = object && bytes(object, 2);
  const time = spec && bytes(spec, 4);
  const seconds = time && number(time, 1);
  if (seconds === undefined) return undefined;
  return new Date(seconds * 1000 + Math.floor((number(time ?? Buffer.alloc(0), 2) ?? 0) / 1e6));
}

/** The object in its envelope; undefined for one that is encrypted, or kept as JSON. */
function objectOf(stored: Buffer): Buffer | undefined {
  return stored.subarray(0, MAGIC.length).equals(MAGIC) ? bytes(stored.subarray(MAGIC.length), 2) : undefined;
}

function bytes(message: Buffer, field: number): Buffer | undefined {
  const value = fieldOf(message, field);
  return Buffer.isBuffer(value) ? value : undefined;
}

function number(message: Buffer, field: number): number | undefined {
  const value = fieldOf(message, field);
  return typeof value === 'bigint' ? Number(value) : undefined;
}

/** The first value of a field; undefined where there is none, or the message ends too early. */
function fieldOf(message: Buffer, field: number): Value | undefined {
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; at < message.length && shift < 70n; shift += 7n) {
      const byte = message[at++] ?? 0;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    // Past the end: nothing more is read.
    at = message.length + 1;
    return value;
  };
  while (at < message.length) {
    const tag = Number(varint());
    const isIt = tag >> 3 === field;
    switch (tag & 7) {
      case VARINT: {
        const value = varint();
        if (isIt && at <= message.length) return value;
        break;
      }
      case BYTES: {
        const length = Number(varint());
        if (at + length > message.length) return undefined;
        if (isIt) return message.subarray(at, at + length);
        at += length;
        break;
      }
      case FIXED64:
        at += 8;
        break;
      case FIXED32:
        at += 4;
        break;
      default:
        return undefined;
    }
  }
  return undefined;
}
