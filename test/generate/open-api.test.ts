import { generate } from '../../generate/generate';
import { EMPTY_INDEX } from '../../generate/generated-index';
import { OpenApi } from '../../generate/sources/open-api';
import type { SourceDocument } from '../../generate/sources/documents';

const ref = (name: string) => ({ $ref: `#/definitions/${name}` });
const gvk = (group: string, kind: string) => ({
  'x-kubernetes-group-version-kind': [{ group, version: 'v1', kind }],
});

const META = 'io.k8s.apimachinery.pkg.apis.meta.v1';

const definitions = {
  'io.k8s.api.core.v1.Pod': {
    type: 'object',
    properties: { metadata: ref(`${META}.ObjectMeta`), spec: ref('io.k8s.api.core.v1.PodSpec') },
    ...gvk('', 'Pod'),
  },
  'io.k8s.api.core.v1.PodSpec': {
    type: 'object',
    required: ['ports'],
    properties: {
      ports: {
        type: 'array',
        items: ref('io.k8s.api.core.v1.ContainerPort'),
        'x-kubernetes-list-map-keys': ['containerPort', 'protocol'],
      },
      requests: {
        type: 'object',
        additionalProperties: ref('io.k8s.apimachinery.pkg.api.resource.Quantity'),
      },
    },
  },
  'io.k8s.api.core.v1.ContainerPort': {
    type: 'object',
    properties: { containerPort: { type: 'integer', format: 'int32' }, protocol: { type: 'string' } },
  },
  'io.k8s.api.batch.v1.Job': {
    type: 'object',
    properties: {
      metadata: ref(`${META}.ObjectMeta`),
      spec: ref('io.k8s.api.batch.v1.JobSpec'),
    },
    ...gvk('batch', 'Job'),
  },
  'io.k8s.api.batch.v1.JobSpec': {
    type: 'object',
    properties: {
      selector: ref(`${META}.LabelSelector`),
      template: ref('io.k8s.api.core.v1.PodSpec'),
      limit: ref('io.k8s.apimachinery.pkg.util.intstr.IntOrString'),
      extra: ref('io.k8s.apimachinery.pkg.runtime.RawExtension'),
    },
  },
  [`${META}.LabelSelector`]: { type: 'object', properties: { text: { type: 'string' } } },
  [`${META}.ObjectMeta`]: { type: 'object', properties: {} },
  'io.k8s.apimachinery.pkg.api.resource.Quantity': { type: 'string' },
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': { type: 'string', format: 'int-or-string' },
  'io.k8s.apimachinery.pkg.runtime.RawExtension': { type: 'object' },
  'org.example.v1.Disk': { type: 'object', ...gvk('example.org', 'Disk') },
};

const document = (all: object): SourceDocument => ({
  source: 'openapi.json',
  content: { swagger: '2.0', info: { version: '1.34' }, definitions: all },
});

const without = (name: string): object =>
  Object.fromEntries(Object.entries(definitions).filter(([key]) => key !== name));

const wanted = {
  customResources: [],
  builtIn: [
    { apiVersion: 'v1', kinds: ['Pod'] },
    { apiVersion: 'batch/v1', kinds: ['Job'] },
  ],
};
const nothing = { index: EMPTY_INDEX, schema: () => undefined };

describe('OpenApi', () => {
  test('is none among documents that are no OpenAPI v2', () => {
    expect(OpenApi.tryOf([{ source: 'a', content: { kind: 'List' } }])).toBeUndefined();
  });

  test('has built-in kinds, and no custom resources that the server also describes', () => {
    const openApi = OpenApi.tryOf([document(definitions)]);
    expect(openApi?.tryFind('batch/v1', 'Job')).toMatchObject({
      scope: 'Namespaced',
      versions: { kubernetes: '1.34' },
    });
    expect(openApi?.tryFind('example.org/v1', 'Disk')).toBeUndefined();
  });

  test('names types as their definitions, each in the module of its group', () => {
    const { files } = generate([document(definitions)], wanted, nothing);
    expect(files.get('core/v1.ts')).toContain('export interface PodSpec {\n  ports: ContainerPort[];');
    expect(files.get('batch/v1.ts')).toContain(`import type { PodSpec } from '../core/v1';`);
    expect(files.get('meta/v1.ts')).toContain('export interface LabelSelector');
  });

  test('knows what OpenAPI v2 cannot say: quantities, int-or-string, metadata, free-form parts, the default protocol', () => {
    const { files } = generate([document(definitions)], wanted, nothing);
    const schema = JSON.parse(files.get('schemas/batch/v1/Job.json') ?? '') as unknown;
    expect(schema).toHaveProperty('schema.properties.metadata', 'metadata');
    expect(schema).toHaveProperty('schema.properties.spec.properties.limit', 'int-or-string');
    expect(schema).toHaveProperty('schema.properties.spec.properties.extra', 'any');
    const template = 'schema.properties.spec.properties.template.properties';
    expect(schema).toHaveProperty(`${template}.requests.values.type`, 'number-or-string');
    expect(schema).toHaveProperty(`${template}.ports.keys`, { containerPort: null, protocol: 'TCP' });
  });

  test('keeps all built-in kinds where no source is an OpenAPI document, with the modules they share', () => {
    const before = generate([document(definitions)], wanted, nothing);
    const run = generate([], wanted, { index: before.index, schema: () => undefined });
    expect(run.kept).toEqual(['v1', 'batch/v1']);
    expect(run.index.modules).toEqual({
      'batch/v1': 'built-in',
      'core/v1': 'built-in',
      'meta/v1': 'built-in',
    });
  });

  test('reports a built-in kind that the document lacks', () => {
    const more = {
      ...without('io.k8s.api.core.v1.Pod'),
      'io.k8s.api.core.v1.Node': { type: 'object', ...gvk('', 'Node') },
    };
    expect(generate([document(more)], wanted, nothing).missing).toEqual(['v1/Pod']);
  });

  test('refuses a definition that contains itself, and one that is not there', () => {
    const spec = {
      'io.k8s.api.core.v1.PodSpec': {
        type: 'object',
        properties: { self: ref('io.k8s.api.core.v1.PodSpec') },
      },
    };
    expect(() => generate([document({ ...definitions, ...spec })], wanted, nothing)).toThrow(
      'contains itself',
    );
    expect(() => generate([document(without('io.k8s.api.core.v1.ContainerPort'))], wanted, nothing)).toThrow(
      'a definition it does not have',
    );
  });
});
