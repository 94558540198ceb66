import type { KindDocument } from '../lib/kubernetes/schema/shape';
import { changesBetween, type Changes } from './changes';
import { findKinds, type FoundKinds } from './find-kinds';
import { INDEX_FILE, renderIndex, type GeneratedIndex, type GeneratedKind } from './generated-index';
import { kindDocument, renderKindDocument } from './schemas/kind-document';
import type { SourceDocument } from './sources/documents';
import { renderTypes, type TypeFile } from './types/render-types';
import { moduleOf } from './types/type-name';
import type { Wanted } from './wanted-kinds';

/** What was generated before. */
export interface Previous {
  readonly index: GeneratedIndex;
  /** The schema of a kind that is in the index. */
  schema(apiVersion: string, kind: string): KindDocument | undefined;
}

/** What a run made. */
export interface Generated extends Changes {
  /** Text by path below `lib/kubernetes/generated`. */
  readonly files: ReadonlyMap<string, string>;
  readonly index: GeneratedIndex;
  /** API versions that are in no source and stay as they are. */
  readonly kept: readonly string[];
  /** Wanted kinds that no source describes, although it should. Nothing may be written while there are any. */
  readonly missing: readonly string[];
  /** Rules that have no shape, by keyword, with how many there were. */
  readonly leftBehind: ReadonlyMap<string, number>;
}

/**
 * Makes types and schemas of the wanted kinds. Pure: the same documents make the same text, whatever their order.
 *
 * A source need not describe everything. An API version that no source knows stays as it was generated before, and so do
 * the built-in kinds if there is no OpenAPI document. An API version of which some kinds are missing is an error.
 */
export function generate(
  documents: readonly SourceDocument[],
  wanted: Wanted,
  previous: Previous,
): Generated {
  const { found, kept, missing, openApi } = findKinds(documents, wanted, previous.index);
  const types = renderTypes(found, openApi);
  const kinds = found.flatMap((group) => group.kinds);
  const schemas = kinds.map(kindDocument);
  const index = indexOf(found, types, kept, previous.index);
  return {
    files: new Map([
      ...types.map(({ module, text }) => [`${module}.ts`, text] as const),
      ...schemas.map((schema) => [schemaPath(schema), renderKindDocument(schema)] as const),
      [INDEX_FILE, renderIndex(index)],
    ]),
    index,
    kept,
    missing,
    ...changesBetween(
      Object.keys(previous.index.kinds),
      Object.keys(index.kinds),
      schemas,
      (apiVersion, kind) => previous.schema(apiVersion, kind),
    ),
    leftBehind: total(kinds.map((kind) => kind.leftBehind)),
  };
}

/** Where the schema of a kind is, below `lib/kubernetes/generated`. */
export function schemaPath({ apiVersion, kind }: Pick<KindDocument, 'apiVersion' | 'kind'>): string {
  return `schemas/${moduleOf(apiVersion)}/${kind}.json`;
}

function indexOf(
  found: readonly FoundKinds[],
  types: readonly TypeFile[],
  kept: readonly string[],
  before: GeneratedIndex,
): GeneratedIndex {
  const keptModules = new Set(kept.map(moduleOf));
  const keepsBuiltIn = !found.some(({ origin }) => origin === 'built-in');
  return {
    kinds: {
      ...Object.fromEntries(
        Object.entries(before.kinds).filter(([key]) => kept.includes(key.replace(/\/[^/]*$/, ''))),
      ),
      ...Object.fromEntries(found.flatMap(entriesOf)),
    },
    modules: {
      // Types that several built-in API versions share are in modules that have no kind, such as meta/v1.
      ...Object.fromEntries(
        Object.entries(before.modules).filter(
          ([module, origin]) => keptModules.has(module) || (keepsBuiltIn && origin === 'built-in'),
        ),
      ),
      ...Object.fromEntries(types.map(({ module, origin }) => [module, origin])),
    },
  };
}

function entriesOf({ origin, kinds }: FoundKinds): (readonly [string, GeneratedKind])[] {
  return kinds.map(({ apiVersion, kind, scope, source, versions, sha256 }) => [
    `${apiVersion}/${kind}`,
    { scope, origin, source, versions, sha256 },
  ]);
}

function total(counts: readonly ReadonlyMap<string, number>[]): ReadonlyMap<string, number> {
  const sum = new Map<string, number>();
  for (const [what, count] of counts.flatMap((map) => [...map])) sum.set(what, (sum.get(what) ?? 0) + count);
  return new Map([...sum].sort(([a], [b]) => (a < b ? -1 : 1)));
}
