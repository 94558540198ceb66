import type { ArrayShape, MapShape, ObjectShape, SchemaViolation } from '../../../lib/kubernetes/schema';
import { findings } from './compiled';

describe('the check of an object', () => {
  const shape: ObjectShape = {
    type: 'object',
    properties: { size: 'string', mode: { type: 'string', nullable: true }, inner: '#Inner' },
    required: ['mode', 'size'],
  };
  const definitions = { Inner: { type: 'object', properties: { 'a.b': 'string' } } } as const;
  const found = (value: unknown): readonly SchemaViolation[] => findings(shape, value, definitions);

  test('finds a missing field', () => {
    expect(found({ mode: 'x' })).toEqual([{ property: 'size', reason: 'is required' }]);
  });

  test('takes a null as missing where null is not a value, and undefined always', () => {
    expect(found({ size: null, mode: null })).toEqual([{ property: 'size', reason: 'is required' }]);
    expect(found({ size: 'a', mode: undefined })).toEqual([{ property: 'mode', reason: 'is required' }]);
  });

  test('drops a null of an optional field, as the API server does', () => {
    expect(found({ size: 'a', mode: 'b', inner: null })).toEqual([]);
  });

  test('finds an unknown field, also one that is null, and suggests the near one', () => {
    expect(found({ size: 'a', mode: 'b', szie: null })).toEqual([
      {
        property: 'szie',
        value: null,
        reason: 'is not a field of this kind',
        suggestion: `Did you mean 'size'?`,
      },
    ]);
  });

  test('lists the fields where none is near', () => {
    const [finding] = found({ size: 'a', mode: 'b', somethingElse: 1 });
    expect(finding?.suggestion).toBe('Fields here are size, mode, inner.');
  });

  test('says so where no field is allowed, and cuts a long list', () => {
    expect(findings({ type: 'object', properties: {} }, { a: 1 })[0]?.suggestion).toBe(
      'No field is allowed here.',
    );
    const many = Object.fromEntries(Array.from({ length: 13 }, (_, i) => [`field${i}`, 'string'] as const));
    expect(findings({ type: 'object', properties: many }, { other: 1 })[0]?.suggestion).toMatch(
      /field11 and others\.$/,
    );
  });

  test('keeps unknown fields of an open object', () => {
    expect(findings({ type: 'object', properties: {}, open: true }, { a: 1 })).toEqual([]);
  });

  test('follows definitions, and writes names that are no identifiers in brackets', () => {
    const [finding] = found({ size: 'a', mode: 'b', inner: { 'a.b': 1 } });
    expect(finding?.property).toBe('inner["a.b"]');
  });

  test('refuses a list and a text', () => {
    expect(found([])[0]?.reason).toBe('must be an object, but is a list');
    expect(found('a')[0]?.reason).toBe('must be an object, but is a string');
  });

  test('counts the fields that are there', () => {
    const one: ObjectShape = {
      type: 'object',
      properties: { a: 'any', b: 'any' },
      minProperties: 1,
      maxProperties: 1,
    };
    expect(findings(one, { a: 1, b: null })).toEqual([]);
    expect(findings(one, {})[0]?.reason).toBe('must have at least 1 field');
    expect(findings(one, { a: 1, b: 2 })[0]?.reason).toBe('must have at most 1 field');
  });

  test('fails loudly where a definition is lacking', () => {
    expect(() => findings({ type: 'object', properties: { a: '#Nowhere' } }, { a: 1 })).toThrow('#Nowhere');
  });
});

describe('the check of a map', () => {
  const shape: MapShape = { type: 'map', values: 'string', maxProperties: 2 };

  test('checks every value and drops nulls', () => {
    expect(findings(shape, { a: 'x', 'b/c': 1, d: null })).toMatchObject([{ property: '["b/c"]', value: 1 }]);
  });

  test('refuses what is not an object, and too many entries', () => {
    expect(findings(shape, ['a'])[0]?.reason).toBe('must be an object, but is a list');
    expect(findings(shape, { a: 'x', b: 'x', c: 'x' })[0]?.reason).toBe('must have at most 2 fields');
  });
});

describe('the check of a list', () => {
  const ports: ArrayShape = {
    type: 'array',
    items: { type: 'object', properties: { port: 'integer', protocol: 'string' } },
    keys: { port: null, protocol: 'TCP' },
  };

  test('places findings at their item', () => {
    const nested: ArrayShape = { type: 'array', items: ports };
    expect(findings(nested, [[], [{ port: 1 }, { port: 'x' }]])).toMatchObject([{ property: '[1][1].port' }]);
  });

  test('finds two items that agree in all keys, counting an absent key as its default', () => {
    const same = [{ port: 80 }, { port: 80, protocol: 'UDP' }, { port: 80, protocol: 'TCP' }];
    expect(findings(ports, same)).toMatchObject([
      { property: '[2]', reason: 'has the same port and protocol as item 0' },
    ]);
  });

  test('leaves items that are no objects to the check of the item', () => {
    expect(findings(ports, ['a', 'a']).map(({ reason }) => reason)).toEqual([
      'must be an object, but is a string',
      'must be an object, but is a string',
    ]);
  });

  test('finds what is twice in a set', () => {
    const set: ArrayShape = { type: 'array', items: 'string', unique: true };
    expect(findings(set, ['a', 'b', 'a'])).toEqual([
      { property: '[2]', value: 'a', reason: 'is in the list twice' },
    ]);
  });

  test('refuses null and undefined items, unless null is a value', () => {
    expect(
      findings({ type: 'array', items: 'string' }, [null, undefined]).map(({ property }) => property),
    ).toEqual(['[0]', '[1]']);
    expect(findings({ type: 'array', items: { type: 'string', nullable: true } }, [null])).toEqual([]);
  });

  test('counts items', () => {
    const shape: ArrayShape = { type: 'array', items: 'any', minItems: 1, maxItems: 2 };
    expect(findings(shape, [])[0]?.reason).toBe('must have at least 1 item');
    expect(findings(shape, [1, 2, 3])[0]?.reason).toBe('must have at most 2 items');
  });
});
