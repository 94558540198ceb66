import { request } from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';
import { fail, stacksPlatformProblems } from '../../lib/core/problems';
import type { ApiAccess } from './api-access';

/** How long one request may take, and how long is waited between two, milliseconds. */
const REQUEST_TIMEOUT = 10_000;
const PAUSE = 2_000;

/**
 * Waits until the API server says that it is ready (`/readyz`): a server that has just been made takes minutes until then.
 *
 * @param seconds how long
 * @throws RestorableError `RST945`
 */
export async function waitForReadyApi(access: ApiAccess, seconds: number): Promise<void> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await askReady(access);
    if (answer === 'ok') return;
    if (Date.now() + PAUSE > end) {
      fail(stacksPlatformProblems.apiNotReady, {
        property: 'kubeconfig',
        value: access.server,
        reason: `for ${seconds} seconds it was not ready; the last answer: ${answer}`,
      });
    }
    await pause(PAUSE);
  }
}

function askReady(access: ApiAccess): Promise<string> {
  const { server, certificateAuthority: ca, clientCertificate: cert, clientKey: key, token } = access;
  return new Promise((resolve) => {
    const asked = request(
      `${server}/readyz`,
      {
        ca,
        cert,
        key,
        timeout: REQUEST_TIMEOUT,
        agent: false,
        headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
      },
      (response) => {
        response.resume();
        response.on('end', () =>
          resolve(response.statusCode === 200 ? 'ok' : `status ${response.statusCode ?? 0}`),
        );
        response.on('error', (error) => resolve(error.message));
      },
    );
    asked.on('timeout', () => asked.destroy(new Error('no answer')));
    asked.on('error', (error) => resolve(error.message));
    asked.end();
  });
}
