import type { GeneratedIndex, Origin } from './generated-index';
import { CustomResources } from './sources/custom-resources';
import type { SourceDocument } from './sources/documents';
import { OpenApi } from './sources/open-api';
import type { SourceKind } from './sources/source-kind';
import type { Wanted, WantedKinds } from './wanted-kinds';

/** The kinds of one API version, all of them found. */
export interface FoundKinds {
  readonly wanted: WantedKinds;
  readonly origin: Origin;
  readonly kinds: readonly SourceKind[];
}

/** What the sources have of what is wanted. */
export interface Finding {
  readonly found: readonly FoundKinds[];
  /** API versions that are in no source, but were generated before. */
  readonly kept: readonly string[];
  /** Wanted kinds, as `apiVersion/kind`, that no source describes, although it should. */
  readonly missing: readonly string[];
  /** @default - none among the sources */
  readonly openApi?: OpenApi;
}

/** Looks up the wanted kinds in the sources. */
export function findKinds(
  documents: readonly SourceDocument[],
  wanted: Wanted,
  index: GeneratedIndex,
): Finding {
  const customResources = CustomResources.of(documents);
  const openApi = OpenApi.tryOf(documents);
  const lookups = [
    ...wanted.customResources.map((group) => lookUp(group, 'custom', customResources)),
    ...wanted.builtIn.map((group) => lookUp(group, 'built-in', openApi)),
  ];
  const kept = lookups.filter(({ origin, kinds, wanted: group }) => {
    const mayBeAbsent = origin === 'custom' ? kinds.length === 0 : openApi === undefined;
    return mayBeAbsent && group.kinds.every((kind) => `${group.apiVersion}/${kind}` in index.kinds);
  });
  const present = lookups.filter((lookup) => !kept.includes(lookup));
  return {
    found: present,
    kept: kept.map(({ wanted: group }) => group.apiVersion),
    missing: present.flatMap(({ wanted: group, kinds }) =>
      group.kinds
        .filter((kind) => !kinds.some((found) => found.kind === kind))
        .map((kind) => `${group.apiVersion}/${kind}`),
    ),
    ...(openApi !== undefined && { openApi }),
  };
}

interface Source {
  tryFind(apiVersion: string, kind: string): SourceKind | undefined;
}

function lookUp(wanted: WantedKinds, origin: Origin, source: Source | undefined): FoundKinds {
  const kinds = wanted.kinds.map((kind) => source?.tryFind(wanted.apiVersion, kind));
  return { wanted, origin, kinds: kinds.filter((kind) => kind !== undefined) };
}
