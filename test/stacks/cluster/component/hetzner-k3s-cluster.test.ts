import { describe, expect, it } from '@jest/globals';
import type { Inputs } from '@pulumi/pulumi';
import { parse } from 'yaml';
import { HetznerK3sCluster, type HetznerK3sClusterArgs } from '../../../../stacks/cluster/component';
import { runMocked, type MockedRun } from '../../mock-engine';

const SNAPSHOTS = {
  store: { endpoint: 's3.eu-central-1.amazonaws.com', bucket: 'snapshots', region: 'eu-central-1' },
};

const SAFEOPS: HetznerK3sClusterArgs = {
  name: 'safeops',
  location: 'fsn1',
  controlPlanes: { cp: { serverType: 'cx33', count: 3 } },
  workers: { workers: { serverType: 'cx33', count: 2 } },
  etcdBackup: SNAPSHOTS,
  hcloudToken: 'MARKED-hcloud-token',
  etcdStore: { accessKeyId: 'MARKED-id', secretAccessKey: 'MARKED-key' },
};

const ids = new Map<string, number>();

/** Hetzner's ids are numbers in text. */
function idOf(name: string): string {
  if (!ids.has(name)) ids.set(name, 100 + ids.size);
  return String(ids.get(name));
}

/** Outputs as the providers give them: keys and certificates are PEM. */
function outputs(type: string, name: string, inputs: Inputs): Inputs {
  return { id: idOf(name), ...computed(type, name, inputs) };
}

function computed(type: string, name: string, inputs: Inputs): Inputs {
  switch (type) {
    case 'hcloud:index/primaryIp:PrimaryIp':
      return { ipAddress: '203.0.113.7' };
    case 'hcloud:index/loadBalancer:LoadBalancer':
      return { ipv4: '203.0.113.8' };
    case 'hcloud:index/loadBalancerNetwork:LoadBalancerNetwork':
      return { ip: '10.8.0.9' };
    case 'tls:index/privateKey:PrivateKey':
      return { privateKeyPem: pem('EC PRIVATE KEY', name) };
    case 'tls:index/selfSignedCert:SelfSignedCert':
    case 'tls:index/locallySignedCert:LocallySignedCert':
      return { certPem: pem('CERTIFICATE', name) };
    case 'tls:index/certRequest:CertRequest':
      return { certRequestPem: pem('CERTIFICATE REQUEST', name) };
    case 'random:index/randomPassword:RandomPassword':
      return { result: name.replace(/[^a-z]/g, '').padEnd(Number(inputs['length']), 'x') };
    default:
      return {};
  }
}

function pem(label: string, content: string): string {
  return `-----BEGIN ${label}-----\n${Buffer.from(content).toString('base64')}\n-----END ${label}-----\n`;
}

/** A stack output that is secret. */
function secretOf(run: MockedRun, name: string): string {
  return (run.outputs[name] as { value: string }).value;
}

function make(args: Partial<HetznerK3sClusterArgs> = {}): Promise<MockedRun> {
  return runMocked(
    () => {
      const cluster = new HetznerK3sCluster({ ...SAFEOPS, ...args });
      const { kubeconfig, recoveryBundle, apiAddress, serverNames } = cluster;
      return { kubeconfig, recoveryBundle, apiAddress, serverNames };
    },
    { outputs },
  );
}

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

  it('is that of the bundle in a restored cluster: nothing of it is made again', async () => {
    const before = await make();
    const bundle = JSON.parse(secretOf(before, 'recoveryBundle')) as never;
    const run = await make({
      restoreFrom: { snapshot: 'latest', bundle },
      restoreStore: { accessKeyId: 'reader', secretAccessKey: 'reader-key' },
    });
    const names = run.resources.map(({ name }) => name);
    expect(names).not.toContain('safeops-token');
    expect(names).not.toContain('safeops-server-ca');
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
});

describe('a description with errors', () => {
  it('is refused before any resource is made, with everything that is wrong', async () => {
    let refused: unknown;
    const run = await runMocked(
      () => {
        try {
          new HetznerK3sCluster({
            ...SAFEOPS,
            controlPlanes: { cp: { serverType: 'cx33', count: 2 } },
            etcdBackup: { store: { endpoint: 'https://s3.example.com', bucket: 'snapshots', region: '' } },
          });
        } catch (error) {
          refused = error;
        }
        return {};
      },
      { outputs },
    );
    const at = (place: string) => expect.objectContaining({ propertyPath: expect.stringContaining(place) });
    expect(refused).toMatchObject({
      errors: expect.arrayContaining([at('controlPlanes'), at('endpoint'), at('region')]),
    });
    expect(run.resources.map(({ type }) => type)).toEqual(['restorable:cluster:HetznerK3sCluster']);
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
