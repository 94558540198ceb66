import type { JsonSchema } from '../../generate/json-schema';
import { ShapeReader } from '../../generate/shape-reader';
import type { Shape } from '../../lib/kubernetes/schema';

const reader = (): ShapeReader =>
  new ShapeReader({
    resolve: (reference) => `#${reference}`,
    defaultOfKey: (_, schema) => (typeof schema?.default === 'string' ? schema.default : null),
    withoutFields: 'closed',
  });

const read = (schema: JsonSchema): Shape => reader().read(schema);

describe('ShapeReader', () => {
  test.each<[JsonSchema, Shape]>([
    [{ type: 'string' }, 'string'],
    [{ type: 'boolean' }, 'boolean'],
    [{ type: 'integer' }, 'integer'],
    [{ type: 'integer', format: 'int32' }, 'int32'],
    [{ type: 'integer', format: 'int64' }, 'int64'],
    [{ type: 'number', format: 'double' }, 'number'],
    [{ type: 'string', format: 'date-time' }, 'date-time'],
    [{ type: 'string', format: 'byte' }, 'byte'],
    [{ type: 'string', format: 'hostname' }, 'string'],
  ])('reads %j as the type %j alone', (schema, shape) => {
    expect(read(schema)).toEqual(shape);
  });

  test('leaves sentences behind', () => {
    const schema = { type: 'object', properties: { size: { type: 'string', description: 'How large.' } } };
    expect(JSON.stringify(read(schema))).not.toContain('How large');
  });

  test('reads an enum in alphabetical order', () => {
    expect(read({ type: 'string', enum: ['zstd', 'gzip'] })).toEqual({
      type: 'string',
      enum: ['gzip', 'zstd'],
    });
  });

  test('reads patterns and bounds', () => {
    expect(read({ type: 'string', pattern: '^a+$', minLength: 1, maxLength: 3 })).toEqual({
      type: 'string',
      pattern: '^a+$',
      minLength: 1,
      maxLength: 3,
    });
    expect(read({ type: 'integer', minimum: 0, maximum: 10 })).toEqual({
      type: 'integer',
      minimum: 0,
      maximum: 10,
    });
  });

  test('reads int-or-string with its pattern, and does not count its anyOf as left behind', () => {
    const quantities = reader();
    const schema = {
      anyOf: [{ type: 'integer' }, { type: 'string' }],
      pattern: '^[0-9]+Gi$',
      'x-kubernetes-int-or-string': true,
    };
    expect(quantities.read(schema)).toEqual({ type: 'int-or-string', pattern: '^[0-9]+Gi$' });
    expect([...quantities.leftBehind]).toEqual([]);
  });

  test('reads additionalProperties as a map', () => {
    expect(read({ type: 'object', additionalProperties: { type: 'string' } })).toEqual({
      type: 'map',
      values: 'string',
    });
  });

  test('reads an array of objects with what tells its items apart', () => {
    const schema: JsonSchema = {
      type: 'array',
      minItems: 1,
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['port', 'protocol'],
      items: {
        type: 'object',
        properties: { port: { type: 'integer' }, protocol: { type: 'string', default: 'TCP' } },
      },
    };
    expect(read(schema)).toEqual({
      type: 'array',
      minItems: 1,
      keys: { port: null, protocol: 'TCP' },
      items: { type: 'object', properties: { port: 'integer', protocol: 'string' } },
    });
  });

  test('reads a list of type set as one without repetition', () => {
    const schema = { type: 'array', items: { type: 'string' }, 'x-kubernetes-list-type': 'set' };
    expect(read(schema)).toEqual({ type: 'array', items: 'string', unique: true });
  });

  test('reads preserved unknown fields as open, with and without known fields', () => {
    const preserved = { 'x-kubernetes-preserve-unknown-fields': true };
    expect(read(preserved)).toBe('any');
    expect(read({ type: 'object', ...preserved })).toEqual({ type: 'map', values: 'any' });
    expect(read({ type: 'object', properties: { name: { type: 'string' } }, ...preserved })).toEqual({
      type: 'object',
      properties: { name: 'string' },
      open: true,
    });
  });

  test('does not require a field that has a default: the API server fills it in first', () => {
    const schema = {
      type: 'object',
      required: ['name', 'kind'],
      properties: { kind: { type: 'string', default: 'Issuer' }, name: { type: 'string' } },
    };
    expect(read(schema)).toMatchObject({ required: ['name'] });
  });

  test('keeps what may be null', () => {
    expect(read({ type: 'string', nullable: true })).toEqual({ type: 'string', nullable: true });
    expect(read({ type: 'array', items: { type: 'string' }, nullable: true })).toMatchObject({
      nullable: true,
    });
  });

  test('closes an object without fields, as pruning does', () => {
    expect(read({ type: 'object' })).toEqual({ type: 'object', properties: {} });
  });

  test('orders fields by name', () => {
    const shape = read({ type: 'object', properties: { b: { type: 'string' }, a: { type: 'string' } } });
    expect(JSON.stringify(shape)).toBe('{"type":"object","properties":{"a":"string","b":"string"}}');
  });

  test('counts rules that have no shape, and drops patterns JavaScript reads differently', () => {
    const rules = reader();
    const cel = { 'x-kubernetes-validations': [{ rule: 'self > 1' }] };
    const schema = {
      type: 'object',
      properties: { a: { type: 'string', pattern: '\\A[[:alpha:]]\\z', ...cel } },
      ...cel,
    };
    expect(rules.read(schema)).toEqual({ type: 'object', properties: { a: 'string' } });
    expect(Object.fromEntries(rules.leftBehind)).toEqual({
      'x-kubernetes-validations': 2,
      'pattern \\A[[:alpha:]]\\z': 1,
    });
  });
});
