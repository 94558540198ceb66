import { PathNames } from '../../generate/path-names';
import { StructuralKeys } from '../../generate/structural-keys';
import { fieldLines, typeExpression } from '../../generate/types/type-expression';
import { pascalCase } from '../../generate/types/type-name';
import type { ObjectShape, Shape } from '../../lib/kubernetes/schema';

const inline = (): undefined => undefined;

describe('typeExpression', () => {
  test.each<[Shape, string]>([
    ['any', 'unknown'],
    ['int32', 'number'],
    ['date-time', 'string'],
    ['int-or-string', 'number | string'],
    ['metadata', 'ObjectMeta'],
    [{ type: 'string', enum: ['a', `b'c`] }, `'a' | 'b\\'c'`],
    [{ type: 'string', pattern: '^a$' }, 'string'],
    [{ type: 'string', nullable: true }, 'string | null'],
    [{ type: 'array', items: 'int-or-string' }, '(number | string)[]'],
    [{ type: 'array', items: { type: 'map', values: 'int-or-string' } }, 'Record<string, number | string>[]'],
    [{ type: 'map', values: 'string' }, 'Record<string, string>'],
    [{ type: 'object', properties: {} }, 'Record<string, never>'],
    [
      { type: 'object', properties: { a: 'string', 'b-c': 'boolean' }, required: ['a'] },
      `{ a: string; 'b-c'?: boolean }`,
    ],
  ])('writes %j as %s', (shape, type) => {
    expect(typeExpression(shape, inline)).toBe(type);
  });

  test('puts an array of what may be null in parentheses', () => {
    const item: Shape = { type: 'object', properties: { a: 'string' }, nullable: true };
    expect(typeExpression({ type: 'array', items: item }, inline)).toBe('({ a?: string } | null)[]');
  });

  test('refers to a named shape', () => {
    expect(typeExpression({ type: 'array', items: { type: 'object', properties: {} } }, () => 'Named')).toBe(
      'Named[]',
    );
  });

  test('lets an open object have other fields', () => {
    const shape: ObjectShape = { type: 'object', properties: { a: 'string' }, open: true };
    expect(fieldLines(shape, inline)).toEqual(['a?: string;', '[field: string]: unknown;']);
  });
});

describe('PathNames', () => {
  const isObject = (shape: Shape): boolean => typeof shape === 'object' && shape.type === 'object';
  const object = (properties: Record<string, Shape>): ObjectShape => ({ type: 'object', properties });

  test('names a structure by the shortest path that leads to it', () => {
    const volume = object({ size: 'string' });
    const shape = object({
      storage: volume,
      tablespaces: { type: 'array', items: object({ storage: volume, name: 'string' }) },
    });
    const names = PathNames.of([{ name: 'Cluster', shape }], StructuralKeys.ofTypes(), isObject);
    expect(names.tryPathOf(volume)).toEqual({ name: 'ClusterStorage', property: 'storage', root: 'Cluster' });
  });

  test('numbers the second of two structures that would have one name, and never a kind', () => {
    const roots = [
      { name: 'Backup', shape: object({ storageLocation: object({ a: 'string' }) }) },
      { name: 'BackupStorageLocation', shape: object({ b: 'string' }) },
    ];
    const names = PathNames.of(roots, StructuralKeys.ofTypes(), isObject);
    expect(names.tryNameOf(object({ b: 'string' }))).toBe('BackupStorageLocation');
    expect(names.tryNameOf(object({ a: 'string' }))).toBe('BackupStorageLocation2');
  });
});

describe('StructuralKeys', () => {
  const loose: Shape = { type: 'object', properties: { size: 'string' } };
  const strict: Shape = { type: 'object', properties: { size: { type: 'string', pattern: '^a$' } } };

  test('of types ignore what a type cannot say', () => {
    const keys = StructuralKeys.ofTypes();
    expect(keys.keyOf(strict)).toBe(keys.keyOf(loose));
    expect(keys.keyOf({ ...loose, required: ['size'] })).not.toBe(keys.keyOf(loose));
  });

  test('of schemas tell apart whatever differs', () => {
    const keys = StructuralKeys.ofSchemas();
    expect(keys.keyOf(strict)).not.toBe(keys.keyOf(loose));
    expect(keys.keyOf({ ...strict })).toBe(keys.keyOf(strict));
  });
});

describe('pascalCase', () => {
  test.each([
    ['walStorage', 'WalStorage'],
    ['partial_response_strategy', 'PartialResponseStrategy'],
    ['x-y.z', 'XYZ'],
  ])('writes %s as %s', (name, type) => {
    expect(pascalCase(name)).toBe(type);
  });
});
