import { describe, expect, it } from '@jest/globals';
import {
  isExactVersion,
  plannedResources,
  policyProblems,
  type PlannedResource,
} from '../../../stacks/policy';
import { SECRET_MARK } from '../mock-engine';
import { codesAndPlaces } from '../problem-codes';

function resource(type: string, changes: Partial<PlannedResource> = {}): PlannedResource {
  return { type, name: 'it', inputs: {}, protect: false, retainOnDelete: false, ...changes };
}

function codes(...resources: readonly PlannedResource[]) {
  return codesAndPlaces(policyProblems(resources));
}

describe('RST943: what cannot be made again', () => {
  it.each(['aws:s3/bucket:Bucket', 'aws:kms/key:Key'])('%s must be protected and retained', (type) => {
    expect(codes(resource(type))).toEqual(['RST943 it.protect', 'RST943 it.retainOnDelete']);
    expect(codes(resource(type, { protect: true }))).toEqual(['RST943 it.retainOnDelete']);
    expect(codes(resource(type, { protect: true, retainOnDelete: true }))).toEqual([]);
  });

  it.each([
    'hcloud:index/network:Network',
    'tls:index/privateKey:PrivateKey',
    'random:index/randomPassword:RandomPassword',
  ])('%s must be protected', (type) => {
    expect(codes(resource(type))).toEqual(['RST943 it.protect']);
    expect(codes(resource(type, { protect: true }))).toEqual([]);
  });

  it('says nothing of what can', () => {
    expect(codes(resource('hcloud:index/server:Server'), resource('aws:iam/user:User'))).toEqual([]);
  });
});

describe('RST944: secrets in clear', () => {
  it.each([
    ['by its name', { kubeconfig: 'text' }, 'kubeconfig'],
    ['by a name in a map', { a: { secretAccessKey: 'text' } }, 'a.secretAccessKey'],
    ['by a name in a list', { list: [{ password: 'text' }] }, 'list.0.password'],
    ['by its text', { note: '-----BEGIN EC PRIVATE KEY-----' }, 'note'],
    ['by the text of age', { note: 'AGE-SECRET-KEY-1ABC' }, 'note'],
    ['by the text of a kubeconfig', { text: 'users: [{user: {client-key-data: x}}]' }, 'text'],
    ['by the text of a token', { note: 'ghp_0123456789abcdefghij' }, 'note'],
  ])('are found %s, in outputs and in inputs', (_, values, place) => {
    expect(codes(resource('any', { inputs: values }))).toEqual([`RST944 it.${place}`]);
    expect(codes(resource('pulumi:pulumi:Stack', { outputs: values }))).toEqual([`RST944 it.${place}`]);
    expect(codes(resource('any', { inputs: values, outputs: values }))).toHaveLength(1);
  });

  it('are found in places that hold secrets under other names', () => {
    expect(codes(resource('hcloud:index/server:Server', { inputs: { userData: '#cloud-config' } }))).toEqual([
      'RST944 it.userData',
    ]);
    const clear = { data: { key: 'dGV4dA==' } };
    expect(codes(resource('kubernetes:core/v1:Secret', { inputs: clear }))).toEqual(['RST944 it.data']);
  });

  it('are never shown', () => {
    expect(
      JSON.stringify(policyProblems([resource('any', { inputs: { password: 'MARKED' } })])),
    ).not.toContain('MARKED');
  });

  it('are not what is marked as secret, or empty', () => {
    const hidden = { password: '[secret]', token: { [SECRET_MARK]: 'x', ciphertext: 'y' }, kubeconfig: '' };
    expect(codes(resource('any', { inputs: hidden, outputs: { secretKey: null } }))).toEqual([]);
    const inputs = { data: { a: '[secret]', b: '[secret]' } };
    expect(codes(resource('kubernetes:core/v1:Secret', { inputs }))).toEqual([]);
    expect(codes(resource('kubernetes:core/v1:Secret', { inputs: { data: '[secret]' } }))).toEqual([]);
  });

  it('are not names that only sound like it', () => {
    const inputs = {
      pullSecret: 'flux-system',
      secretRef: { name: 'sops-age' },
      tokenTtl: '1h',
      public: 'key',
    };
    expect(codes(resource('any', { inputs }))).toEqual([]);
  });
});

describe('RST942: versions', () => {
  const flux = 'kubernetes:fluxcd.controlplane.io/v1:FluxInstance';

  it.each([
    ['kubernetes:helm.sh/v3:Release', {}, 'version'],
    ['kubernetes:helm.sh/v3:Release', { version: '^1.2.3' }, 'version'],
    ['kubernetes:helm.cattle.io/v1:HelmChart', { spec: {} }, 'spec.version'],
    [flux, { spec: { distribution: { version: '2.x' } } }, 'spec.distribution.version'],
  ])('%s %j is not pinned', (type, inputs, place) => {
    expect(codes(resource(type, { inputs }))).toEqual([`RST942 it.${place}`]);
  });

  it('are exact where they should be', () => {
    expect(codes(resource('kubernetes:helm.sh/v3:Release', { inputs: { version: '1.2.3' } }))).toEqual([]);
    expect(codes(resource(flux, { inputs: { spec: { distribution: { version: '2.9.4' } } } }))).toEqual([]);
  });

  it.each(['nginx', 'nginx:latest', 'registry:5000/nginx', 'ghcr.io/a/b:main'])(
    'an image %s moves',
    (image) => {
      const inputs = { spec: { template: { containers: [{ image }] } } };
      expect(codes(resource('kubernetes:apps/v1:Deployment', { inputs }))).toEqual([
        'RST942 it.spec.template.containers.0.image',
      ]);
    },
  );

  it.each(['nginx:1.29.1', `nginx@sha256:${'0'.repeat(64)}`, 'registry:5000/nginx:1.29'])(
    'an image %s does not',
    (image) => {
      expect(codes(resource('kubernetes:apps/v1:Deployment', { inputs: { image } }))).toEqual([]);
    },
  );

  it('of images are those of Kubernetes alone: a server has an image of another kind', () => {
    expect(codes(resource('hcloud:index/server:Server', { inputs: { image: 'debian-12' } }))).toEqual([]);
  });

  it.each([
    ['1.2.3', true],
    ['v1.35.5+k3s1', true],
    ['1.2.3-rc.1', true],
    ['1.2', false],
    ['latest', false],
    ['>=1.2.3', false],
    ['1.2.x', false],
  ])('%s is exact: %s', (version, exact) => {
    expect(isExactVersion(version)).toBe(exact);
  });
});

describe('planned resources', () => {
  const state = { urn: 'urn:pulumi:dev::p::a$b::the-bucket', type: 'b', inputs: { a: 1 }, protect: true };
  const read = { type: 'b', name: 'the-bucket', inputs: { a: 1 }, protect: true, retainOnDelete: false };

  it('are read from a preview, without what goes', () => {
    const steps = [
      { op: 'create', newState: state },
      { op: 'delete', oldState: state },
    ];
    expect(plannedResources(JSON.stringify({ steps }))).toEqual([read]);
  });

  it('are read from a state, with outputs', () => {
    const resources = [
      { ...state, outputs: { b: 2 } },
      { urn: 'x::y', type: 'c', inputs: null },
    ];
    expect(plannedResources(JSON.stringify({ deployment: { resources } }))).toEqual([
      { ...read, outputs: { b: 2 } },
      { type: 'c', name: 'y', inputs: {}, protect: false, retainOnDelete: false },
    ]);
  });

  it('are none in an empty state', () => {
    expect(plannedResources('{"deployment":{}}')).toEqual([]);
  });

  it.each(['{', '{}', '[]', 'null'])('RST939: %s is neither', (text) => {
    expect(() => plannedResources(text)).toThrow('RST939');
  });
});
