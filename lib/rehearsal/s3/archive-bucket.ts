import { S3Client, type S3Answer, type S3Request } from '../../evidence/s3-client';
import { readListPage, type ListedObject, type ListPage } from '../../evidence/s3-listing';
import { StoreError } from '../../evidence/store-error';
import type { ArchivePlace } from './archive-options';

/** The largest file of a PostgreSQL server and the largest WAL segment: 1 GiB (PostgreSQL documentation, "Database File Layout"). */
const LONGEST_OBJECT = 1024 ** 3;

/** A list of a thousand names of up to 1,024 bytes, each byte perhaps encoded as three. */
const LONGEST_PAGE = 8 * 1024 ** 2;

/** How often a request is made, and the pause before the second time, milliseconds: a server asks again by itself, too. */
const [ATTEMPTS, PAUSE] = [3, 200];

/** What one rehearsal keeps in a bucket. Throws a StoreError for what the store does not do, or the abort. */
export class ArchiveBucket {
  private readonly client: S3Client;
  private readonly prefix: string;

  /** @param signal ends requests. @default - nothing does */
  constructor(
    { bucket, credentials, prefix, timeout }: ArchivePlace,
    private readonly signal?: AbortSignal,
  ) {
    this.prefix = prefix;
    this.client = new S3Client(bucket, credentials, {
      now: () => new Date(),
      timeout,
      attempts: ATTEMPTS,
      pause: PAUSE,
      ...(signal !== undefined && { signal }),
    });
  }

  /**
   * Puts an object where there is none of its name. One that is there with the same content is a success, since a put whose
   * answer was lost is made again. Throws where another one is there.
   */
  async put(name: string, content: Buffer): Promise<void> {
    const answer = await this.ask({
      method: 'PUT',
      key: this.prefix + name,
      headers: { 'if-none-match': '*' },
      body: content,
      longest: LONGEST_PAGE,
    });
    if (answer.status === 412 && (await this.tryGet(name))?.equals(content) !== true)
      throw new StoreError('unreadable', `the store has another ${name} already`);
    if (answer.status !== 412) succeeded(answer);
  }

  /** The content of an object; undefined where there is none. */
  async tryGet(name: string): Promise<Buffer | undefined> {
    const answer = await this.ask({ method: 'GET', key: this.prefix + name, longest: LONGEST_OBJECT });
    try {
      return succeeded(answer).body;
    } catch (error) {
      if (StoreError.is(error) && error.fault === 'object-missing') return undefined;
      throw error;
    }
  }

  /** The objects in a folder, in order; their names without it. */
  async list(folder: string): Promise<readonly ListedObject[]> {
    const prefix = `${this.prefix}${folder}/`;
    const objects: ListedObject[] = [];
    let next: ListPage['next'] = {};
    while (next !== undefined) {
      const query: Readonly<Record<string, string>> = {
        'list-type': '2',
        'encoding-type': 'url',
        prefix,
        ...next,
      };
      const { body } = succeeded(await this.ask({ method: 'GET', key: '', query, longest: LONGEST_PAGE }));
      const page = readPage(body);
      objects.push(...page.objects.map((object) => ({ ...object, key: object.key.slice(prefix.length) })));
      next = page.objects.length === 0 ? undefined : page.next;
    }
    return objects;
  }

  private async ask(request: S3Request): Promise<S3Answer> {
    const answer = await this.client.ask(request, [412]);
    this.signal?.throwIfAborted();
    if ('silence' in answer) throw StoreError.ofSilence(answer);
    return answer;
  }
}

function succeeded(answer: S3Answer): S3Answer {
  if (answer.status >= 200 && answer.status < 300) return answer;
  throw StoreError.ofAnswer(answer);
}

function readPage(body: Buffer): ListPage {
  try {
    return readListPage(body.toString('utf8'));
  } catch {
    throw new StoreError('unreadable', 'the store answers with something that is no list of objects');
  }
}
