import { afterEach, describe, expect, it } from '@jest/globals';
import { waitForReadyApi } from '../../../stacks/platform/ready-api';
import { ApiServer, type ApiAnswer } from './api-server';
import { CERTIFICATE } from './localhost-certificate';

let server: ApiServer | undefined;

afterEach(async () => {
  await server?.stop();
  server = undefined;
});

async function serve(answers: readonly ApiAnswer[]): Promise<ApiServer> {
  let next = 0;
  server = await ApiServer.start(() => answers[Math.min(next++, answers.length - 1)] ?? { status: 500 });
  return server;
}

describe('waiting for the API server', () => {
  it('ends as soon as it says that it is ready, and asks with the token', async () => {
    const api = await serve([{ status: 200 }]);
    await waitForReadyApi({ server: api.url, certificateAuthority: CERTIFICATE, token: 'abc' }, 5);
    expect(api.asked).toEqual([{ method: 'GET', path: '/readyz', authorization: 'Bearer abc' }]);
  });

  it('asks again while it is not', async () => {
    const api = await serve([{ status: 500 }, { status: 200 }]);
    await waitForReadyApi({ server: api.url, certificateAuthority: CERTIFICATE }, 30);
    expect(api.asked.map(({ path }) => path)).toEqual(['/readyz', '/readyz']);
  });

  it('RST945: gives up after its time, with the last answer', async () => {
    const api = await serve([{ status: 503 }]);
    await expect(
      waitForReadyApi({ server: api.url, certificateAuthority: CERTIFICATE }, 0.1),
    ).rejects.toThrow(/RST945[^]*status 503/);
  });

  it('RST945: trusts no certificate that the kubeconfig does not', async () => {
    const api = await serve([{ status: 200 }]);
    await expect(waitForReadyApi({ server: api.url }, 0.1)).rejects.toThrow(/RST945[^]*self-signed/);
    expect(api.asked).toEqual([]);
  });

  it('RST945: nobody answers', async () => {
    const api = await serve([{ status: 200 }]);
    const { url } = api;
    await api.stop();
    server = undefined;
    await expect(waitForReadyApi({ server: url }, 0.1)).rejects.toThrow(/RST945[^]*ECONNREFUSED/);
  });
});
