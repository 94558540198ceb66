import fc from 'fast-check';
import { tryTranslatePattern } from '../../../lib/kubernetes/schema/pattern';
import type {
  ArrayShape,
  KindDocument,
  MapShape,
  NumberShape,
  ObjectShape,
  Shape,
  StringShape,
} from '../../../lib/kubernetes/schema';

const NAME = fc.stringMatching(/^[a-z]([a-z0-9-]{0,8}[a-z0-9])?$/);
/** Optional fields of one object at most: schemas are wide and deep, and objects in use are not. */
const OPTIONAL_FIELDS = 3;
const DEPTH = 7;

/** Objects of a kind that match its schema. */
export function arbitraryObject(document: KindDocument): fc.Arbitrary<Readonly<Record<string, unknown>>> {
  const shapes = new ArbitraryShapes(document);
  const properties = Object.fromEntries(
    Object.entries(document.schema.properties).filter(([name]) => name !== 'metadata' && name !== 'status'),
  );
  const schema = {
    ...document.schema,
    properties,
    required: (document.schema.required ?? []).filter((name) => name !== 'metadata'),
  };
  return fc
    .tuple(
      shapes.of(schema, 0),
      fc.record({ name: NAME, namespace: NAME, labels: labels() }, { requiredKeys: ['name'] }),
    )
    .map(([object, metadata]) => ({ ...(object as object), metadata }));
}

function labels(): fc.Arbitrary<Record<string, string>> {
  return fc.dictionary(NAME, fc.stringMatching(/^[A-Za-z0-9]([A-Za-z0-9_.-]{0,20}[A-Za-z0-9])?$/), {
    maxKeys: 3,
  });
}

class ArbitraryShapes {
  constructor(private readonly document: KindDocument) {}

  of(shape: Shape, depth: number): fc.Arbitrary<unknown> {
    const constrained = typeof shape === 'string' ? { type: shape } : shape;
    switch (constrained.type) {
      case 'any':
        return fc.jsonValue({ maxDepth: 1 }).filter((value) => value !== null);
      case 'metadata':
        return fc.record({ labels: labels() }, { requiredKeys: [] });
      case 'boolean':
        return fc.boolean();
      case 'string':
      case 'date-time':
      case 'byte':
        return arbitraryString(constrained as StringShape);
      case 'integer':
      case 'int32':
      case 'int64':
      case 'number':
        return arbitraryNumber(constrained as NumberShape);
      case 'int-or-string':
      case 'number-or-string':
        return fc.oneof(
          fc.nat(100),
          fc.nat(100).map((n) => ('pattern' in constrained ? `${n}Mi` : String(n))),
        );
      case 'array':
        return this.array(constrained, depth);
      case 'map':
        return this.map(constrained, depth);
      case 'object':
        return this.object(constrained, depth);
      default:
        return this.of(this.document.definitions?.[constrained.type.slice(1)] ?? 'any', depth);
    }
  }

  private array(shape: ArrayShape, depth: number): fc.Arbitrary<unknown> {
    const minLength = shape.minItems ?? 0;
    const maxLength = Math.min(shape.maxItems ?? Infinity, Math.max(minLength, depth < DEPTH ? 2 : 0));
    const keys = Object.entries(shape.keys ?? {});
    const identity = (item: unknown): string =>
      keys.length === 0
        ? JSON.stringify(item)
        : JSON.stringify(keys.map(([key, absent]) => (item as Record<string, unknown>)[key] ?? absent));
    const isUnique = shape.unique === true || keys.length > 0;
    const items = this.of(shape.items, depth + 1);
    return isUnique
      ? fc.uniqueArray(items, { minLength, maxLength, selector: identity })
      : fc.array(items, { minLength, maxLength });
  }

  private map(shape: MapShape, depth: number): fc.Arbitrary<unknown> {
    const minKeys = shape.minProperties ?? 0;
    return fc.dictionary(NAME, this.of(shape.values, depth + 1), { minKeys, maxKeys: Math.max(minKeys, 2) });
  }

  private object(shape: ObjectShape, depth: number): fc.Arbitrary<unknown> {
    const required = new Set(shape.required);
    const optional = Object.keys(shape.properties).filter((name) => !required.has(name));
    const most = Math.min(
      depth < DEPTH ? OPTIONAL_FIELDS : 0,
      (shape.maxProperties ?? Infinity) - required.size,
    );
    const least = Math.max(0, (shape.minProperties ?? 0) - required.size);
    return fc
      .subarray(optional, { minLength: least, maxLength: Math.min(optional.length, Math.max(least, most)) })
      .chain((chosen) => {
        const fields = [...required, ...chosen].map(
          (name) => [name, this.of(shape.properties[name] ?? 'any', depth + 1)] as const,
        );
        return fc.record(Object.fromEntries(fields));
      });
  }
}

function arbitraryString(shape: StringShape): fc.Arbitrary<string> {
  if (shape.enum !== undefined) return fc.constantFrom(...shape.enum);
  if (shape.type === 'date-time')
    return fc
      .date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) })
      .map((d) => d.toISOString());
  if (shape.type === 'byte') return fc.base64String({ maxLength: 12 });
  const { minLength = 0, maxLength = Math.max(12, minLength) } = shape;
  if (shape.pattern === undefined)
    return fc.string({ minLength, maxLength: Math.min(maxLength, minLength + 12) });
  const pattern = tryTranslatePattern(shape.pattern) ?? /^$/;
  const source = pattern.flags === 'i' ? new RegExp(pattern.source) : pattern;
  return fc
    .stringMatching(source, { maxLength })
    .filter((text) => text.length >= minLength && text.length <= maxLength);
}

function arbitraryNumber(shape: NumberShape): fc.Arbitrary<number> {
  const { minimum: min = -1000, maximum: max = Math.max(1000, min) } = shape;
  return fc.integer({ min, max });
}
