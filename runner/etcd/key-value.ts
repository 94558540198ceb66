/** Which keys of etcd are asked for. */
export interface RangeRequest {
  readonly key: string;
  /** Whether all keys that begin so are meant. @default false */
  readonly isPrefix?: boolean;
  /** How much of them is told. @default - keys and values */
  readonly only?: 'keys' | 'count';
  /** At most so many keys. @default - all */
  readonly limit?: number;
}

/** What there is. */
export interface RangeAnswer {
  /** Of all, not only of those that are told. */
  readonly count: number;
  readonly entries: readonly { readonly key: string; readonly value: Buffer }[];
}

/** Reads keys. Rejects where the server does not answer, or answers with something else. */
export type ReadRange = (request: RangeRequest, signal: AbortSignal) => Promise<RangeAnswer>;

/** Longest answer that is read, characters: some thousand objects, or a hundred thousand keys. */
const LONGEST = 32 * 1024 * 1024;

/** Reads by the JSON gateway of etcd (etcd 3.6 documentation, "gRPC gateway"): keys and values are Base64, numbers are texts. */
export function gatewayRange(endpoint: string): ReadRange {
  return async (request, signal) => {
    const response = await fetch(`${endpoint}/v3/kv/range`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(bodyOf(request)),
      signal,
      redirect: 'error',
    });
    const text = await response.text();
    if (!response.ok || text.length > LONGEST) throw new Error(`etcd answers ${response.status}`);
    const { count = '0', kvs = [] } = JSON.parse(text) as Answer;
    return {
      count: Number(count),
      entries: kvs.map(({ key, value = '' }) => ({
        key: Buffer.from(key, 'base64').toString('utf8'),
        value: Buffer.from(value, 'base64'),
      })),
    };
  };
}

interface Answer {
  readonly count?: string;
  readonly kvs?: readonly { readonly key: string; readonly value?: string }[];
}

function bodyOf({ key, isPrefix = false, only, limit }: RangeRequest): Readonly<Record<string, unknown>> {
  const begin = Buffer.from(key);
  return {
    key: begin.toString('base64'),
    ...(isPrefix && { range_end: afterPrefix(begin).toString('base64') }),
    ...(only === 'keys' && { keys_only: true }),
    ...(only === 'count' && { count_only: true }),
    ...(limit !== undefined && { limit }),
  };
}

/** The first key that does not begin so: the last byte that can be raised, raised by one (ibid., "range_end"). */
function afterPrefix(prefix: Buffer): Buffer {
  const end = Buffer.from(prefix);
  for (let at = end.length - 1; at >= 0; at -= 1) {
    const byte = end[at] ?? 0xff;
    if (byte === 0xff) continue;
    end[at] = byte + 1;
    return end.subarray(0, at + 1);
  }
  return Buffer.from([0]);
}
