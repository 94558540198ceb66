import { afterEach, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import type { TeardownInstruction } from '../../../stacks/platform/teardown-instruction';
import { TEARDOWN_VARIABLE } from '../../../stacks/platform/teardown-instruction';
import { teardownSource } from '../../../stacks/platform/teardown-source';
import { ApiServer, type ApiAnswer, type Asked } from './api-server';
import { CERTIFICATE } from './localhost-certificate';

interface Held {
  kind: 'services' | 'persistentvolumeclaims' | 'persistentvolumes';
  namespace?: string;
  name: string;
  spec?: object;
}

/** A cluster of a few objects: what is deleted is gone, and a namespace takes what is in it along. */
class Cluster {
  constructor(public objects: readonly Held[]) {}

  answer({ method, path }: Asked): ApiAnswer {
    const list = /^\/api\/v1\/(services|persistentvolumeclaims|persistentvolumes)$/.exec(path)?.[1];
    if (method === 'GET' && list !== undefined) {
      const items = this.objects
        .filter(({ kind }) => kind === list)
        .map(({ namespace, name, spec }) => ({ metadata: { namespace, name }, spec }));
      return { status: 200, body: { items } };
    }
    const [, namespace = '', kind, name] =
      /^\/api\/v1\/namespaces\/([^/]+)(?:\/([^/]+)\/([^/]+))?$/.exec(path) ?? [];
    if (method !== 'DELETE' || namespace === '') return { status: 404 };
    this.objects = this.objects.filter((each) => {
      if (kind !== undefined)
        return !(each.namespace === namespace && each.kind === kind && each.name === name);
      const claim = (each.spec as { claimRef?: { namespace: string } } | undefined)?.claimRef?.namespace;
      return each.namespace !== namespace && claim !== namespace;
    });
    return { status: 200, body: {} };
  }
}

const loadBalancer = (namespace: string): Held => {
  return { kind: 'services', namespace, name: 'lb', spec: { type: 'LoadBalancer' } };
};
const service: Held = { kind: 'services', namespace: 'develop', name: 'app', spec: { type: 'ClusterIP' } };
const claim = (namespace: string): Held => ({
  kind: 'persistentvolumeclaims',
  namespace,
  name: 'data',
  spec: {},
});
const volume = (namespace: string, policy = 'Delete'): Held => {
  const spec = { persistentVolumeReclaimPolicy: policy, claimRef: { namespace } };
  return { kind: 'persistentvolumes', name: `pv-${namespace}`, spec };
};

let server: ApiServer | undefined;

afterEach(async () => {
  await server?.stop();
  server = undefined;
});

async function tearDown(
  objects: readonly Held[],
  changes: Partial<TeardownInstruction> = {},
  failing?: ApiAnswer,
) {
  const cluster = new Cluster(objects);
  server = await ApiServer.start((asked) => failing ?? cluster.answer(asked));
  const instruction: TeardownInstruction = {
    api: { server: server.url, certificateAuthority: CERTIFICATE, token: 'MARKED-TOKEN' },
    cluster: 'safeops',
    namespaces: ['develop', 'flux-system'],
    wholeCluster: true,
    mayDeleteData: true,
    timeout: 0,
    ...changes,
  };
  // As the command provider runs it: the text of the program alone, in a process of its own.
  const child = spawn(process.execPath, ['-e', teardownSource()], {
    env: { [TEARDOWN_VARIABLE]: JSON.stringify(instruction) },
  });
  let output = '';
  child.stdout.on('data', (text: Buffer) => (output += text.toString()));
  child.stderr.on('data', (text: Buffer) => (output += text.toString()));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  const deleted = server.asked.filter(({ method }) => method === 'DELETE').map(({ path }) => path);
  return { code, output, deleted, left: cluster.objects };
}

describe('the teardown program', () => {
  it('deletes load balancers first, then what holds volumes, and leaves the rest', async () => {
    const run = await tearDown([loadBalancer('ingress'), service, claim('develop'), volume('develop')]);
    expect(run).toMatchObject({ code: 0, output: '' });
    expect(run.deleted).toEqual(['/api/v1/namespaces/ingress/services/lb', '/api/v1/namespaces/develop']);
  });

  it('leaves load balancers and volumes of Kubernetes itself to whoever made the cluster', async () => {
    const run = await tearDown([loadBalancer('kube-system'), claim('kube-system')], { mayDeleteData: false });
    expect(run).toMatchObject({ code: 0, deleted: [] });
  });

  it('leaves namespaces of others alone where the cluster is not its own', async () => {
    const run = await tearDown([loadBalancer('ingress'), claim('others'), loadBalancer('develop')], {
      wholeCluster: false,
      mayDeleteData: false,
    });
    expect(run).toMatchObject({ code: 0, deleted: ['/api/v1/namespaces/develop/services/lb'] });
  });

  it('refuses where there is data and nobody gave it up, before it deletes anything', async () => {
    const run = await tearDown([loadBalancer('ingress'), claim('develop')], { mayDeleteData: false });
    expect(run).toMatchObject({ code: 1, deleted: [] });
    expect(run.output).toContain('develop/data');
    expect(run.output).toContain('teardown.deleteDataOf to safeops');
  });

  it('deletes claims of the default namespace one by one, since that namespace cannot go', async () => {
    const run = await tearDown([claim('default')]);
    expect(run).toMatchObject({
      code: 0,
      deleted: ['/api/v1/namespaces/default/persistentvolumeclaims/data'],
    });
  });

  it('waits for no volume that its own policy keeps', async () => {
    const kept: Held = { ...volume('develop', 'Retain'), spec: { persistentVolumeReclaimPolicy: 'Retain' } };
    const run = await tearDown([claim('develop'), kept]);
    expect(run).toMatchObject({ code: 0, left: [kept] });
  });

  it('fails, and says what is left, where something does not go in time', async () => {
    const stuck = { ...volume('develop'), spec: { persistentVolumeReclaimPolicy: 'Delete', claimRef: {} } };
    const elsewhere: Held = {
      ...volume('develop'),
      spec: { persistentVolumeReclaimPolicy: 'Delete', claimRef: { namespace: 'default' } },
    };
    const run = await tearDown([claim('default'), elsewhere, stuck]);
    expect(run.code).toBe(1);
    expect(run.output).toContain('volumes are still there: pv-develop');
  });

  it('fails on any other answer, without showing the token', async () => {
    const run = await tearDown([], {}, { status: 403 });
    expect(run.code).toBe(1);
    expect(run.output).toContain('answered with 403');
    expect(run.output).not.toContain('MARKED-TOKEN');
  });
});
