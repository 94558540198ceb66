import type { KindDocument, ObjectShape, Shape } from '../../lib/kubernetes/schema/shape';
import { PathNames } from '../path-names';
import { sortedEntries } from '../record';
import type { SourceKind } from '../sources/source-kind';
import { StructuralKeys } from '../structural-keys';

/** Shapes that take no more characters than this are repeated rather than referred to. */
const REPEATED_CHARACTERS = 40;

/**
 * The structural schema of one kind. What is found in several places becomes a definition. The status is kept
 * unchecked: controllers write it.
 */
export function kindDocument(source: SourceKind): KindDocument {
  const shape = withUncheckedStatus(source.shape);
  const keys = StructuralKeys.ofSchemas();
  const repeated = repeatedIn(shape, keys);
  const names = PathNames.of([{ name: source.kind, shape }], keys, (part) => repeated.has(keys.keyOf(part)));
  const definitions: Record<string, Shape> = {};
  const referred = (part: Shape): Shape => {
    const name = names.tryNameOf(part);
    if (name === undefined) return withChildren(part, referred);
    if (!(name in definitions)) {
      // Claims the name before the parts, which may refer to other definitions, are done.
      definitions[name] = 'any';
      definitions[name] = withChildren(part, referred);
    }
    return `#${name}`;
  };
  const schema = withChildren(shape, referred) as ObjectShape;
  return {
    apiVersion: source.apiVersion,
    kind: source.kind,
    scope: source.scope,
    schema,
    ...(Object.keys(definitions).length > 0 && {
      definitions: Object.fromEntries(sortedEntries(definitions)),
    }),
  };
}

/** The text of a schema's file: JSON with one line for each definition and each property, so that changes can be read. */
export function renderKindDocument(document: KindDocument): string {
  return `${render(document)}\n`;
}

function withUncheckedStatus(shape: ObjectShape): ObjectShape {
  if (!('status' in shape.properties)) return shape;
  return { ...shape, properties: { ...shape.properties, status: 'any' } };
}

/** The keys of objects and long scalars that more than one place holds. */
function repeatedIn(root: Shape, keys: StructuralKeys): ReadonlySet<number> {
  const seen = new Set<number>();
  const repeated = new Set<number>();
  const visit = (shape: Shape): Shape => {
    if (typeof shape === 'string') return shape;
    const key = keys.keyOf(shape);
    const isShared = shape.type !== 'array' && shape.type !== 'map' && isLong(shape);
    if (!seen.has(key)) withChildren(shape, visit);
    else if (isShared) repeated.add(key);
    seen.add(key);
    return shape;
  };
  visit(root);
  return repeated;
}

function isLong(shape: Shape): boolean {
  return JSON.stringify(shape).length > REPEATED_CHARACTERS;
}

function withChildren(shape: Shape, map: (child: Shape) => Shape): Shape {
  if (typeof shape === 'string') return shape;
  switch (shape.type) {
    case 'array':
      return { ...shape, items: map(shape.items) };
    case 'map':
      return { ...shape, values: map(shape.values) };
    case 'object':
      return {
        ...shape,
        properties: Object.fromEntries(
          Object.entries(shape.properties).map(([name, child]) => [name, map(child)]),
        ),
      };
    default:
      return shape;
  }
}

const BY_LINE: ReadonlySet<string> = new Set(['properties', 'definitions', 'schema']);

function render(value: unknown, name = ''): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return JSON.stringify(value);
  const members = Object.entries(value).map(
    ([key, member]) => `${JSON.stringify(key)}:${render(member, key)}`,
  );
  if (!BY_LINE.has(name) || members.length === 0) return `{${members.join(',')}}`;
  return `{\n${members.join(',\n')}}`;
}
