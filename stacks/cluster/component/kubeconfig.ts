import { stringify } from 'yaml';

/** What a kubeconfig is made of; certificates and key in PEM. */
export interface KubeconfigProps {
  /** Name of cluster, user and context. */
  readonly name: string;
  /** Host name or IP address of the API. */
  readonly address: string;
  readonly serverAuthority: string;
  readonly clientCertificate: string;
  readonly clientKey: string;
}

/** A kubeconfig with one context. SECRET: it administers the cluster. */
export function kubeconfig(props: KubeconfigProps): string {
  const { name, address, serverAuthority, clientCertificate, clientKey } = props;
  const host = address.includes(':') ? `[${address}]` : address;
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': name,
    clusters: [
      {
        name,
        cluster: {
          server: `https://${host}:6443`,
          'certificate-authority-data': base64(serverAuthority),
        },
      },
    ],
    contexts: [{ name, context: { cluster: name, user: name } }],
    users: [
      {
        name,
        user: {
          'client-certificate-data': base64(clientCertificate),
          'client-key-data': base64(clientKey),
        },
      },
    ],
  });
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
