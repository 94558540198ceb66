import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RecoveryPlan, RequiredSecret } from '../../lib/plan';
import { plannedResources, policyProblems } from '../../stacks/policy';
import { planOf, protectionOf, storageSecretOf } from '../stacks/plan-of';
import { eventually, getObject, kubectl, tryKubectl } from './kubectl';
import { findSetting } from './settings';
import { PulumiProject } from './stacks-project';

const CLUSTER = 'e2e-stacks';
const DEVELOP = 'e2e-stacks-develop';
const AUTH = 'e2e-stacks-auth';
const DRILL = 'e2e-stacks-drill';
const FLUX = 'flux-system';
const NAMESPACES = [DEVELOP, AUTH, DRILL, FLUX];

const store = { store: 'minio.example.com/backups', bucket: 'backups' };
const endpoint = 'https://minio.example.com';

/** A plan of a cluster whose store is no bucket of AWS: the storage stack can run without its provider. */
function plan(source: RequiredSecret['source'] = { kind: 'bootstrap' }): RecoveryPlan {
  return planOf({
    clusters: [
      {
        name: CLUSTER,
        path: 'flux',
        environments: ['develop'],
        namespaces: [
          { name: DEVELOP, managed: true, purpose: 'live' },
          { name: DRILL, managed: true, purpose: 'drill' },
        ],
      },
    ],
    protections: [protectionOf({ archive: { ...store, profile: 'minio', endpoint, prefix: 'develop' } })],
    requiredSecrets: [
      storageSecretOf({
        cluster: CLUSTER,
        namespace: DEVELOP,
        source,
        keys: [
          { key: 'ACCESS_KEY_ID', holds: 'accessKeyId' },
          { key: 'ACCESS_SECRET_KEY', holds: 'secretAccessKey' },
          { key: 'BUCKET', holds: 'bucket', expected: 'backups' },
        ],
        grants: { ...store, prefixes: ['develop/app'], access: 'read-write' },
      }),
      {
        cluster: CLUSTER,
        namespace: FLUX,
        name: 'sops-age',
        type: 'Opaque',
        roles: ['decryption'],
        keys: [{ key: 'age.agekey', holds: 'privateKey' }],
        source: { kind: 'bootstrap' },
        usedBy: [CLUSTER],
      },
    ],
  });
}

function dataOf(name: string, namespace: string): Readonly<Record<string, string>> {
  const { data } = getObject('secret', name, namespace) as { data: Readonly<Record<string, string>> };
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [key, Buffer.from(value, 'base64').toString('utf8')]),
  );
}

function exists(kind: string, name: string, namespace = 'default'): boolean {
  return tryKubectl(['get', kind, name, '--namespace', namespace]).status === 0;
}

const UNCHANGED = ['--yes', '--skip-preview', '--expect-no-changes'];

describe('the platform stack on a real cluster, by the real engine', () => {
  let project: PulumiProject;

  beforeAll(async () => {
    if (exists('fluxinstance', 'flux', FLUX))
      throw new Error('the cluster has a FluxInstance that is not ours');
    const crd = join(findSetting('E2E_CRDS'), 'fluxcd.controlplane.io_fluxinstances.yaml');
    kubectl(['apply', '--server-side', '--force-conflicts', '--filename', crd]);
    project = await PulumiProject.make();
    project.write('plan.json', JSON.stringify(plan()));
    await project.run('stack', 'init', 'storage');
    await project.configure('storage', { kind: 'storage', plan: 'plan.json' });
    const keys = `storageKeys["${DEVELOP}/cnpg-backup-s3"]`;
    await project.configure(
      'storage',
      { [`${keys}.accessKeyId`]: 'first-id', [`${keys}.secretAccessKey`]: 'MARKED-first' },
      true,
    );
    await project.run('stack', 'init', 'platform');
    await project.configure('platform', {
      kind: 'platform',
      plan: 'plan.json',
      cluster: CLUSTER,
      gitUrl: 'https://example.com/platform.git',
      gitPath: `flux/clusters/${CLUSTER}`,
      fluxOperator: 'installed',
      wholeCluster: 'false',
      'namespaces[0]': AUTH,
      'runtimeInfo.cluster_name': CLUSTER,
    });
    await project.configure(
      'platform',
      { kubeconfig: readFileSync(findSetting('KUBECONFIG'), 'utf8') },
      true,
    );
  });

  afterAll(() => {
    tryKubectl([
      'patch',
      'fluxinstance',
      'flux',
      '--namespace',
      FLUX,
      '--type=merge',
      '--patch',
      finalizersPatch([]),
    ]);
    tryKubectl(['delete', 'fluxinstance', 'flux', '--namespace', FLUX, '--ignore-not-found']);
    tryKubectl(['delete', 'namespace', '--ignore-not-found', ...NAMESPACES]);
    project.remove();
  });

  it('RST933: tells every missing Secret at once in the preview, and makes nothing', async () => {
    const { status, output } = await project.try('preview', '--stack', 'platform');
    expect(status).not.toBe(0);
    expect(output.match(/error RST933/g)).toHaveLength(3);
    expect(output).toContain(`secrets["${DEVELOP}/cnpg-backup-s3"]`);
    expect(output).toContain(`secrets["${FLUX}/sops-age"]`);
    expect(exists('namespace', DEVELOP)).toBe(false);
  });

  it('takes keys from the storage stack, and makes namespaces, Secrets, values and Flux', async () => {
    await project.run('up', '--stack', 'storage', '--yes', '--skip-preview');
    await project.configure('platform', { storageStack: 'storage' });
    await project.configure('platform', { [`secrets["${FLUX}/sops-age"].privateKey`]: 'MARKED-age' }, true);
    const output = await project.run('up', '--stack', 'platform', '--yes', '--skip-preview');
    expect(output).not.toContain('MARKED');
    expect(dataOf('cnpg-backup-s3', DEVELOP)).toEqual({
      ACCESS_KEY_ID: 'first-id',
      ACCESS_SECRET_KEY: 'MARKED-first',
      BUCKET: 'backups',
    });
    expect(dataOf('sops-age', FLUX)).toEqual({ 'age.agekey': 'MARKED-age' });
    expect(getObject('configmap', 'runtime-info', FLUX)).toMatchObject({ data: { cluster_name: CLUSTER } });
    expect(getObject('fluxinstance', 'flux', FLUX)).toMatchObject({
      spec: { sync: { path: `flux/clusters/${CLUSTER}` }, kustomize: { patches: [expect.anything()] } },
    });
    expect(exists('secret', 'flux-system', FLUX)).toBe(false);
  });

  it('changes nothing the second time, nor after a refresh', async () => {
    kubectl(['label', 'namespace', DEVELOP, 'somebody=else', '--overwrite']);
    kubectl(['annotate', 'namespace', DEVELOP, 'somebody=else', '--overwrite']);
    await project.run('up', '--stack', 'platform', ...UNCHANGED);
    await project.run('refresh', '--stack', 'platform', '--yes', '--skip-preview');
    await project.run('up', '--stack', 'platform', ...UNCHANGED);
    const labels = { metadata: { labels: { somebody: 'else' }, annotations: { somebody: 'else' } } };
    expect(getObject('namespace', DEVELOP, DEVELOP)).toMatchObject(labels);
  });

  it('is in order by the policy, and its state holds no secret in clear', async () => {
    const { stdout } = await project.try('stack', 'export', '--stack', 'platform');
    expect(policyProblems(plannedResources(stdout))).toEqual([]);
    expect(stdout).not.toContain('MARKED');
  });

  it('changes a Secret in place where its key changes', async () => {
    const { metadata: before } = getObject('secret', 'cnpg-backup-s3', DEVELOP) as {
      metadata: { uid: string };
    };
    const path = `storageKeys["${DEVELOP}/cnpg-backup-s3"].secretAccessKey`;
    await project.configure('storage', { [path]: 'MARKED-second' }, true);
    await project.run('up', '--stack', 'storage', '--yes', '--skip-preview');
    await project.run('up', '--stack', 'platform', '--yes', '--skip-preview');
    expect(dataOf('cnpg-backup-s3', DEVELOP).ACCESS_SECRET_KEY).toBe('MARKED-second');
    const { metadata: after } = getObject('secret', 'cnpg-backup-s3', DEVELOP) as {
      metadata: { uid: string };
    };
    expect(after.uid).toBe(before.uid);
  });

  it('is not touched by what happens to the storage stack', async () => {
    await project.run('destroy', '--stack', 'storage', '--yes', '--skip-preview');
    expect(dataOf('cnpg-backup-s3', DEVELOP).ACCESS_SECRET_KEY).toBe('MARKED-second');
    expect(exists('fluxinstance', 'flux', FLUX)).toBe(true);
  });

  it('hands a Secret over to Git: it is never deleted, and Git has the last word', async () => {
    const fromGit = Buffer.from('from-git').toString('base64');
    const secret = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'cnpg-backup-s3', namespace: DEVELOP },
      data: { ACCESS_KEY_ID: fromGit, ACCESS_SECRET_KEY: fromGit, BUCKET: fromGit },
    };
    // As kustomize-controller applies what it has decrypted.
    const manager = ['--server-side', '--force-conflicts', '--field-manager', 'kustomize-controller'];
    kubectl(['apply', ...manager, '--filename', '-'], JSON.stringify(secret));
    project.write('plan.json', JSON.stringify(plan({ kind: 'bootstrap', handedOverTo: 'secret.yaml' })));
    await project.run('config', 'rm', '--stack', 'platform', 'storageStack');
    const output = await project.run('up', '--stack', 'platform', '--yes', '--skip-preview');
    expect(output).toMatch(/cnpg-backup-s3 .*\[retain\]/);
    expect(dataOf('cnpg-backup-s3', DEVELOP)).toEqual({
      ACCESS_KEY_ID: 'from-git',
      ACCESS_SECRET_KEY: 'from-git',
      BUCKET: 'from-git',
    });
    await project.run('up', '--stack', 'platform', ...UNCHANGED);
  });

  it('refuses to be destroyed while namespaces may hold data, and deletes nothing', async () => {
    kubectl(['apply', '--filename', '-'], JSON.stringify(claimAndLoadBalancer));
    for (const options of [[], ['--exclude-protected']]) {
      const { output } = await project.try(
        'destroy',
        '--stack',
        'platform',
        '--yes',
        '--skip-preview',
        ...options,
      );
      expect(output).toMatch(/protected/);
    }
    expect(exists('fluxinstance', 'flux', FLUX)).toBe(true);
    expect(exists('configmap', 'runtime-info', FLUX)).toBe(true);
    expect(exists('persistentvolumeclaim', 'data', DEVELOP)).toBe(true);
    expect(exists('service', 'public', DRILL)).toBe(true);
    await project.run('up', '--stack', 'platform', ...UNCHANGED);
  });

  it('RST946: takes the confirmation of another cluster for none', async () => {
    await project.configure('platform', { deleteDataOf: 'another' });
    const { status, output } = await project.try('up', '--stack', 'platform', '--yes', '--skip-preview');
    expect(status).not.toBe(0);
    expect(output).toContain('RST946');
  });

  it('is destroyed in order once its data is given up: nothing before Flux is gone', async () => {
    await project.configure('platform', { deleteDataOf: CLUSTER });
    await project.run('up', '--stack', 'platform', '--yes', '--skip-preview');
    // As flux-operator does it: the object stays until it has uninstalled Flux.
    const patch = ['patch', 'fluxinstance', 'flux', '--namespace', FLUX, '--type=merge', '--patch'];
    kubectl([...patch, finalizersPatch(['fluxcd.controlplane.io/finalizer'])]);
    const destroyed = project.try('destroy', '--stack', 'platform', '--yes', '--skip-preview');
    await eventually(
      'deleting the FluxInstance',
      60,
      () => getObject('fluxinstance', 'flux', FLUX) as { metadata: { deletionTimestamp?: string } },
      ({ metadata }) => metadata.deletionTimestamp !== undefined,
    );
    await new Promise((resolve) => setTimeout(resolve, 4000));
    expect(exists('configmap', 'runtime-info', FLUX)).toBe(true);
    expect(exists('service', 'public', DRILL)).toBe(true);
    expect(exists('persistentvolumeclaim', 'data', DEVELOP)).toBe(true);
    kubectl([...patch, finalizersPatch([])]);
    const { status, output } = await destroyed;
    expect([status, status === 0 ? '' : output]).toEqual([0, '']);
    for (const namespace of NAMESPACES) expect(exists('namespace', namespace)).toBe(false);
    const { stdout } = await project.try('stack', 'export', '--stack', 'platform');
    expect(plannedResources(stdout)).toEqual([]);
  });
});

/** A patch that sets the finalizers of an object. */
function finalizersPatch(finalizers: readonly string[]): string {
  return JSON.stringify({ metadata: { finalizers } });
}

const claimAndLoadBalancer = {
  apiVersion: 'v1',
  kind: 'List',
  items: [
    {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'data', namespace: DEVELOP },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Mi' } } },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'public', namespace: DRILL },
      spec: { type: 'LoadBalancer', ports: [{ port: 80 }] },
    },
  ],
};
