import * as fc from 'fast-check';
import * as yaml from 'yaml';
import { toYaml, toYamlDocuments } from '../../../lib/flux/emit';
import { anyJson, expectSameEverywhere } from './yaml-dialects';

describe('toYaml', () => {
  it('is read back as the same value by YAML 1.1 and 1.2', () => {
    fc.assert(fc.property(anyJson, expectSameEverywhere), { numRuns: 1000 });
  });

  it('writes empty collections on one line', () => {
    expect(toYaml({})).toBe('{}\n');
    expect(toYaml([])).toBe('[]\n');
    expect(toYaml({ a: {}, b: [], c: [[], {}, [[]]] })).toBe('a: {}\nb: []\nc:\n  - []\n  - {}\n  - - []\n');
  });

  it('leaves undefined out of maps and writes null for it in lists, as JSON does', () => {
    const value = { a: undefined, b: { c: undefined }, d: [undefined, , { e: undefined }], f: 1 };
    expect(toYaml(value)).toBe('b: {}\nd:\n  - null\n  - null\n  - {}\nf: 1\n');
    expect(yaml.parse(toYaml(value))).toEqual(JSON.parse(JSON.stringify(value)));
  });

  it('keeps an own key named __proto__', () => {
    const value = JSON.parse('{"__proto__": {"a": 1}}') as unknown;
    expect(toYaml(value)).toBe('__proto__:\n  a: 1\n');
  });

  it('writes a Cluster as one would by hand', () => {
    const cluster = {
      apiVersion: 'postgresql.cnpg.io/v1',
      kind: 'Cluster',
      metadata: {
        name: 'app-postgres',
        namespace: 'production',
        annotations: { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' },
      },
      spec: {
        bootstrap: {
          initdb: {
            database: 'app',
            owner: 'app',
            postInitSQL: ['CREATE EXTENSION pgcrypto'],
            secret: { name: 'app-owner' },
          },
        },
        enablePDB: true,
        imageName: 'ghcr.io/cloudnative-pg/postgresql:17.5',
        instances: 3,
        managed: { roles: [{ ensure: 'present', login: true, name: 'reader' }] },
        postgresql: {
          parameters: { archive_timeout: '5min', max_connections: '200', shared_buffers: '1GB' },
          pg_hba: ['host all all 10.42.0.0/16 scram-sha-256'],
        },
        storage: { size: '20Gi' },
        tolerations: [],
      },
    };
    expect(toYaml(cluster)).toBe(`apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata:
  name: app-postgres
  namespace: production
  annotations:
    kustomize.toolkit.fluxcd.io/prune: disabled
spec:
  bootstrap:
    initdb:
      database: app
      owner: app
      postInitSQL:
        - CREATE EXTENSION pgcrypto
      secret:
        name: app-owner
  enablePDB: true
  imageName: ghcr.io/cloudnative-pg/postgresql:17.5
  instances: 3
  managed:
    roles:
      - ensure: present
        login: true
        name: reader
  postgresql:
    parameters:
      archive_timeout: 5min
      max_connections: "200"
      shared_buffers: 1GB
    pg_hba:
      - host all all 10.42.0.0/16 scram-sha-256
  storage:
    size: 20Gi
  tolerations: []
`);
  });
});

describe('toYamlDocuments', () => {
  it('parts documents by three dashes and is read back as the same documents', () => {
    expect(toYamlDocuments([{ a: 1 }, { b: 'x\n\n' }, {}])).toBe('a: 1\n---\nb: |+\n  x\n\n---\n{}\n');
    fc.assert(
      fc.property(fc.array(anyJson, { minLength: 1, maxLength: 4 }), (values) => {
        const documents = yaml.parseAllDocuments(toYamlDocuments(values), { version: '1.1' });
        expect((documents as yaml.Document[]).map((d) => d.toJS() as unknown)).toEqual(values);
      }),
    );
  });

  it('is empty for no documents', () => {
    expect(toYamlDocuments([])).toBe('');
  });
});
