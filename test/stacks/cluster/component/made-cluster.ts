import type { Inputs } from '@pulumi/pulumi';
import { HetznerK3sCluster, type HetznerK3sClusterArgs } from '../../../../stacks/cluster/component';
import { runMocked, type MockedRun } from '../../mock-engine';

/** Snapshots of etcd. */
export const SNAPSHOTS = {
  store: { endpoint: 's3.eu-central-1.amazonaws.com', bucket: 'snapshots', region: 'eu-central-1' },
};

/** The least of a cluster. */
export const BARE: HetznerK3sClusterArgs = {
  name: 'safeops',
  location: 'fsn1',
  controlPlanes: { cp: { serverType: 'cx33', count: 3 } },
  workers: { workers: { serverType: 'cx33', count: 2 } },
  hcloudToken: 'MARKED-hcloud-token',
};

/** A cluster with etcd snapshots. */
export const SAFEOPS: HetznerK3sClusterArgs = {
  ...BARE,
  etcdBackup: SNAPSHOTS,
  etcdStore: { accessKeyId: 'MARKED-id', secretAccessKey: 'MARKED-key' },
};

const ids = new Map<string, number>();

/** Hetzner's ids are numbers in text. */
function idOf(name: string): string {
  if (!ids.has(name)) ids.set(name, 100 + ids.size);
  return String(ids.get(name));
}

/** Outputs as the providers give them: keys and certificates are PEM. */
export function outputs(type: string, name: string, inputs: Inputs): Inputs {
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

/** A text of this kind. */
export function pem(label: string, content: string): string {
  return `-----BEGIN ${label}-----\n${Buffer.from(content).toString('base64')}\n-----END ${label}-----\n`;
}

/** A stack output that is secret. */
export function secretOf(run: MockedRun, name: string): string {
  return (run.outputs[name] as { value: string }).value;
}

/** Makes the cluster against mocks, with some arguments changed. */
export function make(args: Partial<HetznerK3sClusterArgs> = {}): Promise<MockedRun> {
  return runMocked(
    () => {
      const cluster = new HetznerK3sCluster({ ...SAFEOPS, ...args });
      const { kubeconfig, recoveryBundle, apiAddress, serverNames } = cluster;
      return { kubeconfig, recoveryBundle, apiAddress, serverNames };
    },
    { outputs },
  );
}
