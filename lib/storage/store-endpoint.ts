import { isIP } from 'node:net';
import { Cidr, fail, storageProblems } from '../core';

/** Suffixes of names that the DNS of a Kubernetes cluster answers (Kubernetes, DNS for Services and Pods). */
const SERVICE_NAME = /^(?:[a-z0-9-]+\.)+(?<namespace>[a-z0-9-]+)\.svc(?:\.cluster\.local)?$/;

/** A DNS name as URLs keep it: lower case, other alphabets as punycode, perhaps with the dot of the root. */
const DNS_NAME = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*\.?$/;

const DEFAULT_PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };

/** Address of an S3 API: scheme, host and port, nothing else. */
export class StoreEndpoint {
  /**
   * Reads an endpoint.
   *
   * @throws RestorableError `RST202`
   */
  static of(text: string): StoreEndpoint {
    const shown = withoutSecrets(text);
    const refuse = (reason: string): never =>
      fail(storageProblems.invalidEndpoint, { property: 'endpoint', value: shown, reason });
    if (/\s/.test(text)) return refuse('it contains white space');
    if (!/^https?:\/\//.test(text)) return refuse('it does not begin with http:// or https://');
    let url: URL;
    try {
      url = new URL(text);
    } catch {
      return refuse('it is no URL');
    }
    if (url.username !== '' || url.password !== '') return refuse('it contains credentials');
    if (url.search !== '' || url.hash !== '' || /[?#]/.test(text))
      return refuse('it contains a query or fragment');
    if (url.pathname !== '/') return refuse('it contains a path');
    if (!DNS_NAME.test(url.hostname) && isIP(unbracketed(url.hostname)) === 0)
      return refuse('its host is no DNS name');
    return new StoreEndpoint(text.replace(/\/$/, ''), url);
  }

  /** As written, without a slash at the end: what tools are told. */
  readonly text: string;
  /** Port, also where it is the default of the scheme. */
  readonly port: number;
  /** Whether requests are encrypted on the way. */
  readonly isTls: boolean;

  private readonly hostName: string;
  private readonly writtenPort: string;

  private constructor(text: string, url: URL) {
    this.text = text;
    this.isTls = url.protocol === 'https:';
    this.port = url.port === '' ? (DEFAULT_PORTS[url.protocol] ?? 0) : Number(url.port);
    this.writtenPort = url.port;
    this.hostName = url.hostname.replace(/\.$/, '');
  }

  /**
   * Host and port as an identity: one text for every way to write the same endpoint. The default port and the suffix
   * `.cluster.local` are left out.
   */
  get host(): string {
    const name =
      this.namespace === undefined ? this.hostName : this.hostName.replace(/\.cluster\.local$/, '');
    return this.writtenPort === '' ? name : `${name}:${this.writtenPort}`;
  }

  /** Namespace of the Kubernetes Service it names, if it names one. */
  get namespace(): string | undefined {
    return SERVICE_NAME.exec(this.hostName)?.groups?.['namespace'];
  }

  /** The network of the one address it names, if it names an address. */
  get address(): Cidr | undefined {
    const bare = unbracketed(this.hostName);
    return isIP(bare) === 0 ? undefined : Cidr.host(bare);
  }

  /** Whether requests stay in the cluster or in a private network. */
  get isPrivate(): boolean {
    return this.namespace !== undefined || this.address?.isPrivate === true || !/[.:]/.test(this.hostName);
  }

  /** Whether the host begins with this label. */
  beginsWith(label: string): boolean {
    return this.hostName.startsWith(`${label}.`);
  }
}

/** IPv6 addresses stand in brackets in URLs. */
function unbracketed(host: string): string {
  return host.replace(/^\[|\]$/g, '');
}

/** The text without what may be a secret: everything before an @, and query and fragment. */
function withoutSecrets(text: string): string {
  return text.replace(/^.*@/s, '…@').replace(/[?#].*$/s, '?…');
}
