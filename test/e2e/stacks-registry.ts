import { createHash } from 'node:crypto';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { CERTIFICATE, PRIVATE_KEY } from '../stacks/platform/localhost-certificate';

/** One chart, as Helm packages it. */
export interface PublishedChart {
  /** Path below the registry, for example `charts/flux-operator`. */
  readonly path: string;
  readonly version: string;
  readonly archive: Buffer;
}

/** What the registry serves, by the end of its URL. */
interface Stored {
  readonly type: string;
  readonly content: Buffer;
}

/** A registry on this machine that serves one chart (OCI distribution specification; Helm, registries). */
export class ChartRegistry {
  /** Paths that were asked for. */
  readonly asked: string[] = [];

  static async start({ path, version, archive }: PublishedChart): Promise<ChartRegistry> {
    const stored = new Map<string, Stored>();
    const blob = (type: string, content: Buffer) => {
      const digest = digestOf(content);
      stored.set(`/v2/${path}/blobs/${digest}`, { type: 'application/octet-stream', content });
      return { mediaType: type, digest, size: content.length };
    };
    const metadata = Buffer.from(JSON.stringify({ name: path.split('/').at(-1), version, apiVersion: 'v2' }));
    const manifest: Stored = {
      type: 'application/vnd.oci.image.manifest.v1+json',
      content: Buffer.from(
        JSON.stringify({
          schemaVersion: 2,
          mediaType: 'application/vnd.oci.image.manifest.v1+json',
          config: blob('application/vnd.cncf.helm.config.v1+json', metadata),
          layers: [blob('application/vnd.cncf.helm.chart.content.v1.tar+gzip', archive)],
        }),
      ),
    };
    for (const reference of [version, digestOf(manifest.content)])
      stored.set(`/v2/${path}/manifests/${reference}`, manifest);
    const tags = Buffer.from(JSON.stringify({ name: path, tags: [version] }));
    stored.set(`/v2/${path}/tags/list`, { type: 'application/json', content: tags });
    stored.set('/v2/', { type: 'application/json', content: Buffer.from('{}') });

    const server = createServer({ key: PRIVATE_KEY, cert: CERTIFICATE });
    const registry = new ChartRegistry(server);
    server.on('request', ({ method, url = '' }, response) => {
      const [asked = ''] = url.split('?');
      registry.asked.push(asked);
      const found = stored.get(asked);
      if (found === undefined) {
        response.writeHead(404).end();
        return;
      }
      const { type, content } = found;
      response.writeHead(200, {
        'content-type': type,
        'content-length': content.length,
        'docker-content-digest': digestOf(content),
      });
      response.end(method === 'HEAD' ? undefined : content);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return registry;
  }

  private constructor(private readonly server: ReturnType<typeof createServer>) {}

  /** `localhost:port`. */
  get host(): string {
    return `localhost:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

function digestOf(content: Buffer): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}
