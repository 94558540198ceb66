import { createHash } from 'node:crypto';
import { evidenceProblems, fail } from './problems';
import { LONGEST_RECORD } from './evidence-record';
import type { EvidenceEntry, EvidenceStore, PutOutcome } from './evidence-store';
import { tryReadRecordName } from './record-name';
import { S3Client, type S3Bucket, type S3ClientOptions } from './s3-client';
import { oldestVersions, readListPage, type ListedObject, type ListPage } from './s3-listing';
import { canonicalQuery, type S3Credentials } from './signature-v4';

/** Options of an S3EvidenceStore. */
export interface S3EvidenceStoreOptions extends S3ClientOptions {
  readonly bucket: S3Bucket;
  /** Prefix of all records in the bucket; may be empty. */
  readonly prefix: string;
  /** They may list, get and put below the prefix, and nothing more. */
  readonly credentials: S3Credentials;
  /** Whether the store can be told to refuse a put where the object exists. */
  readonly conditionalPut: boolean;
  /** Whether the bucket keeps versions. */
  readonly versioning: boolean;
  /** @default - none that is asked for: the bucket may have a rule of its own */
  readonly objectLock?: ObjectLock;
}

/** How long nobody may remove a record (Amazon S3 User Guide, Object Lock). Needs the right `s3:PutObjectRetention`. */
export interface ObjectLock {
  /** `COMPLIANCE`: nobody at all. `GOVERNANCE`: nobody without a special right. */
  readonly mode: 'GOVERNANCE' | 'COMPLIANCE';
  /** Seconds from the moment of writing. */
  readonly retention: number;
}

/** Longest page of a list: a thousand names of up to 1,024 bytes, each byte perhaps encoded as three. */
const LONGEST_PAGE = 8 * 1024 * 1024;

/** Put where something already exists; 304 is what MinIO said before 2024 (minio issue 19442). */
const EXISTS: readonly number[] = [412, 304];

/**
 * Records in a bucket with the S3 API. A record is put only where none is, and never again. Where the bucket keeps versions
 * the oldest one counts, also below a mark that it is deleted: who can put objects can hide a record, but not change it.
 */
export class S3EvidenceStore implements EvidenceStore {
  /** @throws RestorableError `RST821` for a store that would overwrite records without a trace */
  static of(options: S3EvidenceStoreOptions): S3EvidenceStore {
    const { bucket, credentials, ...others } = options;
    const { conditionalPut, versioning } = others;
    if (!conditionalPut && !versioning) {
      fail(evidenceProblems.storeKeepsNothing, {
        property: 'bucket',
        value: bucket.bucket,
        reason: 'it knows no conditional writes, and keeps no versions',
      });
    }
    return new S3EvidenceStore(new S3Client(bucket, credentials, others), others);
  }

  private readonly prefix: string;
  private readonly conditionalPut: boolean;
  private readonly versioning: boolean;
  private readonly objectLock: ObjectLock | undefined;
  private readonly now: () => Date;

  private constructor(
    private readonly client: S3Client,
    {
      prefix,
      conditionalPut,
      versioning,
      objectLock,
      now,
    }: Omit<S3EvidenceStoreOptions, 'bucket' | 'credentials'>,
  ) {
    const path = prefix.replace(/^\/+|\/+$/g, '');
    this.prefix = path === '' ? '' : `${path}/`;
    this.conditionalPut = conditionalPut;
    this.versioning = versioning;
    this.objectLock = objectLock;
    this.now = now;
  }

  /** Rejects with RST817. */
  async list(folder = ''): Promise<readonly EvidenceEntry[]> {
    const objects: ListedObject[] = [];
    let next: ListPage['next'] = {};
    while (next !== undefined) {
      const page = await this.page(folder, next);
      objects.push(...page.objects);
      if (page.next !== undefined && canonicalQuery(page.next) === canonicalQuery(next))
        this.client.refuse(
          { method: 'GET', key: '' },
          'the store answers with the same list again and again',
        );
      next = page.next;
    }
    return oldestVersions(objects)
      .filter(({ name }) => name.startsWith(this.prefix) && name.endsWith('.json'))
      .map((entry) => ({ ...entry, name: entry.name.slice(this.prefix.length) }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Rejects with RST817. */
  async get({ name, version }: EvidenceEntry): Promise<Uint8Array> {
    const { body } = await this.client.request({
      method: 'GET',
      key: `${this.prefix}${name}`,
      ...(version !== undefined && { query: { versionId: version } }),
      longest: LONGEST_RECORD,
    });
    return body;
  }

  /** Rejects with RST817, or with RST819 for a name that is none of a record. */
  async putIfAbsent(name: string, content: Uint8Array): Promise<PutOutcome> {
    if (tryReadRecordName(name) === undefined)
      fail(evidenceProblems.invalidRecordName, { value: name, reason: 'it is no name of a record' });
    if (!this.conditionalPut && (await this.tryFind(name)) !== undefined) return 'exists';
    const { status } = await this.client.request(
      {
        method: 'PUT',
        key: `${this.prefix}${name}`,
        headers: this.putHeaders(content),
        body: content,
        longest: LONGEST_RECORD,
      },
      this.conditionalPut ? EXISTS : [],
    );
    if (EXISTS.includes(status)) return 'exists';
    return this.versioning && !(await this.isOldest(name, content)) ? 'exists' : 'stored';
  }

  private putHeaders(content: Uint8Array): Readonly<Record<string, string>> {
    const lock = this.objectLock;
    return {
      'content-type': 'application/vnd.in-toto.restore-drill+dsse',
      // Needed where an object is locked, also by a rule of the bucket (Amazon S3 API Reference, PutObject).
      'content-md5': createHash('md5').update(content).digest('base64'),
      ...(this.conditionalPut && { 'if-none-match': '*' }),
      ...(lock !== undefined && {
        'x-amz-object-lock-mode': lock.mode,
        'x-amz-object-lock-retain-until-date': new Date(
          this.now().getTime() + lock.retention * 1000,
        ).toISOString(),
      }),
    };
  }

  /** Two writers may both have put: then only the one whose version is the oldest has stored its record. */
  private async isOldest(name: string, content: Uint8Array): Promise<boolean> {
    const entry = await this.tryFind(name);
    if (entry === undefined || entry.unread !== undefined) return false;
    return Buffer.compare(await this.get(entry), content) === 0;
  }

  private async tryFind(name: string): Promise<EvidenceEntry | undefined> {
    return (await this.list(name)).find((entry) => entry.name === name);
  }

  private async page(folder: string, next: Readonly<Record<string, string>>): Promise<ListPage> {
    const request = {
      method: 'GET' as const,
      key: '',
      query: {
        ...(this.versioning ? { versions: '' } : { 'list-type': '2' }),
        'encoding-type': 'url',
        prefix: `${this.prefix}${folder}`,
        ...next,
      },
      longest: LONGEST_PAGE,
    };
    const { body } = await this.client.request(request);
    try {
      return readListPage(body.toString('utf8'));
    } catch {
      return this.client.refuse(request, 'the store answers with a list that cannot be read');
    }
  }
}
