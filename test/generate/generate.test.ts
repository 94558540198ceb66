import { generate, type Generated, type Previous } from '../../generate/generate';
import { EMPTY_INDEX } from '../../generate/generated-index';
import { report } from '../../generate/report';
import type { SourceDocument } from '../../generate/sources/documents';
import type { Wanted } from '../../generate/wanted-kinds';
import type { KindDocument } from '../../lib/kubernetes/schema';
import { customResource } from './custom-resource';

const nothing: Previous = { index: EMPTY_INDEX, schema: () => undefined };

const wanted = (...kinds: string[]): Wanted => ({
  customResources: [{ apiVersion: 'example.org/v1', kinds }],
  builtIn: [],
});

const size = { type: 'object', required: ['size'], properties: { size: { type: 'string' } } };
const sizeAndName = { type: 'object', properties: { ...size.properties, name: { type: 'string' } } };

function after(run: Generated): Previous {
  return {
    index: run.index,
    schema: (apiVersion, kind) =>
      JSON.parse(run.files.get(`schemas/${apiVersion}/${kind}.json`) ?? 'null') as KindDocument,
  };
}

describe('generate', () => {
  test('makes a type and a schema of a wanted kind', () => {
    const { files, missing, index } = generate([customResource('Disk', size)], wanted('Disk'), nothing);
    expect(missing).toEqual([]);
    expect([...files.keys()].sort()).toEqual([
      'example.org/v1.ts',
      'index.json',
      'schemas/example.org/v1/Disk.json',
    ]);
    expect(files.get('example.org/v1.ts')).toContain(`export interface Disk {
  apiVersion: 'example.org/v1';
  kind: 'Disk';
  metadata: ObjectMeta;
  spec: DiskSpec;
}`);
    expect(JSON.parse(files.get('schemas/example.org/v1/Disk.json') ?? '')).toMatchObject({
      apiVersion: 'example.org/v1',
      kind: 'Disk',
      scope: 'Namespaced',
      schema: { required: ['apiVersion', 'kind', 'metadata', 'spec'], properties: { status: 'any' } },
    });
    expect(index.kinds['example.org/v1/Disk']).toMatchObject({
      origin: 'custom',
      source: 'example.org_disks.yaml',
    });
  });

  test('copies no sentence of a source', () => {
    const { files } = generate([customResource('Disk', size)], wanted('Disk'), nothing);
    expect([...files.values()].join('')).not.toContain('A sentence of its authors');
  });

  test('makes the same text, whatever the order of the documents', () => {
    const documents = [customResource('Disk', size), customResource('Tape', sizeAndName)];
    const forth = generate(documents, wanted('Disk', 'Tape'), nothing);
    const back = generate([...documents].reverse(), wanted('Disk', 'Tape'), nothing);
    expect([...back.files]).toEqual([...forth.files]);
  });

  test('types the status only of kinds whose status is read', () => {
    const read: Wanted = {
      customResources: [{ apiVersion: 'example.org/v1', kinds: ['Disk'], withStatus: ['Disk'] }],
      builtIn: [],
    };
    const source = [customResource('Disk', size)];
    expect(generate(source, read, nothing).files.get('example.org/v1.ts')).toContain('status?: DiskStatus;');
    expect(generate(source, wanted('Disk'), nothing).files.get('example.org/v1.ts')).not.toContain('status');
  });

  test('makes each wanted version of a kind, and none that is not served', () => {
    const source = [customResource('Disk', size, ['v0', 'v1', 'v2'])];
    const versions = (...names: string[]): Wanted => ({
      customResources: names.map((name) => ({ apiVersion: `example.org/${name}`, kinds: ['Disk'] })),
      builtIn: [],
    });
    expect(generate(source, versions('v1', 'v2'), nothing).files.get('example.org/v2.ts')).toContain(
      `'example.org/v2'`,
    );
    expect(generate(source, versions('v0'), nothing).missing).toEqual(['example.org/v0/Disk']);
  });

  test('refuses a kind that two documents describe', () => {
    const twice: SourceDocument[] = [customResource('Disk', size), customResource('Disk', sizeAndName)];
    expect(() => generate(twice, wanted('Disk'), nothing)).toThrow('example.org/v1/Disk is described twice');
  });

  test('reports a wanted kind that no source has and that was never generated', () => {
    expect(generate([], wanted('Disk'), nothing).missing).toEqual(['example.org/v1/Disk']);
  });

  test('keeps an API version that no source has, if it was generated before', () => {
    const before = after(generate([customResource('Disk', size)], wanted('Disk'), nothing));
    const run = generate([], wanted('Disk'), before);
    expect(run).toMatchObject({ kept: ['example.org/v1'], missing: [], disappeared: [] });
    expect(run.index).toEqual(before.index);
    expect([...run.files.keys()]).toEqual(['index.json']);
  });

  test('reports a kind as missing where its API version is there without it', () => {
    const both = [customResource('Disk', size), customResource('Tape', size)];
    const before = after(generate(both, wanted('Disk', 'Tape'), nothing));
    const run = generate(both.slice(0, 1), wanted('Disk', 'Tape'), before);
    expect(run.missing).toEqual(['example.org/v1/Tape']);
    expect(report(run, [])).toContain('nothing was written');
  });

  test('reports kinds that are wanted no more', () => {
    const both = [customResource('Disk', size), customResource('Tape', size)];
    const before = after(generate(both, wanted('Disk', 'Tape'), nothing));
    expect(generate(both, wanted('Disk'), before).disappeared).toEqual(['example.org/v1/Tape']);
  });

  test('reports fields that came and went', () => {
    const other = {
      type: 'object',
      properties: { name: { type: 'string' }, tags: { type: 'array', items: size } },
    };
    const before = after(generate([customResource('Disk', sizeAndName)], wanted('Disk'), nothing));
    const run = generate([customResource('Disk', other)], wanted('Disk'), before);
    expect(run.appeared).toEqual(['example.org/v1/Disk spec.tags']);
    expect(run.disappeared).toEqual(['example.org/v1/Disk spec.size']);
    expect(report(run, ['example.org/v1.ts'])).toContain('Disappeared:\n  example.org/v1/Disk spec.size\n');
  });

  test('shares a structure that is found in several places, and makes it no other', () => {
    const storage = {
      type: 'object',
      properties: Object.fromEntries(
        ['class', 'mode', 'path', 'owner', 'size'].map((name) => [name, { type: 'string' }]),
      ),
    };
    const spec = {
      type: 'object',
      properties: { data: storage, log: { type: 'object', properties: { data: storage } } },
    };
    const { files } = generate([customResource('Disk', spec)], wanted('Disk'), nothing);
    const text = files.get('example.org/v1.ts') ?? '';
    expect(text.match(/owner\?: string/g)).toHaveLength(1);
    expect(text.match(/data\?: DiskSpecData;/g)).toHaveLength(2);
    expect(JSON.parse(files.get('schemas/example.org/v1/Disk.json') ?? '')).toMatchObject({
      schema: { properties: { spec: { properties: { data: '#DiskSpecData' } } } },
      definitions: { DiskSpecData: { type: 'object' } },
    });
  });
});
