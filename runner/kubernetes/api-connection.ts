import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the API server is and how it is talked to. */
export interface ApiConnection {
  /** Base URL, `https://host:port`. */
  readonly server: string;
  /** Certificates (PEM) that the server's is checked against. @default - those of Node */
  readonly ca?: string;
  /** Bearer token, asked for with every request, since it is replaced about every hour. @default - none */
  readonly token?: () => string;
}

/** Where kubelet puts what a pod needs (Kubernetes documentation, "Accessing the Kubernetes API from a Pod"). */
const ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';

/** The connection of a pod, by its ServiceAccount. Throws where this is none. */
export function inCluster(env: NodeJS.ProcessEnv = process.env, folder = ACCOUNT): ApiConnection {
  const host = env['KUBERNETES_SERVICE_HOST'];
  const port = env['KUBERNETES_SERVICE_PORT'] ?? '443';
  if (host === undefined || host === '')
    throw new Error('KUBERNETES_SERVICE_HOST is not set: this is no pod');
  return {
    server: `https://${host.includes(':') ? `[${host}]` : host}:${port}`,
    ca: readFileSync(join(folder, 'ca.crt'), 'utf8'),
    token: () => readFileSync(join(folder, 'token'), 'utf8').trim(),
  };
}
