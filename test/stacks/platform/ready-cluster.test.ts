import { afterEach, describe, expect, it } from '@jest/globals';
import { ResourceError } from '@pulumi/pulumi';
import { readyCluster, whenReady } from '../../../stacks/platform/ready-cluster';
import { plainRefusal } from '../../../stacks/problems/plain-refusal';
import { runMocked, SECRET_MARK } from '../mock-engine';
import { ApiServer } from './api-server';
import { kubeconfigText } from './kubeconfig-text';

let server: ApiServer | undefined;

afterEach(async () => {
  await server?.stop();
  server = undefined;
});

describe('a cluster that is ready', () => {
  it('is waited for, and is a secret', async () => {
    const api = (server = await ApiServer.start(() => ({ status: 200 })));
    const text = kubeconfigText(api.url);
    const run = await runMocked(() => ({ cluster: readyCluster({ kubeconfig: text }) }));
    expect(run.outputs.cluster).toMatchObject({
      [SECRET_MARK]: expect.anything(),
      value: { kubeconfig: text, api: { server: api.url, token: 'test-token' } },
    });
    expect(api.asked.map(({ path }) => path)).toEqual(['/readyz']);
  });

  it('is not waited for in a preview', async () => {
    const kubeconfig = kubeconfigText('https://localhost:1');
    const run = await runMocked(() => ({ server: readyCluster({ kubeconfig }).api.server }), {
      preview: true,
    });
    expect(run.outputs.server).toMatchObject({ value: 'https://localhost:1' });
  });

  it('RST945: is refused without a stack, which Node would take a minute to colour', async () => {
    let thrown: unknown;
    await runMocked(async () => {
      await whenReady(kubeconfigText('https://localhost:1'), 0.1).catch((error: unknown) => (thrown = error));
      return {};
    });
    expect(ResourceError.isInstance(thrown)).toBe(true);
    expect(thrown).toMatchObject({ message: expect.stringContaining('RST945'), hideStack: true, stack: '' });
  });
});

describe('a plain refusal', () => {
  it('is its message alone', () => {
    expect(plainRefusal('no')).toMatchObject({
      message: 'no',
      hideStack: true,
      stack: '',
      resource: undefined,
    });
  });
});
