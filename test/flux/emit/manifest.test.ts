import { ApiObject, App, Chart, Cron, JsonPatch, Lazy, type ApiObjectProps, type IResolver } from 'cdk8s';
import * as plus from 'cdk8s-plus-28';
import * as fc from 'fast-check';
import { RestorableError } from '../../../lib/core/problems';
import { manifestOf } from '../../../lib/flux/emit';

function chart(app = new App()): Chart {
  return new Chart(app, 'chart', {
    namespace: 'production',
    labels: { 'app.kubernetes.io/part-of': 'safeops' },
  });
}

/** Equal in value and in the order of keys, which `toEqual` does not look at. */
function expectAsCdk8s(object: ApiObject): void {
  const expected = object.toJson() as unknown;
  const manifest = manifestOf(object);
  expect(manifest).toStrictEqual(expected);
  expect(JSON.stringify(manifest)).toBe(JSON.stringify(expected));
}

/** The types of cdk8s-plus do not know exactOptionalPropertyTypes. */
function asConfigMap(config: plus.ConfigMap): plus.IConfigMap {
  return config as unknown as plus.IConfigMap;
}

class Quantity {
  constructor(readonly value: number | string) {}
}
class Token {
  constructor(private readonly target: unknown) {}
  resolve(): unknown {
    return this.target;
  }
}

const key = fc.oneof(
  fc.constantFrom(
    'b',
    'a',
    '10',
    '9',
    'value',
    'resolve',
    'metadata',
    'é',
    '',
    'name',
    'constructor',
    '__proto__',
  ),
  fc.string({ maxLength: 4 }),
);

const anyValue = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    {
      weight: 6,
      arbitrary: fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.constantFrom(null, undefined)),
    },
    { weight: 3, arbitrary: fc.array(tie('value'), { maxLength: 3 }) },
    { weight: 4, arbitrary: fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true }) },
    { weight: 1, arbitrary: tie('value').map((value) => Lazy.any({ produce: () => value }) as unknown) },
    { weight: 1, arbitrary: tie('value').map((value) => new Token(value)) },
    { weight: 1, arbitrary: fc.oneof(fc.integer(), fc.string()).map((value) => new Quantity(value)) },
  ),
})).value;

const anyMap = fc.dictionary(key, anyValue, { maxKeys: 4, noNullPrototype: true });

describe('manifestOf', () => {
  it('equals toJson of cdk8s for any object it accepts, and refuses what cdk8s refuses', () => {
    let accepted = 0;
    let refused = 0;
    fc.assert(
      fc.property(anyMap, anyMap, anyMap, (fields, metadata, labels) => {
        const props = {
          ...fields,
          apiVersion: 'example.org/v1',
          kind: 'Thing',
          metadata: { ...metadata, labels },
        };
        const object = new ApiObject(chart(), 'thing', props as ApiObjectProps);
        let expected: unknown;
        try {
          expected = object.toJson();
        } catch {
          refused++;
          expect(() => manifestOf(object)).toThrow(RestorableError);
          return;
        }
        accepted++;
        expect(manifestOf(object)).toStrictEqual(expected);
        expect(JSON.stringify(manifestOf(object))).toBe(JSON.stringify(expected));
      }),
      { numRuns: 1000 },
    );
    expect(accepted).toBeGreaterThan(refused);
    expect(refused).toBeGreaterThan(0);
  });

  it('puts apiVersion, kind and metadata first and sorts every other key', () => {
    const object = new ApiObject(chart(), 'thing', {
      spec: { b: 1, a: { d: 1, c: [{ f: 1, e: 1 }] } },
      data: {},
      kind: 'Thing',
      metadata: { name: 'thing', labels: { z: '1', a: '2' } },
      apiVersion: 'v1',
    });
    expect(JSON.stringify(manifestOf(object))).toBe(
      '{"apiVersion":"v1","kind":"Thing","metadata":{"labels":{"a":"2","app.kubernetes.io/part-of":"safeops","z":"1"},' +
        '"name":"thing","namespace":"production"},"data":{},"spec":{"a":{"c":[{"e":1,"f":1}],"d":1},"b":1}}',
    );
    expectAsCdk8s(object);
  });

  it('drops empty maps and lists in metadata only', () => {
    const object = new ApiObject(chart(), 'thing', {
      apiVersion: 'v1',
      kind: 'Thing',
      metadata: { name: 'thing', annotations: {}, finalizers: [], extra: { inner: { list: [] } } },
      spec: { annotations: {}, finalizers: [] },
    });
    expect(manifestOf(object).metadata).toEqual({
      name: 'thing',
      namespace: 'production',
      labels: { 'app.kubernetes.io/part-of': 'safeops' },
    });
    expect(manifestOf(object)['spec']).toEqual({ annotations: {}, finalizers: [] });
    expectAsCdk8s(object);
  });

  it('sees metadata added after construction', () => {
    const object = new ApiObject(chart(), 'thing', { apiVersion: 'v1', kind: 'Thing' });
    object.metadata.addLabel('tier', 'data');
    object.metadata.addAnnotation('note', 'kept');
    object.metadata.addFinalizers('example.org/finalizer');
    object.metadata.addOwnerReference({ apiVersion: 'v1', kind: 'Owner', name: 'o', uid: 'u' });
    object.metadata.add('generateName', Lazy.any({ produce: () => 'thing-' }));
    expect(manifestOf(object).metadata).toMatchObject({
      generateName: 'thing-',
      annotations: { note: 'kept' },
      finalizers: ['example.org/finalizer'],
    });
    expectAsCdk8s(object);
  });

  it('applies JSON patches', () => {
    const object = new ApiObject(chart(), 'thing', {
      apiVersion: 'v1',
      kind: 'Thing',
      spec: { a: 1, list: [1] },
    });
    object.addJsonPatch(
      JsonPatch.add('/spec/list/-', 2),
      JsonPatch.replace('/spec/a', { b: null }),
      JsonPatch.add('/aaa', 'first of the rest?'),
      JsonPatch.remove('/metadata/labels'),
      JsonPatch.replace('/kind', 'Other'),
    );
    expect(manifestOf(object)).toMatchObject({ kind: 'Other', spec: { a: { b: null }, list: [1, 2] } });
    expectAsCdk8s(object);
    object.addJsonPatch(JsonPatch.remove('/apiVersion'), JsonPatch.remove('/metadata'));
    expectAsCdk8s(object);
  });

  it('gives custom resolvers of the app every value', () => {
    const shout: IResolver = {
      resolve: (context) => {
        if (context.value === 'quiet') context.replaceValue('LOUD');
      },
    };
    const object = new ApiObject(chart(new App({ resolvers: [shout] })), 'thing', {
      apiVersion: 'v1',
      kind: 'Thing',
      spec: { voice: 'quiet' },
    });
    expect(manifestOf(object)['spec']).toEqual({ voice: 'LOUD' });
    expectAsCdk8s(object);
  });

  it('leaves objects with a toJson of their own to it', () => {
    class Own extends ApiObject {
      override toJson(): unknown {
        return { ...(super.toJson() as object), own: true };
      }
    }
    expect(manifestOf(new Own(chart(), 'own', { apiVersion: 'v1', kind: 'Own' }))).toMatchObject({
      own: true,
    });
  });

  it('equals toJson for what cdk8s-plus makes', () => {
    const scope = chart();
    const config = new plus.ConfigMap(scope, 'config', { data: { 'a.txt': 'one\ntwo\n' } });
    const deployment = new plus.Deployment(scope, 'web', {
      replicas: 2,
      containers: [
        {
          image: 'nginx',
          portNumber: 80,
          envVariables: { A: plus.EnvValue.fromConfigMap(asConfigMap(config), 'a.txt') },
        },
      ],
    });
    deployment.exposeViaService();
    new plus.CronJob(scope, 'job', {
      schedule: Cron.weekly(),
      containers: [
        {
          image: 'busybox',
          command: ['true'],
          volumeMounts: [{ path: '/v', volume: plus.Volume.fromConfigMap(scope, 'v', asConfigMap(config)) }],
        },
      ],
    });
    const objects = scope.node.findAll().filter((c): c is ApiObject => ApiObject.isApiObject(c));
    expect(objects.map((object) => object.kind).sort()).toEqual([
      'ConfigMap',
      'CronJob',
      'Deployment',
      'Service',
    ]);
    objects.forEach(expectAsCdk8s);
  });

  it('does not let the environment change what is written', () => {
    const object = new ApiObject(chart(), 'thing', {
      apiVersion: 'v1',
      kind: 'Thing',
      spec: { b: 1, a: 2 },
    });
    const before = JSON.stringify(manifestOf(object));
    process.env['CDK8S_DISABLE_SORT'] = '1';
    try {
      expect(JSON.stringify(manifestOf(object))).toBe(before);
    } finally {
      delete process.env['CDK8S_DISABLE_SORT'];
    }
  });

  const cycle: Record<string, unknown> = {};
  cycle['self'] = cycle;

  it.each([
    ['a date', { since: new Date(0) }, "can't render non-simple object of type 'Date'"],
    ['a class instance', { map: new Map() }, "can't render non-simple object of type 'Map'"],
    ['a cycle', cycle, 'Maximum call stack size exceeded'],
  ])('refuses %s with RST401 and the path of the construct', (_, spec, reason) => {
    const object = new ApiObject(chart(), 'thing', { apiVersion: 'v1', kind: 'Thing', spec });
    expectRefused(object, reason);
  });

  it('refuses a patch that does not apply with RST401', () => {
    const object = new ApiObject(chart(), 'thing', { apiVersion: 'v1', kind: 'Thing' });
    object.addJsonPatch(JsonPatch.test('/kind', 'Other'));
    expectRefused(object, 'Test operation failed');
  });

  it('throws on what a producer throws, with its stack', () => {
    const mistake = new TypeError('mistake of the app');
    const produce = (): never => {
      throw mistake;
    };
    const object = new ApiObject(chart(), 'thing', {
      apiVersion: 'v1',
      kind: 'Thing',
      spec: Lazy.any({ produce }) as unknown,
    });
    let thrown: unknown;
    try {
      manifestOf(object);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBe(mistake);
  });
});

function expectRefused(object: ApiObject, reason: string): void {
  let thrown: unknown;
  try {
    manifestOf(object);
  } catch (error) {
    thrown = error;
  }
  if (!RestorableError.is(thrown)) throw new Error('not refused', { cause: thrown });
  expect(thrown.problems).toHaveLength(1);
  expect(thrown.problems[0]).toMatchObject({ code: 'RST401', path: 'chart/thing' });
  expect(thrown.problems[0]?.reason).toContain(reason);
}
