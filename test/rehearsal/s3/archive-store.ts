import type { S3ArchiveOptions } from '../../../lib/rehearsal';
import { BUCKET, CREDENTIALS, FakeS3, type FakeS3Options, type Fault } from '../../evidence/fake-s3';

/** What rehearsals write below. */
export const PREFIX = 'rehearsals';

/** A store in this process that keeps the archives of rehearsals. */
export class ArchiveStore {
  static async start(options: FakeS3Options = {}): Promise<ArchiveStore> {
    const store = new ArchiveStore(await FakeS3.start({ versioning: false, ...options }));
    store.answer();
    return store;
  }

  private constructor(readonly s3: FakeS3) {}

  /** Option of a rehearsal that keeps its archive here. */
  archive(props: Partial<S3ArchiveOptions> = {}): S3ArchiveOptions {
    return {
      kind: 's3',
      endpoint: this.s3.endpoint,
      bucket: BUCKET,
      region: 'eu-central-1',
      prefix: PREFIX,
      credentials: CREDENTIALS,
      ...props,
    };
  }

  /** Answers what it is asked. It has one bucket. */
  answer(): void {
    this.s3.fault = withoutBucket;
  }

  /** Answers every request from now on with a fault, or every one that a condition holds for. */
  refuse(
    fault: Fault,
    condition: (request: { readonly url: string; readonly method: string }) => boolean = () => true,
  ): void {
    this.s3.fault = (request) => (condition(request) ? fault : undefined);
  }

  /** Takes this long for each answer, milliseconds. */
  slowDown(milliseconds: number): void {
    this.s3.fault = () =>
      new Promise((resolve) => {
        setTimeout(() => resolve(undefined), milliseconds);
      });
  }

  /** Moves everything below another prefix. */
  rename(prefix: string): void {
    for (const [key, versions] of [...this.s3.objects]) {
      this.s3.objects.delete(key);
      this.s3.objects.set(`${prefix}/${key}`, versions);
    }
  }

  /** Keys below a folder of the only archive, in order. */
  keys(folder: string): readonly string[] {
    return [...this.s3.objects.keys()].filter((key) => key.includes(`/${folder}/`)).sort();
  }

  /** Changes the content of the object at a place of a folder, counted from its end with -1. Undefined: it is removed. */
  alter(folder: string, index: number, change: (content: Buffer) => Buffer | undefined): void {
    const key = this.keys(folder).at(index);
    const content = key === undefined ? undefined : this.s3.current(key);
    if (key === undefined || content === undefined) throw new Error(`${folder} has nothing at ${index}`);
    const changed = change(Buffer.from(content));
    if (changed === undefined) this.s3.objects.delete(key);
    else this.s3.put(key, changed);
  }

  stop(): Promise<void> {
    return this.s3.stop();
  }
}

function withoutBucket({ url }: { readonly url: string }): Fault | undefined {
  return new RegExp(`^/${BUCKET}(?:[/?]|$)`).test(url) ? undefined : { status: 404, code: 'NoSuchBucket' };
}
