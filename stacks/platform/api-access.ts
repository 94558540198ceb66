import { parse } from 'yaml';
import { fail, stacksPlatformProblems } from '../../lib/core/problems';

/** How an API server is reached and asked. PEM, not base64. */
export interface ApiAccess {
  /** Address, `https://host:port`. */
  readonly server: string;
  /** Certificates that sign the server's own. @default - the public ones */
  readonly certificateAuthority?: string;
  /** Certificate and key of the client. @default - a token is used */
  readonly clientCertificate?: string;
  readonly clientKey?: string;
  /** @default - a certificate is used */
  readonly token?: string;
}

interface Kubeconfig {
  readonly 'current-context'?: string;
  readonly contexts?: readonly { readonly name: string; readonly context?: Context }[];
  readonly clusters?: readonly {
    readonly name: string;
    readonly cluster?: Readonly<Record<string, unknown>>;
  }[];
  readonly users?: readonly { readonly name: string; readonly user?: Readonly<Record<string, unknown>> }[];
}

interface Context {
  readonly cluster?: string;
  readonly user?: string;
}

/**
 * How the current context of a kubeconfig reaches its server. Everything must be in the text itself: it is read on other
 * machines, and when the stack is destroyed.
 *
 * @throws RestorableError `RST939`; the text is never shown
 */
export function apiAccess(kubeconfig: string): ApiAccess {
  const { cluster, user } = currentOf(kubeconfig);
  const server = text(cluster.server);
  if (server === undefined) return refuse('it names no server');
  const certificateAuthority = decoded(cluster['certificate-authority-data']);
  const clientCertificate = decoded(user['client-certificate-data']);
  const clientKey = decoded(user['client-key-data']);
  const token = text(user.token);
  if (token === undefined && (clientCertificate === undefined || clientKey === undefined)) {
    return refuse('its user has neither a certificate with its key nor a token in the text');
  }
  return {
    server: server.replace(/\/+$/, ''),
    ...(certificateAuthority !== undefined && { certificateAuthority }),
    ...(clientCertificate !== undefined && { clientCertificate }),
    ...(clientKey !== undefined && { clientKey }),
    ...(token !== undefined && { token }),
  };
}

function currentOf(kubeconfig: string) {
  let config: Kubeconfig | null;
  try {
    config = parse(kubeconfig) as Kubeconfig | null;
  } catch {
    return refuse('it is no YAML');
  }
  if (typeof config !== 'object' || config === null) return refuse('it is no kubeconfig');
  const name = config['current-context'];
  const context = config.contexts?.find((each) => each.name === name)?.context;
  const cluster = config.clusters?.find((each) => each.name === context?.cluster)?.cluster;
  const user = config.users?.find((each) => each.name === context?.user)?.user;
  if (cluster === undefined || user === undefined)
    return refuse('its current context has no cluster or no user');
  return { cluster, user };
}

function decoded(value: unknown): string | undefined {
  const base64 = text(value);
  return base64 === undefined ? undefined : Buffer.from(base64, 'base64').toString('utf8');
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function refuse(reason: string): never {
  return fail(stacksPlatformProblems.invalidStackSetting, {
    property: 'kubeconfig',
    reason,
    fix: 'Give a kubeconfig with certificates or a token in it: kubectl config view --raw --minify --flatten.',
  });
}
