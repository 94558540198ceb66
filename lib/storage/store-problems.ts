import { problem, storageProblems, type Problem, type ProblemDefinition } from '../core';
import type { StorageGrant } from '../plan';
import type { BackupStore } from './backup-store';
import type { Credentials } from './credentials';
import type { ServerSideEncryption } from './store-capabilities';

/** What somebody means to do with a store. */
export interface StoreUse {
  /** Compression of base backups, as Barman calls it. @default - none */
  readonly dataCompression?: string;
  /**
   * Compression of WAL files, as Barman calls it. No store minds: files are compressed before they are uploaded.
   *
   * @default - none
   */
  readonly walCompression?: string;
  /** Encryption that uploads ask for. @default - the default encryption of the store */
  readonly encryption?: ServerSideEncryption;
  /** Tags of uploaded objects. @default - none */
  readonly tags?: Readonly<Record<string, string>>;
  /** Whether what is written is locked against deletion. @default false */
  readonly objectLock?: boolean;
  /** Whether the writer overwrites objects it wrote, as Barman and Velero do. @default true */
  readonly overwrites?: boolean;
  /** What the store is opened with. @default - not looked at */
  readonly credentials?: Credentials;
  /** The most the holder of the credentials must be able to do. @default - not looked at */
  readonly access?: StorageGrant['access'];
}

/** Compressions that Barman applies chunk by chunk while it uploads (barman-cloud-backup, `get_compressor`). */
const STREAMED_COMPRESSIONS = ['snappy'];

/**
 * What a store cannot do of what is meant (`RST206` to `RST209`, `RST226` to `RST228`), and warnings about the way to it
 * (`RST204`, `RST205`).
 *
 * @param path construct path of the user; left to the reader if absent
 */
export function storeProblems(store: BackupStore, use: StoreUse, path?: string): Problem[] {
  return [...wayToStore(store), ...beyondCapabilities(store, use), ...beyondKeys(store, use)].map(
    ({ definition, ...details }) => problem(definition, { ...details, ...(path !== undefined && { path }) }),
  );
}

interface Finding {
  readonly definition: ProblemDefinition;
  readonly property: string;
  readonly value: unknown;
  readonly reason: string;
}

function* wayToStore(store: BackupStore): Generator<Finding> {
  const about = { property: 'store.endpoint', value: store.endpoint };
  if (store.isExposedOnTheWay) {
    yield {
      definition: storageProblems.unencryptedTransport,
      ...about,
      reason: 'the endpoint is reached over http and is neither in the cluster nor at a private address',
    };
  }
  if (store.repeatsBucketInEndpoint) {
    yield {
      definition: storageProblems.endpointHoldsBucket,
      ...about,
      reason: `the host begins with '${store.bucket}', and requests name the bucket in their path too`,
    };
  }
}

function* beyondCapabilities(store: BackupStore, use: StoreUse): Generator<Finding> {
  const { capabilities, profile } = store;
  const { dataCompression = '', encryption = store.defaultEncryption, overwrites = true } = use;
  if (STREAMED_COMPRESSIONS.includes(dataCompression) && !capabilities.streamedMultipart) {
    yield {
      definition: storageProblems.unsupportedCompression,
      property: 'dataCompression',
      value: dataCompression,
      reason: `${profile} wants the parts of an upload to have one length`,
    };
  }
  const tags = Object.keys(use.tags ?? {});
  if (tags.length > 0 && !capabilities.tagging) {
    yield {
      definition: storageProblems.unsupportedTagging,
      property: 'tags',
      value: tags.join(', '),
      reason: `${profile} has no tags of objects`,
    };
  }
  const offered = capabilities.serverSideEncryption;
  if (encryption !== undefined && !offered.includes(encryption)) {
    yield {
      definition: storageProblems.unsupportedEncryption,
      property: 'encryption',
      value: encryption,
      reason: `${profile} offers ${offered.length === 0 ? 'none, as far as it is declared' : offered.join(', ')}`,
    };
  }
  const lock = capabilities.objectLock;
  if (use.objectLock === true && (lock === 'none' || (lock === 'bucket-rules' && overwrites))) {
    yield {
      definition: storageProblems.unsupportedObjectLock,
      property: 'objectLock',
      value: lock,
      reason:
        lock === 'none'
          ? `${profile} has no locks`
          : `${profile} locks by rules of the bucket, which refuse to overwrite what the tool wrote before`,
    };
  }
}

function* beyondKeys(store: BackupStore, use: StoreUse): Generator<Finding> {
  const { capabilities, profile } = store;
  if (use.credentials?.kind === 'irsa' && profile !== 'aws') {
    yield {
      definition: storageProblems.credentialsForeignToStore,
      property: 'credentials',
      value: use.credentials.kind,
      reason: `${profile} knows no roles of IAM`,
    };
  }
  if (use.access === 'read-only' && !capabilities.readOnlyKeys) {
    yield {
      definition: storageProblems.noReadOnlyKeys,
      property: 'credentials',
      value: store.id,
      reason: `every key of ${profile} can write too, as far as it is known`,
    };
  }
  if (use.access === 'append-only' && !capabilities.putOnlyKeys && use.objectLock !== true) {
    yield {
      definition: storageProblems.noAppendOnlyKeys,
      property: 'credentials',
      value: store.id,
      reason: `every key of ${profile} that can put objects can delete them, and they are not locked`,
    };
  }
}
