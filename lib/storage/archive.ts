import { fail, storageProblems } from '../core';
import type { ArchivePlan, StorageGrant } from '../plan';
import type { BackupStore } from './backup-store';

/** What makes up an archive. */
export interface ArchiveProps {
  readonly store: BackupStore;
  /** Folder in the bucket, without slashes at the ends; empty for the bucket itself. */
  readonly prefix: string;
  /**
   * Name of the writer below the prefix, Barman's server name. Always said, since tools have different defaults for it
   * (CloudNativePG: the name of the Cluster, also of one that recovers from another).
   *
   * @default - none: the tool has none
   */
  readonly serverName?: string;
}

const SEGMENT = /^[A-Za-z0-9._-]+$/;

/** Bytes of the longest key (Amazon S3 User Guide, object key names), less what Barman appends to a place. */
const LONGEST_PLACE = 1024 - 256;

/** A writer's place in a store. One writer, any number of readers. */
export class Archive {
  /** @throws RestorableError `RST211` */
  static of(props: ArchiveProps): Archive {
    const { store, prefix, serverName } = props;
    const segments = prefix === '' ? [] : prefix.split('/');
    for (const segment of segments) checkSegment('prefix', prefix, segment);
    if (serverName !== undefined) checkSegment('serverName', serverName, serverName);
    if (prefix.length + (serverName?.length ?? 0) > LONGEST_PLACE) {
      fail(storageProblems.invalidArchivePlace, {
        property: 'prefix',
        value: prefix,
        reason: `it is longer than ${LONGEST_PLACE} characters, so that keys below it would be too long`,
      });
    }
    return new Archive(store, prefix, serverName);
  }

  private constructor(
    readonly store: BackupStore,
    readonly prefix: string,
    readonly serverName: string | undefined,
  ) {}

  /** The place without the server name as Barman is told it: `s3://bucket/prefix`. */
  get destinationPath(): string {
    return `s3://${joined(this.store.bucket, this.prefix)}`;
  }

  /** Prefix of everything the writer writes, without slashes at the ends. */
  get keyPrefix(): string {
    return joined(this.prefix, this.serverName ?? '');
  }

  /** Bucket, prefix and server name joined by slashes. */
  get location(): string {
    return joined(this.store.bucket, this.keyPrefix);
  }

  /** The place in all stores, to compare with others: identity of the store, prefix and server name. */
  get address(): string {
    return joined(this.store.id, this.keyPrefix);
  }

  /** Whether the other is the same place, inside of this one, or around it. */
  overlaps(other: Archive): boolean {
    const [mine, others] = [`${this.address}/`, `${other.address}/`];
    return mine.startsWith(others) || others.startsWith(mine);
  }

  /** Its part of the recovery plan. */
  plan(): ArchivePlan {
    return this.store.archivePlan(this.prefix, this.serverName);
  }
}

/** The least right on the store that a user of an archive needs. */
export function grantOf(archive: Archive, access: StorageGrant['access']): StorageGrant {
  return { store: archive.store.id, bucket: archive.store.bucket, prefixes: [archive.keyPrefix], access };
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('/');
}

function checkSegment(property: 'prefix' | 'serverName', value: string, segment: string): void {
  const reason = refusal(segment);
  if (reason !== undefined) fail(storageProblems.invalidArchivePlace, { property, value, reason });
}

function refusal(segment: string): string | undefined {
  if (segment === '') return 'it has an empty segment: a slash at an end, or two in a row';
  if (segment === '.' || segment === '..') return `'${segment}' is no name of a folder`;
  return SEGMENT.test(segment) ? undefined : `'${segment}' has characters that tools treat differently`;
}
