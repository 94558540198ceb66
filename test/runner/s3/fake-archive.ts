import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An object of the archive. */
interface FakeObject {
  readonly content: Buffer;
  readonly etag: string;
  readonly lastModified: string;
}

/** What happens to a request instead of what it asks for. */
export type StoreFault = { readonly status: number; readonly code: string } | 'reset' | 'hangs' | 'html';

export const BUCKET = 'backups';
export const READER = { accessKeyId: 'reader', secretAccessKey: 'marked-secret-of-the-reader' };

/**
 * A bucket that can be listed and read in this process, and nothing else. Whether signatures are right is shown by the tests of
 * evidence; here only the name of the key is looked at.
 */
export class FakeArchive {
  static async start(): Promise<FakeArchive> {
    const archive = new FakeArchive();
    await new Promise<void>((resolve) => archive.server.listen(0, '127.0.0.1', resolve));
    return archive;
  }

  /** Requests as `METHOD path?query`. */
  readonly requests: string[] = [];
  /** Asked for each request. */
  fault: (url: URL) => StoreFault | undefined = () => undefined;
  /** Clock of the store. */
  now: () => Date = () => new Date();
  /** Objects on one page of a list. */
  pageSize = 1000;
  /** The order in which keys are listed. */
  order: (a: string, b: string) => number = (a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b));
  /** Whether what is deleted stays as an older version, and can be listed. */
  versions = false;

  private readonly objects = new Map<string, FakeObject>();
  private readonly deleted = new Set<string>();
  private readonly server: Server;

  private constructor() {
    this.server = createServer((request, response) => {
      const url = new URL(request.url ?? '', 'http://store');
      this.requests.push(`${request.method ?? ''} ${url.pathname}${url.search}`);
      response.setHeader('date', this.now().toUTCString());
      const fault = this.fault(url) ?? this.refusal(request.headers.authorization ?? '', url);
      if (fault === 'hangs') return;
      if (fault === 'reset') {
        request.socket.destroy();
        return;
      }
      if (fault === 'html') {
        response.end('<html>Welcome to the guest network</html>');
        return;
      }
      if (fault !== undefined) {
        response.statusCode = fault.status;
        response.end(`<Error><Code>${fault.code}</Code><Message>${READER.secretAccessKey}</Message></Error>`);
        return;
      }
      const body = this.answer(url);
      const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '');
      if (range !== null) response.statusCode = 206;
      response.end(
        range === null ? body : Buffer.from(body).subarray(Number(range[1]), Number(range[2]) + 1),
      );
    });
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** Writes an object, also over another. */
  put(key: string, content: string | Buffer, lastModified: string): void {
    const body = Buffer.from(content);
    const etag = createHash('md5').update(body).digest('hex');
    this.objects.set(key, { content: body, etag, lastModified });
  }

  /** Deletes an object. */
  delete(key: string): void {
    this.objects.delete(key);
    this.deleted.add(key);
  }

  private refusal(authorization: string, url: URL): StoreFault | undefined {
    if (!authorization.includes(`Credential=${READER.accessKeyId}/`))
      return { status: 403, code: 'InvalidAccessKeyId' };
    if (!url.pathname.startsWith(`/${BUCKET}`)) return { status: 404, code: 'NoSuchBucket' };
    const key = keyOf(url);
    if (key !== '' && !this.objects.has(key)) return { status: 404, code: 'NoSuchKey' };
    return url.searchParams.has('versions') && !this.versions
      ? { status: 403, code: 'AccessDenied' }
      : undefined;
  }

  private answer(url: URL): Buffer | string {
    const key = keyOf(url);
    if (key !== '') return this.objects.get(key)?.content ?? '';
    return url.searchParams.has('versions') ? this.versionsPage(url) : this.page(url);
  }

  private page({ searchParams: query }: URL): string {
    const keys = [...this.objects.keys()]
      .filter((key) => key.startsWith(query.get('prefix') ?? ''))
      .sort(this.order);
    const from = Number(query.get('continuation-token') ?? 0);
    const to = from + this.pageSize;
    const contents = keys.slice(from, to).map((key) => {
      const { etag, content, lastModified } = this.objects.get(key) as FakeObject;
      return `<Contents><Key>${encodeURIComponent(key)}</Key><LastModified>${lastModified}</LastModified><ETag>&quot;${etag}&quot;</ETag><Size>${content.length}</Size></Contents>`;
    });
    const more = to < keys.length;
    return `<ListBucketResult><EncodingType>url</EncodingType><IsTruncated>${more}</IsTruncated>${more ? `<NextContinuationToken>${to}</NextContinuationToken>` : ''}${contents.join('')}</ListBucketResult>`;
  }

  private versionsPage({ searchParams: query }: URL): string {
    const keys = [...this.deleted].filter((key) => key.startsWith(query.get('prefix') ?? ''));
    const entries = keys.map((key) => {
      const name = `<Key>${encodeURIComponent(key)}</Key>`;
      return `<DeleteMarker>${name}<VersionId>v2</VersionId></DeleteMarker><Version>${name}<VersionId>v1</VersionId></Version>`;
    });
    return `<ListVersionsResult><EncodingType>url</EncodingType><IsTruncated>false</IsTruncated>${entries.join('')}</ListVersionsResult>`;
  }
}

function keyOf({ pathname }: URL): string {
  return decodeURIComponent(pathname).slice(BUCKET.length + 2);
}
