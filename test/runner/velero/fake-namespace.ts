import { ApiClient, type KubernetesObject } from '../../../runner/kubernetes';
import type { DrillPlace } from '../../../runner/velero/drill-place';
import { FakeApi, type SeenRequest } from '../kubernetes/fake-api';

/** An API server in this process with objects that nobody but a test and the runner changes. */
export class FakeNamespace {
  static async start(): Promise<FakeNamespace> {
    const fake = new FakeNamespace();
    fake.api = await FakeApi.start((request, response) => {
      const [status, body] = fake.answer(request);
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    });
    fake.client = new ApiClient({ server: fake.api.url, token: () => 'token' }, { timeout: 2000, pause: 1 });
    return fake;
  }

  /** Objects by path of their collection, then by name. */
  private readonly collections = new Map<string, Map<string, KubernetesObject>>();
  /** Answer to a request for a log, by whether the one before the last start was asked for. */
  logs: (previous: boolean) => string = () => '';
  private api: FakeApi | undefined;
  private client: ApiClient | undefined;

  get seen(): readonly SeenRequest[] {
    return this.api?.seen ?? [];
  }

  /** A drill that restores deployments and pods into the namespace `target`. */
  get place(): DrillPlace {
    if (this.client === undefined) throw new Error('it was not started');
    const kinds = [
      { name: 'deployments.apps', apiVersion: 'apps/v1', plural: 'deployments' },
      { name: 'pods', apiVersion: 'v1', plural: 'pods' },
      { name: 'serviceaccounts', apiVersion: 'v1', plural: 'serviceaccounts' },
    ];
    return { client: this.client, name: 'shop', velero: 'velero-drill', targets: ['target'], kinds, look: 1 };
  }

  put(collection: string, object: KubernetesObject): void {
    const objects = this.collections.get(collection) ?? new Map<string, KubernetesObject>();
    this.collections.set(collection, objects.set(object.metadata.name, object));
  }

  async stop(): Promise<void> {
    this.client?.close();
    await this.api?.stop();
  }

  private answer({ method, path, query }: SeenRequest): readonly [number, unknown] {
    if (path.endsWith('/log')) return [200, this.logs(query.get('previous') === 'true')];
    const label = query.get('labelSelector')?.split('=');
    const objects = [...(this.collections.get(path)?.values() ?? [])];
    const isOurs = ({ metadata }: KubernetesObject) =>
      label === undefined || metadata.labels?.[label[0] ?? ''] === label[1];
    const parent = this.collections.get(path.slice(0, path.lastIndexOf('/')));
    const name = path.slice(path.lastIndexOf('/') + 1);
    const found = parent?.get(name);
    if (method === 'DELETE') parent?.delete(name);
    if (found !== undefined) return [200, found];
    const isCollection = /(pods|claims|deployments|sets|serviceaccounts|volumes|events)$/.test(path);
    if (!isCollection) return [404, { kind: 'Status', reason: 'NotFound' }];
    return [200, { items: objects.filter(isOurs), metadata: { resourceVersion: '1' } }];
  }
}
