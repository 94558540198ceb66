import { describe, expect, it } from '@jest/globals';
import { getRootDirectory } from '@pulumi/pulumi';
import { resolve } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { HetznerK3sCluster } from '../../../../stacks/cluster/component';
import { runMocked, type MockedRun } from '../../mock-engine';
import { make, outputs, pem, SAFEOPS, secretOf } from './made-cluster';

const SERVER = 'hcloud:index/server:Server';

describe('the servers', () => {
  it('are named by cluster, pool and number, whatever other pools there are', async () => {
    const names = (run: MockedRun) => run.ofType(SERVER).map(({ inputs }) => inputs['name'] as string);
    expect(names(await make())).toEqual([
      'safeops-cp-1',
      'safeops-cp-2',
      'safeops-cp-3',
      'safeops-workers-1',
      'safeops-workers-2',
    ]);
    const more = await make({
      workers: { jobs: { serverType: 'cx23', count: 1 }, workers: { serverType: 'cx33', count: 2 } },
    });
    const worker = (run: MockedRun) => run.find('safeops-workers-2-server').inputs['networks'] as unknown;
    expect(worker(more)).toEqual(worker(await make()));
  });

  it('wait for the subnet they are in, and all others for the first', async () => {
    const run = await make();
    const first = run.find('safeops-cp-1-server');
    const urn = (name: string) => run.find(name).urn;
    expect(first.dependencies).toContain(urn('safeops-control-planes-subnet'));
    for (const name of ['safeops-cp-2', 'safeops-cp-3', 'safeops-workers-1', 'safeops-workers-2'])
      expect(run.find(`${name}-server`).dependencies).toContain(first.urn);
    expect(run.find('safeops-workers-1-server').dependencies).toContain(urn('safeops-workers-subnet'));
  });

  it('are not made anew because of what they were told at their first boot', async () => {
    const run = await make();
    for (const server of run.ofType(SERVER)) {
      expect(server.ignoreChanges).toEqual(['userData', 'image', 'sshKeys']);
      expect(server.deleteBeforeReplace).toBe(true);
      expect(server.secretInputs).toContain('userData');
    }
  });

  it('name no alias addresses, so that no run sees a difference', async () => {
    const run = await make();
    for (const { inputs } of run.ofType(SERVER))
      expect(inputs['networks']).toEqual([expect.objectContaining({ aliasIps: [] })]);
  });

  it('are spread over placement groups of ten at most', async () => {
    const run = await make({ workers: { big: { serverType: 'cx33', count: 23 } } });
    const sizes = new Map<unknown, number>();
    for (const { inputs } of run.ofType(SERVER)) {
      const group = inputs['placementGroupId'] as unknown;
      sizes.set(group, (sizes.get(group) ?? 0) + 1);
    }
    expect([...sizes.values()].sort()).toEqual([10, 10, 3, 3]);
    expect(run.ofType('hcloud:index/placementGroup:PlacementGroup')).toHaveLength(4);
  });
});

describe('the API', () => {
  it('has an address of its own that outlives the first server', async () => {
    const run = await make();
    const address = run.find('safeops-api-ip');
    expect(address.protect).toBe(true);
    expect(address.inputs).toMatchObject({ type: 'ipv4', autoDelete: false });
    expect(run.outputs['apiAddress']).toBe('203.0.113.7');
  });

  it('is reached through its load balancer where there is one, which takes every control plane', async () => {
    const run = await make({ api: { loadBalancer: {} } });
    expect(run.find('safeops-api-control-planes').inputs).toMatchObject({
      type: 'label_selector',
      labelSelector: 'cluster=safeops,role=control-plane',
      usePrivateIp: true,
    });
    expect(run.find('safeops-api-control-planes').dependencies).toContain(
      run.find('safeops-api-network').urn,
    );
    expect(run.outputs['apiAddress']).toBe('203.0.113.8');
    for (const { inputs } of run.ofType(SERVER).filter(({ name }) => name.startsWith('safeops-cp')))
      expect(inputs['labels']).toMatchObject({ cluster: 'safeops', role: 'control-plane' });
  });

  it('changes its load balancer one step after the other: it is locked meanwhile', async () => {
    const run = await make({ api: { loadBalancer: {} } });
    const [attached, service] = ['safeops-api-network', 'safeops-api-service'].map((name) => run.find(name));
    expect(service?.dependencies).toContain(attached?.urn);
    expect(run.find('safeops-api-control-planes').dependencies).toContain(service?.urn);
  });

  it('stays in the private network where that is asked for', async () => {
    const run = await make({ api: { access: 'private', loadBalancer: {} } });
    expect(run.find('safeops-api-network').inputs['enablePublicInterface']).toBe(false);
    expect(run.outputs['apiAddress']).toBe('10.8.0.9');
  });
});

describe('the identity', () => {
  it('is made before the servers: the kubeconfig is known, secret, and logs in with a certificate of the client authority', async () => {
    const run = await make();
    const config = parse(secretOf(run, 'kubeconfig')) as {
      clusters: { cluster: Record<string, string> }[];
      users: { user: Record<string, string> }[];
    };
    const decoded = (text: string | undefined) => Buffer.from(text ?? '', 'base64').toString();
    expect(config.clusters[0]?.cluster['server']).toBe('https://203.0.113.7:6443');
    expect(decoded(config.clusters[0]?.cluster['certificate-authority-data'])).toBe(
      pem('CERTIFICATE', 'safeops-server-ca'),
    );
    expect(decoded(config.users[0]?.user['client-certificate-data'])).toBe(
      pem('CERTIFICATE', 'safeops-admin'),
    );
    expect(run.find('safeops-admin').inputs['caCertPem']).toBe(pem('CERTIFICATE', 'safeops-client-ca'));
    expect(run.find('safeops-admin-request').inputs['subject']).toEqual({
      commonName: 'system:admin',
      organization: 'system:masters',
    });
  });

  it('cannot be deleted by accident', async () => {
    const run = await make();
    const kept = [
      'safeops-token',
      'safeops-agent-token',
      'safeops-server-ca',
      'safeops-server-ca-key',
      'safeops-client-ca-key',
    ];
    for (const name of [...kept, 'safeops-network'])
      expect({ name, protect: run.find(name).protect }).toEqual({ name, protect: true });
  });

  it('cannot be destroyed by accident: what goes first is protected, and everything else waits for it', async () => {
    const run = await make({ api: { loadBalancer: {} }, kubeconfigFile: 'kubeconfig' });
    const guard = run.find('safeops-deletion-guard');
    expect(guard.protect).toBe(true);
    const others = run.resources.filter(({ type, name }) => {
      return !type.startsWith('restorable:') && name !== guard.name;
    });
    expect(others.length).toBeGreaterThan(30);
    expect(others.filter(({ urn }) => !guard.dependencies.includes(urn)).map(({ name }) => name)).toEqual([]);
    expect(run.find('safeops-workers-1-server').protect).toBe(false);
  });

  it('can be deleted where that is said', async () => {
    const run = await make({ protect: false });
    expect(run.resources.filter(({ protect }) => protect)).toEqual([]);
  });

  it('gives an authority its own name each, able to sign', async () => {
    const run = await make();
    const authorities = run.ofType('tls:index/selfSignedCert:SelfSignedCert');
    expect(authorities.map(({ inputs }) => (inputs['subject'] as { commonName: string }).commonName)).toEqual(
      [
        'safeops-server-ca',
        'safeops-client-ca',
        'safeops-request-header-ca',
        'safeops-etcd-server-ca',
        'safeops-etcd-peer-ca',
      ],
    );
    for (const { inputs } of authorities) {
      expect(inputs['isCaCertificate']).toBe(true);
      expect(inputs['allowedUses']).toContain('cert_signing');
    }
  });

  it('is that of the bundle in a restored cluster, and its own stays: the bundle may be of this very stack', async () => {
    const before = await make();
    const bundle = JSON.parse(secretOf(before, 'recoveryBundle')) as never;
    const run = await make({
      restoreFrom: { snapshot: 'latest', bundle },
      restoreStore: { accessKeyId: 'reader', secretAccessKey: 'reader-key' },
    });
    for (const name of ['safeops-token', 'safeops-server-ca', 'safeops-service-account-key'])
      expect(run.find(name).protect).toBe(true);
    expect(run.find('safeops-admin').inputs['caCertPem']).toBe(pem('CERTIFICATE', 'safeops-client-ca'));
    expect(JSON.parse(secretOf(run, 'recoveryBundle'))).toEqual(bundle);
  });
});

describe('secrets', () => {
  it('stand in no input that is not secret', async () => {
    const run = await make({ kubeconfigFile: 'kubeconfig', recoveryBundleFile: 'bundle.json' });
    for (const { name, inputs, secretInputs } of run.resources) {
      const open = Object.entries(inputs).filter(([key]) => !secretInputs.includes(key));
      expect({ name, text: JSON.stringify(open) }).toEqual({
        name,
        text: expect.not.stringMatching(/MARKED|PRIVATE KEY/),
      });
    }
  });

  it('reach files by standard input, which only their owner may read', async () => {
    const run = await make({ kubeconfigFile: '/home/me/kubeconfig' });
    const file = run.find('safeops-kubeconfig-file');
    expect(file.inputs).toMatchObject({
      environment: { FILE: '/home/me/kubeconfig' },
      stdin: secretOf(run, 'kubeconfig'),
    });
    expect(file.inputs['create']).toMatch(/^umask 077 /);
    expect(file.secretInputs).toContain('stdin');
  });

  it('reach files below the folder of the project, not that of the program', async () => {
    const run = await make({ kubeconfigFile: 'build/kubeconfig' });
    expect(run.find('safeops-kubeconfig-file').inputs['environment']).toEqual({
      FILE: resolve(getRootDirectory(), 'build/kubeconfig'),
    });
  });
});

describe('what the cluster runs', () => {
  it('can be applied to a cluster that is there: servers read their files once', async () => {
    const run = await runMocked(() => ({ systemManifests: new HetznerK3sCluster(SAFEOPS).systemManifests }), {
      outputs,
    });
    const documents = parseAllDocuments(secretOf(run, 'systemManifests')).map(
      (document) => document.toJS() as { kind: string; metadata: { name: string } },
    );
    expect(documents.map(({ kind, metadata: { name } }) => `${kind} ${name}`)).toEqual([
      'Secret hcloud',
      'HelmChart hcloud-cloud-controller-manager',
      'HelmChart hcloud-csi',
      'HelmChart traefik',
    ]);
  });
});

describe('names of resources', () => {
  it('do not change without an alias: a renamed child would be deleted and made again', async () => {
    const run = await make({ api: { loadBalancer: {} }, kubeconfigFile: 'kubeconfig' });
    expect(run.resources.map(({ name, aliases }) => [name, ...aliases].join(' ')).sort())
      .toMatchInlineSnapshot(`
     [
       "safeops",
       "safeops-admin",
       "safeops-admin-key",
       "safeops-admin-request",
       "safeops-agent-token",
       "safeops-api",
       "safeops-api-control-planes",
       "safeops-api-network",
       "safeops-api-service",
       "safeops-client-ca",
       "safeops-client-ca-key",
       "safeops-control-plane-placement",
       "safeops-control-planes-subnet",
       "safeops-cp-1-server",
       "safeops-cp-2-server",
       "safeops-cp-3-server",
       "safeops-deletion-guard",
       "safeops-etcd-peer-ca",
       "safeops-etcd-peer-ca-key",
       "safeops-etcd-server-ca",
       "safeops-etcd-server-ca-key",
       "safeops-firewall",
       "safeops-ingress",
       "safeops-ingress-network",
       "safeops-kubeconfig-file",
       "safeops-network",
       "safeops-request-header-ca",
       "safeops-request-header-ca-key",
       "safeops-server-ca",
       "safeops-server-ca-key",
       "safeops-service-account-key",
       "safeops-token",
       "safeops-workers-1-placement",
       "safeops-workers-1-server",
       "safeops-workers-2-server",
       "safeops-workers-subnet",
     ]
    `);
  });
});
