import { S3Client, type S3Answer, type S3Bucket, type S3Request } from '../../lib/evidence/s3-client';
import { readListPage, type ListedObject, type ListPage } from '../../lib/evidence/s3-listing';
import { canonicalQuery, type S3Credentials } from '../../lib/evidence/signature-v4';
import type { ClockReading } from '../clock-skew';
import { StoreError } from './store-error';

/** How a bucket is read. */
export interface BucketReaderOptions {
  readonly now: () => Date;
  /** Ends everything; its reason is thrown. */
  readonly signal: AbortSignal;
  /** Pause before the second attempt of a request, milliseconds; doubled before each one after it. @default 500 */
  readonly pause?: number;
  /** Longest wait for one answer, milliseconds. @default 10000 */
  readonly timeout?: number;
}

/** Longest page of a list: a thousand names of up to 1,024 bytes, each byte perhaps encoded as three. */
const LONGEST_PAGE = 8 * 1024 * 1024;

/** Reads a bucket, and never writes to it. What is busy or silent is asked again; then a StoreError is thrown. */
export class BucketReader {
  private readonly client: S3Client;
  private reading: ClockReading | undefined;

  constructor(
    bucket: S3Bucket,
    credentials: S3Credentials,
    private readonly options: BucketReaderOptions,
  ) {
    const { now, signal, pause = 500, timeout = 10_000 } = options;
    this.client = new S3Client(bucket, credentials, { now, signal, pause, timeout });
  }

  /** What the clock of the store showed with the last answer; undefined where it has shown nothing. */
  get clock(): ClockReading | undefined {
    return this.reading;
  }

  /**
   * The objects below a prefix, in the order of their names as bytes (Amazon S3 API Reference, ListObjectsV2), one page in
   * memory at a time. Throws a StoreError, also where the order is another or the list does not end.
   */
  async *objects(prefix: string): AsyncGenerator<ListedObject> {
    let last = '';
    let next: ListPage['next'] = {};
    while (next !== undefined) {
      const page = await this.page({ prefix, ...next });
      for (const object of page.objects) {
        if (!object.key.startsWith(prefix) || (last !== '' && compareKeys(last, object.key) >= 0))
          throw new StoreError('unreadable', 'the list of the store is not in the order of names');
        last = object.key;
        yield object;
      }
      if (
        page.next !== undefined &&
        (page.objects.length === 0 || canonicalQuery(page.next) === canonicalQuery(next))
      )
        throw new StoreError('unreadable', 'the list of the store does not go on');
      next = page.next;
    }
  }

  /** The first objects below a prefix, at most a page of them. */
  async firstObjects(prefix: string): Promise<readonly ListedObject[]> {
    return (await this.page({ prefix })).objects;
  }

  /** The versions and marks of deletion of one object, newest first; undefined where they cannot be listed. */
  async tryVersions(key: string): Promise<readonly ListedObject[] | undefined> {
    try {
      const { objects } = await this.page({ prefix: key }, 'versions');
      return objects.filter((object) => object.key === key);
    } catch (error) {
      if (StoreError.is(error)) return undefined;
      throw error;
    }
  }

  /** The content of an object. @param longest bytes that are read */
  async get(key: string, longest: number): Promise<Buffer> {
    return (await this.ask({ method: 'GET', key, longest })).body;
  }

  /**
   * A part of an object, as long as it is the one with this entity tag (Amazon S3 API Reference, GetObject, `Range` and
   * `If-Match`). Throws a StoreError, also where the store sends another number of bytes.
   */
  async part(key: string, etag: string, from: number, length: number): Promise<Buffer> {
    if (length === 0) return Buffer.alloc(0);
    const range = `bytes=${from}-${from + length - 1}`;
    const headers = { range, ...(etag !== '' && { 'if-match': etag }) };
    const { body } = await this.ask({ method: 'GET', key, headers, longest: length });
    if (body.length !== length)
      throw new StoreError('unreadable', `the store sends ${body.length} of ${length} bytes`);
    return body;
  }

  private async page(
    query: Readonly<Record<string, string>>,
    list: 'objects' | 'versions' = 'objects',
  ): Promise<ListPage> {
    const kind = list === 'versions' ? { versions: '' } : { 'list-type': '2' };
    const { body } = await this.ask({
      method: 'GET',
      key: '',
      query: { ...kind, 'encoding-type': 'url', ...query },
      longest: LONGEST_PAGE,
    });
    try {
      return readListPage(body.toString('utf8'));
    } catch {
      throw new StoreError('unreadable', 'the store answers with something that is no list of objects');
    }
  }

  private async ask(request: S3Request): Promise<S3Answer> {
    const { now, signal } = this.options;
    const sentAt = now();
    const answer = await this.client.ask(request);
    signal.throwIfAborted();
    if ('silence' in answer) throw StoreError.ofSilence(answer);
    if (answer.date !== undefined) this.reading = { shown: answer.date, sentAt, receivedAt: now() };
    if (answer.status < 200 || answer.status >= 300) throw StoreError.ofAnswer(answer);
    return answer;
  }
}

/** Order of two keys as the store has it: by the bytes of their UTF-8. */
export function compareKeys(a: string, b: string): number {
  if (a === b) return 0;
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
