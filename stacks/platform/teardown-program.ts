// Runs when the platform is destroyed, after Flux and before its operator and the namespaces: deletes load balancers and
// volumes while the controllers that own them outside the cluster still run. The stack keeps this file as text in its
// state, so that `pulumi destroy` needs neither the program nor this package: it must not import anything but Node itself.
import { request } from 'node:https';
import type { TeardownInstruction } from './teardown-instruction';

interface KubernetesObject {
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec?: {
    readonly type?: string;
    readonly persistentVolumeReclaimPolicy?: string;
    readonly claimRef?: { readonly namespace?: string };
  };
}

/** Their load balancers and volumes belong to whoever made the cluster. */
const OF_KUBERNETES = ['kube-system', 'kube-public', 'kube-node-lease'];

const instruction = JSON.parse(process.env.RESTORABLE_TEARDOWN ?? '') as TeardownInstruction;
const end = Date.now() + instruction.timeout * 1000;

function ask(method: string, path: string): Promise<{ readonly status: number; readonly body: string }> {
  const {
    server,
    certificateAuthority: ca,
    clientCertificate: cert,
    clientKey: key,
    token,
  } = instruction.api;
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return new Promise((resolve, reject) => {
    const asked = request(
      `${server}${path}`,
      { method, ca, cert, key, headers, agent: false, timeout: 30_000 },
      (response) => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', (piece: string) => (body += piece));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
        response.on('error', reject);
      },
    );
    asked.on('timeout', () => asked.destroy(new Error(`no answer from ${server}`)));
    asked.on('error', reject);
    asked.end();
  });
}

async function list(path: string): Promise<readonly KubernetesObject[]> {
  const { status, body } = await ask('GET', path);
  if (status !== 200) throw new Error(`GET ${path} was answered with ${status}`);
  return (JSON.parse(body) as { readonly items: readonly KubernetesObject[] }).items;
}

async function remove(path: string): Promise<void> {
  const { status } = await ask('DELETE', path);
  // 409: it is being deleted already (a namespace).
  if (status >= 300 && status !== 404 && status !== 409) {
    throw new Error(`DELETE ${path} was answered with ${status}`);
  }
}

async function untilGone(what: string, look: () => Promise<readonly string[]>): Promise<void> {
  for (;;) {
    const left = await look();
    if (left.length === 0) return;
    if (Date.now() > end) throw new Error(`${what} are still there: ${left.join(', ')}`);
    await new Promise((resolve) => setTimeout(resolve, 2000));
  }
}

function isOurs({ metadata: { namespace = '' } }: KubernetesObject): boolean {
  if (OF_KUBERNETES.includes(namespace)) return false;
  return instruction.wholeCluster || instruction.namespaces.includes(namespace);
}

function placeOf({ metadata: { namespace = '', name } }: KubernetesObject): string {
  return `${namespace}/${name}`;
}

async function loadBalancers(): Promise<readonly KubernetesObject[]> {
  const services = await list('/api/v1/services');
  return services.filter((each) => each.spec?.type === 'LoadBalancer' && isOurs(each));
}

async function claims(): Promise<readonly KubernetesObject[]> {
  return (await list('/api/v1/persistentvolumeclaims')).filter(isOurs);
}

/** Volumes of those namespaces that go with their claims; the others are kept by their own policy. */
async function volumes(namespaces: readonly string[]): Promise<readonly string[]> {
  return (await list('/api/v1/persistentvolumes'))
    .filter(({ spec }) => namespaces.includes(spec?.claimRef?.namespace ?? ''))
    .filter(({ spec }) => spec?.persistentVolumeReclaimPolicy === 'Delete')
    .map(({ metadata }) => metadata.name);
}

async function tearDown(): Promise<void> {
  const { cluster, mayDeleteData } = instruction;
  const found = await claims();
  if (found.length > 0 && !mayDeleteData) {
    throw new Error(
      `the cluster ${cluster} holds data: ${found.map(placeOf).join(', ')}. To delete it, set teardown.deleteDataOf to ${cluster}, run pulumi up, then pulumi destroy.`,
    );
  }
  for (const { metadata } of await loadBalancers()) {
    await remove(`/api/v1/namespaces/${metadata.namespace ?? ''}/services/${metadata.name}`);
  }
  await untilGone('load balancers', async () => (await loadBalancers()).map(placeOf));

  // A claim stays as long as a pod uses it, and operators make pods again: the namespace goes as a whole. Only `default`
  // cannot go.
  const namespaces = [...new Set(found.map(({ metadata }) => metadata.namespace ?? ''))];
  for (const namespace of namespaces.filter((name) => name !== 'default')) {
    await remove(`/api/v1/namespaces/${namespace}`);
  }
  for (const { metadata } of found.filter(({ metadata: { namespace } }) => namespace === 'default')) {
    await remove(`/api/v1/namespaces/default/persistentvolumeclaims/${metadata.name}`);
  }
  await untilGone('volume claims', async () => (await claims()).map(placeOf));
  await untilGone('volumes', () => volumes(namespaces));
}

tearDown().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
