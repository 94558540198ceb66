import { tryTranslatePattern } from '../lib/kubernetes/schema/pattern';
import type {
  ArrayShape,
  NumberShape,
  NumberType,
  ObjectShape,
  Shape,
  SimpleType,
  StringShape,
  StringType,
} from '../lib/kubernetes/schema/shape';
import { UNDERSTOOD, type JsonSchema } from './json-schema';
import { sortedEntries } from './record';

/** What tells the two kinds of source apart. */
export interface Dialect {
  /** The shape of a `$ref`. */
  resolve(reference: string): Shape;
  /** What an item counts as that lacks this key of its list. */
  defaultOfKey(key: string, schema: JsonSchema | undefined): string | number | boolean | null;
  /** What an object is that lists no fields: closed in a CRD, not described in OpenAPI v2. */
  readonly withoutFields: 'closed' | 'any';
}

/**
 * Reads JSON Schema into shapes: types, names, what is required, enums, patterns and bounds. Sentences are left behind.
 * Rules in CEL (`x-kubernetes-validations`) and combinations (`allOf`, `not` …) have no shape; they are counted.
 */
export class ShapeReader {
  /** How often a keyword, or a pattern JavaScript cannot read, was left behind. */
  readonly leftBehind = new Map<string, number>();

  constructor(private readonly dialect: Dialect) {}

  read(schema: JsonSchema): Shape {
    this.countUnknown(schema);
    if (schema.$ref !== undefined) return this.dialect.resolve(schema.$ref);
    if (schema['x-kubernetes-int-or-string'] === true) return this.numberOrString(schema);
    switch (schema.type) {
      case 'string':
        return this.string(schema);
      case 'integer':
      case 'number':
        return this.number(schema);
      case 'boolean':
        return simplified({ type: 'boolean', ...nullable(schema) });
      case 'array':
        return this.array(schema);
      case 'object':
        return this.object(schema);
      default:
        return 'any';
    }
  }

  private string(schema: JsonSchema): Shape {
    const type: StringType =
      schema.format === 'date-time' || schema.format === 'byte' ? schema.format : 'string';
    return simplified({
      type,
      ...(schema.enum !== undefined && { enum: schema.enum.map(String).sort() }),
      ...this.pattern(schema),
      ...bounds(schema, ['minLength', 'maxLength']),
      ...nullable(schema),
    } satisfies StringShape);
  }

  private number(schema: JsonSchema): Shape {
    return simplified({
      type: numberType(schema),
      ...(schema.enum !== undefined && { enum: schema.enum.map(Number).sort((a, b) => a - b) }),
      ...bounds(schema, ['minimum', 'maximum']),
      ...nullable(schema),
    } satisfies NumberShape);
  }

  private numberOrString(schema: JsonSchema): Shape {
    return simplified({ type: 'int-or-string', ...this.pattern(schema), ...nullable(schema) });
  }

  private array(schema: JsonSchema): Shape {
    const items = schema.items === undefined ? 'any' : this.read(schema.items);
    return {
      type: 'array',
      items,
      ...bounds(schema, ['minItems', 'maxItems']),
      ...this.identity(schema),
      ...nullable(schema),
    };
  }

  private identity(schema: JsonSchema): Pick<ArrayShape, 'unique' | 'keys'> {
    if (schema['x-kubernetes-list-type'] === 'set') return { unique: true };
    const names = schema['x-kubernetes-list-map-keys'];
    if (names === undefined) return {};
    const fields = schema.items?.properties;
    return {
      keys: Object.fromEntries(names.map((name) => [name, this.dialect.defaultOfKey(name, fields?.[name])])),
    };
  }

  private object(schema: JsonSchema): Shape {
    const values = schema.additionalProperties;
    const counts = bounds(schema, ['minProperties', 'maxProperties']);
    if (schema.properties === undefined) {
      if (typeof values === 'object')
        return { type: 'map', values: this.read(values), ...counts, ...nullable(schema) };
      if (values === true || schema['x-kubernetes-preserve-unknown-fields'] === true) {
        return { type: 'map', values: 'any', ...counts, ...nullable(schema) };
      }
      if (this.dialect.withoutFields === 'any') return 'any';
    }
    return {
      type: 'object',
      properties: Object.fromEntries(
        sortedEntries(schema.properties ?? {}).map(([name, field]) => [name, this.read(field)]),
      ),
      ...required(schema),
      ...(schema['x-kubernetes-preserve-unknown-fields'] === true && { open: true as const }),
      ...counts,
      ...nullable(schema),
    };
  }

  private pattern(schema: JsonSchema): { readonly pattern?: string } {
    if (schema.pattern === undefined) return {};
    if (tryTranslatePattern(schema.pattern) !== undefined) return { pattern: schema.pattern };
    this.count(`pattern ${schema.pattern}`);
    return {};
  }

  private countUnknown(schema: JsonSchema): void {
    for (const keyword of Object.keys(schema)) {
      const isUnion = keyword === 'anyOf' && schema['x-kubernetes-int-or-string'] === true;
      if (!UNDERSTOOD.has(keyword) && !isUnion) this.count(keyword);
    }
  }

  private count(what: string): void {
    this.leftBehind.set(what, (this.leftBehind.get(what) ?? 0) + 1);
  }
}

const NUMBER_FORMATS: ReadonlySet<string> = new Set<NumberType>(['int32', 'int64']);

function numberType(schema: JsonSchema): NumberType {
  if (schema.type === 'number') return 'number';
  return NUMBER_FORMATS.has(schema.format ?? '') ? (schema.format as NumberType) : 'integer';
}

function nullable(schema: JsonSchema): { readonly nullable?: true } {
  return schema.nullable === true ? { nullable: true } : {};
}

function bounds<K extends keyof JsonSchema>(
  schema: JsonSchema,
  keys: readonly K[],
): { readonly [P in K]?: number } {
  const found = keys.filter((key) => schema[key] !== undefined).map((key) => [key, schema[key]]);
  return Object.fromEntries(found) as { readonly [P in K]?: number };
}

/** What must be written: a field with a default is filled in by the API server before it checks. */
function required(schema: JsonSchema): Pick<ObjectShape, 'required'> {
  const names = (schema.required ?? [])
    .filter((name) => schema.properties?.[name]?.default === undefined)
    .sort();
  return names.length === 0 ? {} : { required: names };
}

function simplified(shape: Exclude<Shape, string> & { readonly type: SimpleType }): Shape {
  return Object.keys(shape).length === 1 ? shape.type : shape;
}
