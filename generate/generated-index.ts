import type { Scope } from '../lib/kubernetes/schema/shape';
import { sortedEntries } from './record';

/** The content of `generated/index.json`: what was generated, and from what. */
export interface GeneratedIndex {
  /** By `apiVersion/kind`. */
  readonly kinds: Readonly<Record<string, GeneratedKind>>;
  /** The files of types, without `.ts`, and where they come from. */
  readonly modules: Readonly<Record<string, Origin>>;
}

/** Where a kind is described: by a CustomResourceDefinition, or by the OpenAPI document of an API server. */
export type Origin = 'custom' | 'built-in';

export interface GeneratedKind {
  readonly scope: Scope;
  readonly origin: Origin;
  /** Name of the file it was read from. */
  readonly source: string;
  /** Versions the source states of itself. */
  readonly versions: Readonly<Record<string, string>>;
  /** SHA-256 of the schema it was read from. */
  readonly sha256: string;
}

/** Before anything was generated. */
export const EMPTY_INDEX: GeneratedIndex = { kinds: {}, modules: {} };

/** Where the index is, below `lib/kubernetes/generated`. */
export const INDEX_FILE = 'index.json';

/** The text of `index.json`. */
export function renderIndex(index: GeneratedIndex): string {
  return `${JSON.stringify({ kinds: inOrder(index.kinds), modules: inOrder(index.modules) }, undefined, 1)}\n`;
}

function inOrder<T>(record: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  return Object.fromEntries(sortedEntries(record));
}
