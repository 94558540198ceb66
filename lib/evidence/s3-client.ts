import { exchange, type HttpExchange } from './http-exchange';
import { evidenceProblems, fail } from './problems';
import {
  canonicalPath,
  canonicalQuery,
  signedHeaders,
  type S3Credentials,
  type UnsignedRequest,
} from './signature-v4';

/** Where a bucket is. */
export interface S3Bucket {
  /** URL of the store. @default - that of Amazon S3 in the region */
  readonly endpoint?: string;
  /** Region that requests are signed for. @default us-east-1, for stores that take any */
  readonly region?: string;
  /** Whether the bucket stands in the path of requests instead of their host. */
  readonly pathStyle: boolean;
  readonly bucket: string;
}

/** How requests are made. */
export interface S3ClientOptions {
  readonly now: () => Date;
  /** How long one request may take, milliseconds. @default 10000 */
  readonly timeout?: number;
  /** How often a request is made whose answer is lost, or is that the store is busy. @default 4 */
  readonly attempts?: number;
  /** Pause before the second attempt, milliseconds; doubled before each one after it. @default 250 */
  readonly pause?: number;
  /** Stops requests that are under way. @default - nothing stops them */
  readonly signal?: AbortSignal;
  /** How a signed request is sent. @default - by the modules of Node.js */
  readonly send?: HttpExchange;
}

/** One request to a bucket. */
export interface S3Request {
  readonly method: UnsignedRequest['method'];
  /** Key of the object; empty for the bucket itself. */
  readonly key: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** Longest answer that is read, bytes. */
  readonly longest: number;
}

/** A request that succeeded, or did not for a reason its maker knows. */
export interface S3Answer {
  readonly status: number;
  readonly body: Buffer;
  /** The clock of the store: header `Date`. Absent: it did not say. */
  readonly date?: string;
}

/** A request that got no answer. */
export interface S3Silence {
  readonly silence: 'stopped' | 'slow' | 'unreachable' | 'too-long';
  /** Code of the network or TLS error, for example `ECONNREFUSED`. Absent: there is none. */
  readonly code?: string;
  /** For people. */
  readonly reason: string;
}

/** Busy, or broken for the moment (Amazon S3 API Reference, error responses; 409: another conditional write is under way). */
const AGAIN: readonly number[] = [409, 429, 500, 502, 503, 504];

/** A client of the S3 API, as far as evidence needs one. Printed or written as JSON it shows no credentials. */
export class S3Client {
  readonly bucket: S3Bucket;

  readonly #credentials: S3Credentials;

  constructor(
    bucket: S3Bucket,
    credentials: S3Credentials,
    private readonly options: S3ClientOptions,
  ) {
    this.bucket = bucket;
    this.#credentials = credentials;
  }

  /**
   * Makes a request, again where the answer is lost or the store is busy. Rejects with RST817 for what the store refuses,
   * with its error code and nothing else of its answer: some repeat what was signed, and with which credentials.
   *
   * @param expected statuses besides success that its maker knows
   */
  async request(request: S3Request, expected: readonly number[] = []): Promise<S3Answer> {
    const answer = await this.ask(request, expected);
    if ('silence' in answer) return this.refuse(request, answer.reason);
    return isSuccess(answer) || expected.includes(answer.status)
      ? answer
      : this.refuse(request, answered(answer));
  }

  /** Makes a request as `request` does, and tells how it ended instead of refusing. Never rejects. */
  async ask(request: S3Request, expected: readonly number[] = []): Promise<S3Answer | S3Silence> {
    const { attempts = 4, pause = 250 } = this.options;
    for (let attempt = 1; ; attempt += 1) {
      const answer = await this.attempt(request);
      const isSilent = 'silence' in answer;
      if (!isSilent && (isSuccess(answer) || expected.includes(answer.status))) return answer;
      const isLast =
        attempt >= attempts || (isSilent ? answer.silence === 'too-long' : !AGAIN.includes(answer.status));
      if (isLast || this.options.signal?.aborted === true) return answer;
      await this.sleep(pause * 2 ** (attempt - 1));
    }
  }

  /** Rejects with RST817 for a reason found elsewhere. */
  refuse({ method, key }: Pick<S3Request, 'method' | 'key'>, reason: string): never {
    const place = [this.bucket.bucket, key].filter((part) => part !== '').join('/');
    return fail(evidenceProblems.storeRefused, { property: method, value: place, reason });
  }

  /** One attempt. */
  private async attempt(request: S3Request): Promise<S3Answer | S3Silence> {
    const { method, headers = {}, body, longest } = request;
    const { timeout = 10_000, signal, now, send = exchange } = this.options;
    const url = requestUrl(this.bucket, request);
    const region = this.bucket.region ?? 'us-east-1';
    const limit = AbortSignal.timeout(timeout);
    try {
      const { body: content, ...answer } = await send({
        method,
        url,
        headers: signedHeaders({ method, url, headers, body }, this.#credentials, { region, at: now() }),
        body,
        signal: signal === undefined ? limit : AbortSignal.any([limit, signal]),
        longest,
      });
      return content === undefined
        ? { silence: 'too-long', reason: `the store answers more than ${longest} bytes` }
        : { ...answer, body: content };
    } catch (error) {
      if (signal?.aborted === true) return { silence: 'stopped', reason: 'it was stopped' };
      if (limit.aborted) return { silence: 'slow', reason: `the store did not answer within ${timeout} ms` };
      const code = codeOf(error);
      const reason = `the store cannot be reached: ${code ?? 'no code is given'}`;
      return { silence: 'unreachable', reason, ...(code !== undefined && { code }) };
    }
  }

  private sleep(milliseconds: number): Promise<void> {
    const { signal } = this.options;
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      signal?.addEventListener('abort', done);
    });
  }
}

/** Where a request goes. */
export function requestUrl(place: S3Bucket, { key, query = {} }: Pick<S3Request, 'key' | 'query'>): URL {
  const { endpoint, region = 'us-east-1', pathStyle, bucket } = place;
  const base = new URL(endpoint ?? amazonEndpoint(region));
  const path = canonicalPath(pathStyle ? (key === '' ? bucket : `${bucket}/${key}`) : key);
  const host = pathStyle ? base.host : `${bucket}.${base.host}`;
  const search = canonicalQuery(query);
  return new URL(`${base.protocol}//${host}${path}${search === '' ? '' : `?${search}`}`);
}

/** Amazon S3 User Guide, endpoints; the partition of China has a domain of its own. */
function amazonEndpoint(region: string): string {
  return `https://s3.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
}

/** Error code of an answer (Amazon S3 API Reference, REST error responses); undefined where it has none. */
export function errorCodeOf({ body }: S3Answer): string | undefined {
  return /<Code>(?<code>[A-Za-z0-9.]{1,64})<\/Code>/.exec(body.toString('utf8'))?.groups?.['code'];
}

function answered(answer: S3Answer): string {
  const code = errorCodeOf(answer);
  return `the store answers ${answer.status}${code === undefined ? '' : ` ${code}`}`;
}

function isSuccess({ status }: S3Answer): boolean {
  return status >= 200 && status < 300;
}

/** Code of a network error: its message may quote more than is wanted. */
function codeOf(error: unknown): string | undefined {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  return typeof code === 'string' ? code : undefined;
}
