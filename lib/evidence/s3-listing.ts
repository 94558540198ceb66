import type { RecordAlteration } from './evidence-record';
import type { EvidenceEntry } from './evidence-store';
import { grouped } from './grouped';

/** One page of a list of objects. */
export interface ListPage {
  readonly objects: readonly ListedObject[];
  /** Parameters of the request for the next page. @default - it is the last one */
  readonly next?: Readonly<Record<string, string>>;
}

/** One object, one version of it, or the mark that it is deleted. */
export interface ListedObject {
  readonly key: string;
  readonly size: number;
  readonly etag: string;
  /** When it was put there by the clock of the store, RFC 3339. Absent: the list does not say. */
  readonly lastModified?: string;
  /** Absent in lists without versions. */
  readonly version?: string;
  readonly kind: 'object' | 'delete-marker';
  /** Whether it is what readers that ask for no version get. */
  readonly isLatest: boolean;
}

/** Root elements of the two lists. Anything else is another answer, perhaps of a proxy, and says nothing of the bucket. */
const LIST = /<List(Bucket|Versions)Result[\s>]/;

/**
 * Reads an answer of ListObjectsV2 or ListObjectVersions (Amazon S3 API Reference), asked for with `encoding-type=url`.
 * The elements that are read hold text only, so looking for them needs no reader of XML. Throws what is no such answer.
 */
export function readListPage(xml: string): ListPage {
  if (!LIST.test(xml)) throw new Error('it is no list of objects');
  const blocks = xml.match(/<(Contents|Version|DeleteMarker)>[\s\S]*?<\/\1>/g) ?? [];
  // Told by the answer: not every store that is asked to encode names does it.
  const urlEncoded = text(xml, 'EncodingType') === 'url';
  const objects = blocks.map((block): ListedObject => {
    const version = text(block, 'VersionId');
    const lastModified = text(block, 'LastModified');
    return {
      key: keyOf(text(block, 'Key') ?? '', urlEncoded),
      size: Number(text(block, 'Size') ?? 0),
      etag: text(block, 'ETag') ?? '',
      ...(lastModified !== undefined && { lastModified }),
      ...(version !== undefined && { version }),
      kind: block.startsWith('<DeleteMarker>') ? 'delete-marker' : 'object',
      isLatest: text(block, 'IsLatest') === 'true',
    };
  });
  const next = text(xml, 'IsTruncated') === 'true' ? nextPage(xml, urlEncoded) : undefined;
  return { objects, ...(next !== undefined && { next }) };
}

/**
 * What stands under each name. Versions of a key come newest first (Amazon S3 API Reference, ListObjectVersions), and the
 * oldest one counts: whoever can put objects can add newer ones and marks that hide it, but nothing before it.
 */
export function oldestVersions(objects: readonly ListedObject[]): readonly EvidenceEntry[] {
  return [...grouped(objects, ({ key }) => key)].map(([name, all]): EvidenceEntry => {
    const versions = all.filter(({ kind }) => kind === 'object');
    const oldest = versions.at(-1);
    if (oldest === undefined)
      return { name, size: 0, altered: 'deleted', unread: 'only the mark that it is deleted is left of it' };
    const altered = alterationOf(all, versions);
    return {
      name,
      size: oldest.size,
      ...(oldest.version !== undefined && { version: oldest.version }),
      ...(altered !== undefined && { altered }),
    };
  });
}

function alterationOf(
  all: readonly ListedObject[],
  versions: readonly ListedObject[],
): RecordAlteration | undefined {
  if (all.some(({ kind, isLatest }) => kind === 'delete-marker' && isLatest)) return 'deleted';
  // The same content once more is a put that was repeated, since its first answer was lost on the way.
  return new Set(versions.map(({ etag }) => etag)).size > 1 ? 'overwritten' : undefined;
}

function nextPage(xml: string, urlEncoded: boolean): Readonly<Record<string, string>> {
  const token = text(xml, 'NextContinuationToken');
  if (token !== undefined) return { 'continuation-token': token };
  const key = text(xml, 'NextKeyMarker');
  // Taken for the end, it would make a chain look shorter than it is.
  if (key === undefined) throw new Error('the list goes on, but does not say where');
  const version = text(xml, 'NextVersionIdMarker');
  return {
    'key-marker': keyOf(key, urlEncoded),
    ...(version !== undefined && { 'version-id-marker': version }),
  };
}

function keyOf(key: string, urlEncoded: boolean): string {
  return urlEncoded ? decodeURIComponent(key.replace(/\+/g, ' ')) : key;
}

/** The text of the first element of a name; undefined where there is none, or an empty one. */
function text(xml: string, element: string): string | undefined {
  const found = patternOf(element).exec(xml)?.[1];
  return found === undefined || found === '' ? undefined : unescaped(found);
}

const PATTERNS = new Map<string, RegExp>();

/** Made once for each element: a page has thousands of them. */
function patternOf(element: string): RegExp {
  const known = PATTERNS.get(element);
  if (known !== undefined) return known;
  const pattern = new RegExp(`<${element}>([^<]*)</${element}>`);
  PATTERNS.set(element, pattern);
  return pattern;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescaped(escaped: string): string {
  return escaped.replace(
    /&(?:#x(?<hex>[0-9a-fA-F]+)|#(?<decimal>\d+)|(?<name>\w+));/g,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (hex !== undefined) return String.fromCodePoint(parseInt(hex, 16));
      if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
      return ENTITIES[name ?? ''] ?? whole;
    },
  );
}
