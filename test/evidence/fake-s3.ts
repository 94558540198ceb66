import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One version of an object, or the mark that it is deleted. */
interface Version {
  readonly id: string;
  /** Undefined: a delete marker. */
  readonly content: Buffer | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly at: Date;
}

/** What happens to a request instead of what it asks for. `lost`: it is done, and the answer never arrives. */
export type Fault = { readonly status: number; readonly code: string } | 'hangs' | 'reset' | 'lost';

/** A request as it arrived. */
export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
}

/** Options of a FakeS3. */
export interface FakeS3Options {
  /** @default true */
  readonly versioning?: boolean;
  /** Whether it knows `If-None-Match`; otherwise it overlooks it, as stores do. @default true */
  readonly conditionalPut?: boolean;
  /** Entries on one page of a list. @default 1000 */
  readonly pageSize?: number;
}

export const BUCKET = 'evidence';
export const CREDENTIALS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'marked-secret-of-the-store' };

/**
 * A small S3 server in this process: signatures, conditional puts, versions, pages of lists; and faults that a test chooses.
 * It verifies signatures by itself, from the bytes that arrived.
 */
export class FakeS3 {
  static async start(options: FakeS3Options = {}): Promise<FakeS3> {
    const fake = new FakeS3(options);
    await new Promise<void>((resolve) => fake.server.listen(0, '127.0.0.1', resolve));
    return fake;
  }

  readonly requests: SeenRequest[] = [];
  readonly objects = new Map<string, Version[]>();
  /** Asked for each request. */
  fault: (request: SeenRequest) => Fault | undefined | Promise<Fault | undefined> = () => undefined;

  private readonly server: Server;
  private count = 0;

  private constructor(private readonly options: FakeS3Options) {
    this.server = createServer((request, response) => {
      this.serve(request, response).catch((error: unknown) => {
        // Whoever asked has gone.
        if (!request.destroyed) throw error;
      });
    });
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** The next faults, one for each request, and then none. */
  faults(...faults: readonly (Fault | undefined)[]): void {
    const left = [...faults];
    this.fault = () => left.shift();
  }

  /** Puts a version as somebody else would. */
  put(key: string, content: Buffer | undefined, headers: IncomingMessage['headers'] = {}): void {
    this.count += 1;
    const version = { id: `v${this.count}`, content, headers, at: new Date() };
    const keep = this.options.versioning ?? true;
    this.objects.set(key, [...(keep ? (this.objects.get(key) ?? []) : []), version]);
  }

  /** What readers that ask for no version get. */
  current(key: string): Buffer | undefined {
    return this.objects.get(key)?.at(-1)?.content;
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    const seen = { method: request.method ?? '', url: request.url ?? '', headers: request.headers };
    this.requests.push(seen);
    const fault = await this.fault(seen);
    if (fault === 'hangs') return;
    if (fault === 'reset') {
      request.socket.destroy();
      return;
    }
    if (typeof fault === 'object') {
      this.refuse(response, fault.status, fault.code, request.headers.authorization);
      return;
    }
    if (fault === 'lost') response.end = () => response;
    if (!isSigned(seen, body))
      this.refuse(response, 403, 'SignatureDoesNotMatch', request.headers.authorization);
    else if (seen.method === 'PUT') this.servePut(seen, body, response);
    else this.serveGet(seen, response);
    if (fault === 'lost') request.socket.destroy();
  }

  private servePut({ url, headers }: SeenRequest, body: Buffer, response: ServerResponse): void {
    const key = keyOf(url);
    const md5 = createHash('md5').update(body).digest('base64');
    if (headers['x-amz-object-lock-mode'] !== undefined && headers['content-md5'] === undefined)
      this.refuse(response, 400, 'InvalidRequest');
    else if (headers['content-md5'] !== undefined && headers['content-md5'] !== md5)
      this.refuse(response, 400, 'BadDigest');
    else if (this.isRefusedByCondition(key, headers)) this.refuse(response, 412, 'PreconditionFailed');
    else {
      this.put(key, body, headers);
      response.end();
    }
  }

  private isRefusedByCondition(key: string, headers: IncomingMessage['headers']): boolean {
    const asked = headers['if-none-match'] === '*' && (this.options.conditionalPut ?? true);
    // A mark that it is deleted is no object (Amazon S3 User Guide, conditional writes).
    return asked && this.current(key) !== undefined;
  }

  private serveGet({ url }: SeenRequest, response: ServerResponse): void {
    const query = new URL(url, 'http://store').searchParams;
    if (keyOf(url) === '') {
      response.end(query.has('versions') ? this.versionsPage(query) : this.objectsPage(query));
      return;
    }
    const versions = this.objects.get(keyOf(url)) ?? [];
    const wanted = query.get('versionId');
    const found = wanted === null ? versions.at(-1) : versions.find(({ id }) => id === wanted);
    if (found?.content === undefined) this.refuse(response, 404, 'NoSuchKey');
    else response.end(found.content);
  }

  private objectsPage(query: URLSearchParams): string {
    const keys = this.keys(query).filter((key) => this.current(key) !== undefined);
    const { page, next } = this.pageOf(keys, Number(query.get('continuation-token') ?? 0));
    const contents = page.map(
      (key) =>
        `<Contents><Key>${encode(key)}</Key><LastModified>${this.objects.get(key)?.at(-1)?.at.toISOString() ?? ''}</LastModified>${described(this.current(key))}</Contents>`,
    );
    return list(
      'ListBucketResult',
      contents,
      next,
      `<NextContinuationToken>${next ?? ''}</NextContinuationToken>`,
    );
  }

  private versionsPage(query: URLSearchParams): string {
    const all = this.keys(query).flatMap((key) =>
      (this.objects.get(key) ?? [])
        .map((version, index, versions) => ({ key, version, last: index === versions.length - 1 }))
        .reverse(),
    );
    const marker = query.get('version-id-marker');
    const from = marker === null ? 0 : all.findIndex(({ version }) => version.id === marker) + 1;
    const { page, next } = this.pageOf(all, from);
    const entries = page.map(({ key, version: { id, content }, last }) => {
      const element = content === undefined ? 'DeleteMarker' : 'Version';
      const details = `<VersionId>${id}</VersionId><IsLatest>${last}</IsLatest>${described(content)}`;
      return `<${element}><Key>${encode(key)}</Key>${details}</${element}>`;
    });
    const end = page.at(-1);
    const markers = `<NextKeyMarker>${encode(end?.key ?? '')}</NextKeyMarker><NextVersionIdMarker>${end?.version.id ?? ''}</NextVersionIdMarker>`;
    return list('ListVersionsResult', entries, next, markers);
  }

  private keys(query: URLSearchParams): string[] {
    return [...this.objects.keys()].filter((key) => key.startsWith(query.get('prefix') ?? '')).sort();
  }

  private pageOf<T>(
    items: readonly T[],
    from: number,
  ): { readonly page: readonly T[]; readonly next?: number } {
    const to = from + (this.options.pageSize ?? 1000);
    return { page: items.slice(from, to), ...(to < items.length && { next: to }) };
  }

  /** Says more than its code, as stores do: what was signed, and with which credentials. */
  private refuse(response: ServerResponse, status: number, code: string, told = ''): void {
    response.statusCode = status;
    const details = `<StringToSign>${CREDENTIALS.secretAccessKey} ${told}</StringToSign>`;
    response.end(`<?xml version="1.0"?><Error><Code>${code}</Code>${details}</Error>`);
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/** The key in a path-style URL; empty for the bucket itself. */
function keyOf(url: string): string {
  const path = decodeURIComponent(url.replace(/\?.*/, ''));
  return path.startsWith(`/${BUCKET}/`) ? path.slice(BUCKET.length + 2) : '';
}

function described(content: Buffer | undefined): string {
  if (content === undefined) return '';
  return `<Size>${content.length}</Size><ETag>&quot;${createHash('md5').update(content).digest('hex')}&quot;</ETag>`;
}

function encode(key: string): string {
  return encodeURIComponent(key).replace(/%20/g, '+');
}

function list(root: string, entries: readonly string[], next: number | undefined, markers: string): string {
  const truncated =
    next === undefined ? '<IsTruncated>false</IsTruncated>' : `<IsTruncated>true</IsTruncated>${markers}`;
  return `<?xml version="1.0"?><${root} xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><EncodingType>url</EncodingType>${entries.join('')}${truncated}</${root}>`;
}

/** Signature Version 4, from what arrived (Amazon S3 API Reference, Signature Calculations for the Authorization Header). */
function isSigned({ method, url, headers }: SeenRequest, body: Buffer): boolean {
  const parts =
    /Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request,SignedHeaders=([^,]+),Signature=(.+)$/.exec(
      headers.authorization ?? '',
    );
  const [, id, day = '', region = '', names = '', signature] = parts ?? [];
  const hash = createHash('sha256').update(body).digest('hex');
  if (id !== CREDENTIALS.accessKeyId || headers['x-amz-content-sha256'] !== hash) return false;
  const [path = '', query = ''] = url.split('?');
  const lines = names.split(';').map((name) => `${name}:${String(headers[name])}\n`);
  const canonical = [method, path, query, lines.join(''), names, hash].join('\n');
  const digest = createHash('sha256').update(canonical).digest('hex');
  const text = `AWS4-HMAC-SHA256\n${String(headers['x-amz-date'])}\n${day}/${region}/s3/aws4_request\n${digest}`;
  const hmac = (key: Buffer | string, data: string) => createHmac('sha256', key).update(data).digest();
  const key = hmac(hmac(hmac(hmac(`AWS4${CREDENTIALS.secretAccessKey}`, day), region), 's3'), 'aws4_request');
  return hmac(key, text).toString('hex') === signature;
}
