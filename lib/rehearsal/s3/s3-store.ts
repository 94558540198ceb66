import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseManifest } from '../backup-manifest';
import type { BaseBackup } from '../base-backup';
import { Incident } from '../incident';
import type { RehearsalStore } from '../rehearsal-store';
import type { Sandbox } from '../sandbox';
import { ArchiveBucket } from './archive-bucket';
import { archivePlace, type S3ArchiveOptions } from './archive-options';
import { partsOf, PartWriter, readParts } from './backup-parts';
import { expectNode, installProgram } from './install-program';
import { S3WalArchive } from './s3-wal-archive';
import { storeIncident } from './store-finding';

const MANIFEST = 'manifest.json';

/** A store that is a bucket: base backups in parts and a manifest, WAL as one object for each segment. */
export class S3Store implements RehearsalStore {
  readonly wal: S3WalArchive;
  readonly backups: string;
  private readonly bucket: ArchiveBucket;

  /** Throws RST858. */
  constructor(
    options: S3ArchiveOptions,
    private readonly sandbox: Sandbox,
    signal: AbortSignal,
  ) {
    const run = `${new Date().toISOString().replaceAll(/[-:.]/g, '')}-${randomBytes(4).toString('hex')}`;
    const place = archivePlace(options, run);
    this.bucket = new ArchiveBucket(place, signal);
    const folder = sandbox.makeFolder('archive');
    this.backups = sandbox.makeFolder('backups');
    this.wal = new S3WalArchive(this.bucket, installProgram(folder, sandbox, place), folder);
  }

  async prepare(signal: AbortSignal): Promise<void> {
    await expectNode(this.sandbox, signal);
    await orIncident(this.bucket.list('wal'));
  }

  /** Puts its parts, then its manifest, and removes it here: what is restored later comes from the bucket. */
  async keep({ folder, manifest }: BaseBackup): Promise<void> {
    const name = basename(folder);
    const parts = partsOf(manifest);
    let index = 0;
    for (const content of readParts(folder, manifest)) {
      await orIncident(this.bucket.put(`base/${name}/${parts[index]?.name ?? ''}`, content));
      index += 1;
    }
    await orIncident(this.bucket.put(`base/${name}/${MANIFEST}`, Buffer.from(JSON.stringify(manifest))));
    rmSync(folder, { recursive: true });
  }

  async newestBackup(): Promise<BaseBackup | undefined> {
    const objects = await orIncident(this.bucket.list('base'));
    const newest = objects
      .map(({ key }) => key.split('/'))
      .filter(([, file]) => file === MANIFEST)
      .map(([name = '']) => name)
      .sort()
      .at(-1);
    return newest === undefined ? undefined : this.fetch(newest);
  }

  /** Only asking shows whether a bucket is there. */
  tryFindLoss(): undefined {
    return undefined;
  }

  private async fetch(name: string): Promise<BaseBackup> {
    const manifest = parseManifest((await this.findPart(name, MANIFEST)).toString('utf8'));
    const folder = mkdtempSync(join(this.backups, `${name}-`));
    for (const path of manifest.folders) mkdirSync(join(folder, path), { mode: 0o700 });
    const writer = new PartWriter(folder, manifest.files);
    try {
      for (const part of partsOf(manifest)) {
        const content = await this.findPart(name, part.name);
        if (content.length !== part.size) {
          const sizes = `${content.length} bytes instead of ${part.size}`;
          throw new Incident('base-backup-incomplete', `${part.name} of the base backup has ${sizes}`);
        }
        writer.write(content);
      }
    } finally {
      writer.close();
    }
    return { folder, manifest };
  }

  private async findPart(backup: string, part: string): Promise<Buffer> {
    const content = await orIncident(this.bucket.tryGet(`base/${backup}/${part}`));
    if (content !== undefined) return content;
    throw new Incident('base-backup-incomplete', `the base backup has no ${part}`);
  }
}

async function orIncident<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    throw storeIncident(error);
  }
}
