import { CERTIFICATE } from './localhost-certificate';

/** A kubeconfig with a token. */
export function kubeconfigText(server: string, user: object = { token: 'test-token' }): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'main',
    contexts: [
      { name: 'other', context: { cluster: 'none', user: 'none' } },
      { name: 'main', context: { cluster: 'c', user: 'u' } },
    ],
    clusters: [
      {
        name: 'c',
        cluster: { server, 'certificate-authority-data': Buffer.from(CERTIFICATE).toString('base64') },
      },
    ],
    users: [{ name: 'u', user }],
  });
}
