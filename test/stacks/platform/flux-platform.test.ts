import { beforeAll, describe, expect, it } from '@jest/globals';
import { InputPropertiesError, secret } from '@pulumi/pulumi';
import { FluxPlatform } from '../../../stacks/platform/flux-platform';
import type { FluxPlatformArgs } from '../../../stacks/platform/flux-platform-args';
import { policyProblems } from '../../../stacks/policy';
import { runMocked, type MockedRun } from '../mock-engine';
import { planOf, storageSecretOf } from '../plan-of';
import { kubeconfigText } from './kubeconfig-text';

const plan = planOf({
  requiredSecrets: [
    storageSecretOf(),
    storageSecretOf({
      namespace: 'flux-system',
      name: 'sops-age',
      roles: ['decryption'],
      keys: [{ key: 'age.agekey', holds: 'privateKey' }],
    }),
  ],
});

const args: FluxPlatformArgs = {
  cluster: 'safeops',
  plan,
  kubeconfig: secret(kubeconfigText('https://localhost:1')),
  sync: { url: 'https://example.com/x.git', ref: 'refs/heads/main', path: 'flux/clusters/safeops' },
  secrets: {
    'develop/cnpg-backup-s3': { accessKeyId: 'id', secretAccessKey: 'MARKED-KEY', endpoint: 'https://s3' },
    'flux-system/sops-age': { privateKey: 'MARKED-AGE' },
  },
};

const everything: FluxPlatformArgs = {
  ...args,
  namespaces: ['auth'],
  runtimeInfo: { cluster_name: 'safeops' },
  uptraceDsn: 'MARKED-DSN',
  gitToken: 'MARKED-GIT',
  imageAutomationToken: 'MARKED-IMAGE',
  registry: { username: 'me', token: 'MARKED-GHCR' },
};

/** In a preview nothing is waited for, so that no server is needed. */
function make(changes: Partial<FluxPlatformArgs> = {}): Promise<MockedRun> {
  return runMocked(
    () => {
      const platform = new FluxPlatform('platform', { ...args, ...changes });
      return { namespaces: platform.namespaces, fluxInstance: platform.fluxInstance };
    },
    { preview: true },
  );
}

function text(base64: unknown): string {
  return Buffer.from(String(base64), 'base64').toString('utf8');
}

describe('the platform of a cluster', () => {
  let least: MockedRun;
  let full: MockedRun;
  let givenUp: MockedRun;

  beforeAll(async () => {
    least = await make();
    full = await make(everything);
    givenUp = await make({ ...everything, teardown: { deleteDataOf: 'safeops' } });
  });

  it('keeps the names of its resources: another name is another resource', () => {
    expect(full.resources.map(({ type, name }) => `${type} ${name}`).sort()).toEqual([
      'command:local:Command platform-teardown',
      'kubernetes:core/v1:ConfigMap platform-runtime-info',
      'kubernetes:core/v1:Namespace platform-namespace-auth',
      'kubernetes:core/v1:Namespace platform-namespace-develop',
      'kubernetes:core/v1:Namespace platform-namespace-flux-system',
      'kubernetes:core/v1:Namespace platform-namespace-restore-test',
      'kubernetes:core/v1:Secret platform-secret-develop-cnpg-backup-s3',
      'kubernetes:core/v1:Secret platform-secret-develop-ghcr-credentials-docker',
      'kubernetes:core/v1:Secret platform-secret-flux-system-flux-system',
      'kubernetes:core/v1:Secret platform-secret-flux-system-github-image-automation',
      'kubernetes:core/v1:Secret platform-secret-flux-system-sops-age',
      'kubernetes:core/v1:Secret platform-secret-flux-system-uptrace',
      'kubernetes:fluxcd.controlplane.io/v1:FluxInstance platform-flux-instance',
      'kubernetes:helm.sh/v3:Release platform-flux-operator',
      'pulumi:providers:kubernetes platform-kubernetes',
      'restorable:platform:FluxPlatform platform',
    ]);
  });

  it('makes nothing of inputs that are not given', () => {
    expect(least.ofType('kubernetes:core/v1:ConfigMap')).toEqual([]);
    expect(
      least
        .ofType('kubernetes:core/v1:Secret')
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['platform-secret-develop-cnpg-backup-s3', 'platform-secret-flux-system-sops-age']);
    expect(least.find('platform-flux-instance').inputs.spec).not.toHaveProperty('sync.pullSecret');
  });

  it('has everything below itself, with its own provider', () => {
    const platform = full.find('platform');
    const provider = full.find('platform-kubernetes');
    for (const resource of full.resources) {
      if (resource === platform) continue;
      expect(resource.parent).toBe(platform.urn);
      if (resource.type.startsWith('kubernetes:')) expect(resource.provider).toContain(provider.urn);
      expect(resource.aliases).toEqual([]);
    }
  });

  it('owns fields, is not replaced with a new kubeconfig, and hides it', () => {
    const provider = full.find('platform-kubernetes');
    expect(provider.inputs).toMatchObject({ clusterIdentifier: 'safeops' });
    expect(String(provider.inputs.enableServerSideApply)).toBe('true');
    expect(String(provider.inputs.enableSecretMutable)).toBe('true');
    expect(provider.secretInputs).toContain('kubeconfig');
  });

  it('leaves labels and annotations of namespaces alone afterwards', () => {
    for (const namespace of full.ofType('kubernetes:core/v1:Namespace')) {
      expect(namespace.ignoreChanges).toEqual(['metadata.labels', 'metadata.annotations']);
    }
  });

  it('protects what may hold data, what deletes data, and what is deleted first', () => {
    const protectedOnes = full.resources.filter(({ protect }) => protect).map(({ name }) => name);
    expect([...protectedOnes].sort()).toEqual([
      'platform-flux-instance',
      'platform-namespace-auth',
      'platform-namespace-develop',
      'platform-teardown',
    ]);
  });

  it('protects nothing once the data is given up', () => {
    expect(givenUp.resources.filter(({ protect }) => protect)).toEqual([]);
  });

  it('protects nothing where there are only drills', async () => {
    const [cluster] = plan.clusters;
    if (cluster === undefined) throw new Error('the plan has a cluster');
    const namespaces = cluster.namespaces.filter(({ purpose }) => purpose === 'drill');
    const drills = planOf({ clusters: [{ ...cluster, namespaces }], requiredSecrets: [] });
    const run = await make({ plan: drills, secrets: {} });
    expect(run.resources.filter(({ protect }) => protect)).toEqual([]);
  });

  it('never deletes a Secret, and hides its values', () => {
    const secrets = full.ofType('kubernetes:core/v1:Secret');
    for (const each of secrets) {
      expect(each).toMatchObject({ retainOnDelete: true, protect: false });
      expect(each.secretInputs).toEqual(['data']);
    }
    const others = full.resources.filter((each) => !secrets.includes(each));
    expect(others.filter(({ retainOnDelete }) => retainOnDelete)).toEqual([]);
  });

  it('writes Secrets by the contract of the plan, and those of the seed', () => {
    const data = (name: string) => full.find(`platform-secret-${name}`).inputs.data as Record<string, string>;
    const values = (name: string) =>
      Object.fromEntries(Object.entries(data(name)).map(([key, value]) => [key, text(value)]));
    expect(values('develop-cnpg-backup-s3')).toEqual({
      ACCESS_KEY_ID: 'id',
      ACCESS_SECRET_KEY: 'MARKED-KEY',
      REGION: 'eu-west-1',
      BUCKET: 'backups',
      ENDPOINT: 'https://s3',
    });
    expect(values('flux-system-sops-age')).toEqual({ 'age.agekey': 'MARKED-AGE' });
    expect(values('flux-system-flux-system')).toEqual({ username: 'git', password: 'MARKED-GIT' });
    expect(values('flux-system-github-image-automation')).toEqual({
      username: 'git',
      password: 'MARKED-IMAGE',
    });
    expect(values('flux-system-uptrace')).toEqual({ uptrace_dsn: 'MARKED-DSN' });
    const docker = full.find('platform-secret-develop-ghcr-credentials-docker');
    expect(docker.inputs.type).toBe('kubernetes.io/dockerconfigjson');
    expect(JSON.parse(values('develop-ghcr-credentials-docker')['.dockerconfigjson'] ?? '')).toEqual({
      auths: {
        'ghcr.io': {
          username: 'me',
          password: 'MARKED-GHCR',
          auth: Buffer.from('me:MARKED-GHCR').toString('base64'),
        },
      },
    });
  });

  it('gives values for substitution, which Flux watches', () => {
    expect(full.find('platform-runtime-info').inputs).toMatchObject({
      metadata: {
        name: 'runtime-info',
        namespace: 'flux-system',
        labels: { 'reconcile.fluxcd.io/watch': 'Enabled' },
      },
      data: { cluster_name: 'safeops' },
    });
  });

  it('installs the operator from its pinned chart, whole or not at all', () => {
    expect(full.find('platform-flux-operator').inputs).toMatchObject({
      name: 'flux-operator',
      namespace: 'flux-system',
      chart: 'oci://ghcr.io/controlplaneio-fluxcd/charts/flux-operator',
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      atomic: true,
    });
  });

  it('waits for Flux only where its operator is installed here', async () => {
    expect(full.find('platform-flux-instance').inputs.metadata).toMatchObject({
      name: 'flux',
      annotations: { 'pulumi.com/waitFor': 'condition=Ready' },
    });
    const run = await make({ operator: { kind: 'installed' } });
    expect(run.ofType('kubernetes:helm.sh/v3:Release')).toEqual([]);
    expect(run.find('platform-flux-instance').inputs.metadata).not.toHaveProperty('annotations');
  });

  it('is destroyed backwards: Flux, load balancers and volumes, operator, namespaces', () => {
    const instance = full.find('platform-flux-instance');
    const teardown = full.find('platform-teardown');
    const operator = full.find('platform-flux-operator');
    const urns = (type: string) => full.ofType(type).map(({ urn }) => urn);
    expect(instance.dependencies).toEqual(
      expect.arrayContaining([
        teardown.urn,
        operator.urn,
        ...urns('kubernetes:core/v1:Secret'),
        ...urns('kubernetes:core/v1:ConfigMap'),
      ]),
    );
    expect(teardown.dependencies).toEqual(
      expect.arrayContaining([operator.urn, ...urns('kubernetes:core/v1:Namespace')]),
    );
    expect(operator.dependencies).toContain(full.find('platform-namespace-flux-system').urn);
    for (const each of full.ofType('kubernetes:core/v1:Secret')) {
      const { namespace } = each.inputs.metadata as { namespace: string };
      expect(each.dependencies).toContain(full.find(`platform-namespace-${namespace}`).urn);
    }
    expect(instance.timeouts.delete).toBe('15m');
    expect(instance.deleteBeforeReplace).toBe(true);
  });

  it('tells the teardown what it may delete, as a secret, and runs nothing before', () => {
    const told = (run: MockedRun) => {
      const { environment } = run.find('platform-teardown').inputs as {
        environment: { RESTORABLE_TEARDOWN: string };
      };
      return JSON.parse(environment.RESTORABLE_TEARDOWN) as object;
    };
    expect(told(full)).toMatchObject({
      api: { server: 'https://localhost:1', token: 'test-token' },
      cluster: 'safeops',
      namespaces: ['auth', 'develop', 'flux-system', 'restore-test'],
      wholeCluster: true,
      mayDeleteData: false,
    });
    expect(told(givenUp)).toMatchObject({ mayDeleteData: true });
    const teardown = full.find('platform-teardown');
    expect(teardown.secretInputs).toEqual(['environment']);
    expect(teardown.inputs).not.toHaveProperty('create');
    expect(teardown.inputs.interpreter).toEqual(['node', '-e']);
  });

  it('is in order by the policy', () => {
    const hidden = full.resources.map((each) => ({
      ...each,
      inputs: Object.fromEntries(
        Object.entries(each.inputs).map(([key, value]) => [
          key,
          each.secretInputs.includes(key) ? '[secret]' : (value as unknown),
        ]),
      ),
    }));
    expect(policyProblems(hidden)).toEqual([]);
    expect(JSON.stringify(hidden)).not.toContain('MARKED');
  });

  it('RST933: makes no resource where a required Secret is missing, and names all of them', () => {
    let thrown: unknown;
    try {
      // Outside of any engine: it would fail otherwise if it had made a resource before.
      new FluxPlatform('platform', { ...args, secrets: {} });
    } catch (error) {
      thrown = error;
    }
    expect(InputPropertiesError.isInstance(thrown)).toBe(true);
    expect((thrown as InputPropertiesError).errors.map(({ propertyPath }) => propertyPath)).toEqual([
      'secrets["develop/cnpg-backup-s3"].accessKeyId',
      'secrets["develop/cnpg-backup-s3"].secretAccessKey',
      'secrets["develop/cnpg-backup-s3"].endpoint',
      'secrets["flux-system/sops-age"].privateKey',
    ]);
  });
});
