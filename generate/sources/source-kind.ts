import type { ObjectShape, Scope, Shape } from '../../lib/kubernetes/schema/shape';

/** One kind as a source describes it. */
export interface SourceKind {
  readonly apiVersion: string;
  readonly kind: string;
  readonly scope: Scope;
  /** Its shape, status included. */
  readonly shape: ObjectShape;
  /** Name of the file it was read from, without folders. */
  readonly source: string;
  /** Versions the source states of itself: of the API, or of what made it. */
  readonly versions: Readonly<Record<string, string>>;
  /** SHA-256 of the schema as it was read, with its keys in order. */
  readonly sha256: string;
  /** How often a rule was left behind that has no shape, by keyword. */
  readonly leftBehind: ReadonlyMap<string, number>;
}

/** The shape of a whole object: what every object has, beside what the source says. */
export function objectShape(shape: Shape, apiVersion: string, kind: string, scope: Scope): ObjectShape {
  const described = typeof shape === 'object' && shape.type === 'object' ? shape : EMPTY;
  const required = new Set([
    'apiVersion',
    'kind',
    ...(scope === 'File' ? [] : ['metadata']),
    ...(described.required ?? []),
  ]);
  return {
    ...described,
    properties: {
      ...described.properties,
      apiVersion: { type: 'string', enum: [apiVersion] },
      kind: { type: 'string', enum: [kind] },
      metadata: 'metadata',
    },
    required: [...required].sort(),
  };
}

const EMPTY: ObjectShape = { type: 'object', properties: {} };
