import { gunzipSync } from 'node:zlib';
import { parse, parseAllDocuments } from 'yaml';
import { userData } from '../../../../stacks/cluster/cloud-init/user-data';
import type { ClusterSecrets } from '../../../../stacks/cluster/cluster-secrets';
import type { ClusterSettings } from '../../../../stacks/cluster/cluster-settings';
import { autoscaledLayoutOf, layoutOf } from '../../../../stacks/cluster/server-layout';
import { SECRETS } from '../example-cluster';

/** A file as cloud-init is told it. */
export interface RenderedFile {
  readonly path: string;
  readonly owner: string;
  readonly permissions: string;
  readonly content: string;
}

/** What a server is told, parsed as cloud-init does. */
export class RenderedServer {
  static of(settings: ClusterSettings, name: string, secrets: ClusterSecrets = SECRETS): RenderedServer {
    const layout = [...layoutOf(settings), ...autoscaledLayoutOf(settings)];
    const server = layout.find((one) => one.name === name);
    if (server === undefined) throw new Error(`there is no server ${name}`);
    return new RenderedServer(plainUserData(userData(server, settings, secrets)));
  }

  readonly document: Readonly<Record<string, unknown>>;

  private constructor(readonly text: string) {
    // cloud-init reads YAML 1.1.
    this.document = parse(text, { version: '1.1' }) as Readonly<Record<string, unknown>>;
  }

  get files(): readonly RenderedFile[] {
    return this.document.write_files as RenderedFile[];
  }

  file(path: string): RenderedFile {
    const file = this.files.find((one) => one.path === path);
    if (file === undefined) throw new Error(`there is no file ${path}`);
    return file;
  }

  yaml(path: string): Readonly<Record<string, unknown>> {
    return parse(this.file(path).content, { version: '1.1' }) as Readonly<Record<string, unknown>>;
  }

  get config(): Readonly<Record<string, unknown>> {
    return this.yaml('/etc/rancher/k3s/config.yaml');
  }

  manifests(name: string): readonly Readonly<Record<string, unknown>>[] {
    const { content } = this.file(`/var/lib/rancher/k3s/server/manifests/restorable-${name}.yaml`);
    return parseAllDocuments(content, { version: '1.1' }).map(
      (document) => document.toJS() as Readonly<Record<string, unknown>>,
    );
  }
}

/** User data as cloud-init sees it: Hetzner's data source undoes base64, cloud-init itself gzip. */
export function plainUserData(data: string): string {
  return data.startsWith('#cloud-config') ? data : gunzipSync(Buffer.from(data, 'base64')).toString();
}
