import fc from 'fast-check';
import { patched } from '../../lib/postgres/patch';
import { composed, valueAt } from './fixture';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** The algorithm of RFC 7386, section 2, to compare with. */
function mergePatch(target: Json | undefined, patch: Json): Json {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch;
  const isObject = typeof target === 'object' && target !== null && !Array.isArray(target);
  const result: Record<string, Json> = isObject ? { ...(target as Record<string, Json>) } : {};
  for (const [key, value] of Object.entries(patch as Record<string, Json>)) {
    if (value === null) Reflect.deleteProperty(result, key);
    else result[key] = mergePatch(result[key], value);
  }
  return result;
}

const { json } = fc.letrec<{ json: Json; object: Record<string, Json> }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<Json>(null, true, 0, 'text'),
    fc.array(tie('json'), { maxLength: 3 }),
    tie('object'),
  ),
  object: fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('json'), { maxKeys: 3 }),
}));
const object = fc.dictionary(fc.constantFrom('a', 'b', 'c'), json, { maxKeys: 3 });

describe('patched', () => {
  test.each([
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b' }, { a: null }, {}],
    [{ a: ['b'] }, { a: ['c'] }, { a: ['c'] }],
    [{ a: { b: 'c', d: 'e' } }, { a: { b: null } }, { a: { d: 'e' } }],
    [{ a: 'text' }, { a: { b: { c: null } } }, { a: { b: {} } }],
  ])('merges %j with %j', (target, patch, expected) => {
    expect(patched<object>(target, patch)).toEqual(expected);
  });

  test('does what RFC 7386 says, and leaves the manifest as it was', () => {
    fc.assert(
      fc.property(object, object, (target, patch) => {
        const before = JSON.stringify(target);
        expect(patched<object>(target, patch)).toEqual(mergePatch(target, patch));
        expect(JSON.stringify(target)).toBe(before);
      }),
    );
  });
});

describe('a patch', () => {
  test('of each generated object reaches that object alone', () => {
    const composition = composed({
      patch: {
        cluster: { spec: { logLevel: 'debug', backup: { target: null } } },
        scheduledBackup: { spec: { immediate: true } },
        objectStore: { spec: { instanceSidecarConfiguration: { logLevel: 'debug' } } },
        drillCluster: { spec: { logLevel: 'trace' } },
      },
    });
    expect(composition.codes).toEqual([]);
    expect(valueAt(composition.cluster, 'spec.logLevel')).toBe('debug');
    expect(valueAt(composition.cluster, 'spec.backup')).toEqual({});
    expect(valueAt(composition.drillCluster, 'spec.logLevel')).toBe('trace');
    expect(valueAt(composition.find('ScheduledBackup', 'orders-base'), 'spec.immediate')).toBe(true);
    const live = composition.find('ObjectStore', 'orders-archive');
    expect(valueAt(live, 'spec.instanceSidecarConfiguration.logLevel')).toBe('debug');
    const copy = composition.find('ObjectStore', 'shop-orders');
    expect(valueAt(copy, 'spec.instanceSidecarConfiguration.logLevel')).toBeUndefined();
  });

  test.each([
    ['cluster', { spec: { instance: 3 } }, 'spec.instance'],
    ['scheduledBackup', { spec: { immediate: 'yes' } }, 'spec.immediate'],
    ['objectStore', { spec: { retentionPolicy: 'forever' } }, 'spec.retentionPolicy'],
    ['drillCluster', { spec: { storage: { size: true } } }, 'spec.storage.size'],
  ])('of the %s is checked against the schema (RST301)', (name, patch, property) => {
    expect(composed({ patch: { [name]: patch } }).problem('RST301')).toMatchObject({
      property,
      path: expect.stringContaining('home/shop/data--postgres/orders') as string,
    });
  });
});
