import type { ServerResponse } from 'node:http';
import type { KubernetesObject } from '../../../runner/kubernetes';
import { FakeApi, type SeenRequest } from '../kubernetes/fake-api';

type Stored = KubernetesObject & Readonly<Record<string, unknown>>;

/** An object as tests put it. */
interface Putable extends KubernetesObject {
  readonly data?: unknown;
  readonly spec?: unknown;
  readonly status?: unknown;
}

interface Watcher {
  readonly collection: string;
  readonly query: URLSearchParams;
  readonly response: ServerResponse;
}

/** A namespace of a cluster in this process: objects are kept, selected and watched, and tests play the operator. */
export class FakeCluster {
  static async start(): Promise<FakeCluster> {
    const cluster = new FakeCluster();
    cluster.api = await FakeApi.start((request, response) => cluster.answer(request, response));
    return cluster;
  }

  /** Called with every Cluster that is created. */
  operator: (cluster: Stored) => void = () => undefined;
  /** Called with every pod that is created. */
  kubelet: (pod: Stored) => void = () => undefined;
  /** Status a request is refused with; undefined: it is answered. */
  refuses: (request: SeenRequest) => number | undefined = () => undefined;
  /** Clock of the API server. */
  clock: () => Date = () => new Date();
  /** Log lines by `pod/container`. */
  readonly logs = new Map<string, readonly string[]>();
  /** Objects by path. */
  readonly objects = new Map<string, Stored>();

  private api: FakeApi | undefined;
  private readonly watchers = new Set<Watcher>();
  private version = 1;

  get url(): string {
    return this.api?.url ?? '';
  }

  /** Requests as `METHOD plural/name`. */
  get requests(): readonly string[] {
    const seen = this.api?.seen ?? [];
    return seen.map(({ method, path }) => `${method} ${path.split('/namespaces/drills/')[1] ?? path}`);
  }

  async stop(): Promise<void> {
    await this.api?.stop();
  }

  /** Names of what is there of a kind. */
  names(plural: string): readonly string[] {
    return [...this.objects].flatMap(([path, { metadata }]) =>
      path.split('/').at(-2) === plural ? [metadata.name] : [],
    );
  }

  /** Makes or changes an object. */
  put(collection: string, object: Putable): Stored {
    const path = `${collection}/${object.metadata.name}`;
    const before = this.objects.get(path);
    this.version += 1;
    const metadata = {
      uid: before?.metadata.uid ?? `uid-${this.version}`,
      ...object.metadata,
      resourceVersion: String(this.version),
    };
    const stored = { ...object, metadata };
    this.objects.set(path, stored);
    this.tell(collection, before === undefined ? 'ADDED' : 'MODIFIED', stored);
    return stored;
  }

  /** Removes an object, and with a Cluster all that is labelled as its. */
  remove(path: string): void {
    const object = this.objects.get(path);
    if (object === undefined) return;
    this.objects.delete(path);
    const parts = path.split('/');
    this.tell(parts.slice(0, -1).join('/'), 'DELETED', object);
    if (parts.at(-2) !== 'clusters') return;
    for (const [other, { metadata }] of [...this.objects])
      if (metadata.labels?.['cnpg.io/cluster'] === object.metadata.name) this.remove(other);
  }

  private answer(request: SeenRequest, response: ServerResponse): void {
    const { method, path, query, body } = request;
    response.setHeader('date', this.clock().toUTCString());
    const refusal = this.refuses(request);
    if (refusal !== undefined) {
      send(response, refusal, { reason: 'Refused' });
      return;
    }
    if (path.endsWith('/log')) {
      const key = `${path.split('/').at(-2) ?? ''}/${query.get('container') ?? ''}`;
      response.end((this.logs.get(key) ?? []).map((line) => `${line}\n`).join(''));
      return;
    }
    const given = body as Stored | undefined;
    const isCollection = path.split('/namespaces/')[1]?.split('/').length === 2;
    if (isCollection && method === 'GET') {
      this.list(path, query, response);
      return;
    }
    const target = isCollection ? `${path}/${given?.metadata.name ?? ''}` : path;
    const collection = target.split('/').slice(0, -1).join('/');
    const before = this.objects.get(target);
    if (method === 'POST') {
      if (before !== undefined) {
        send(response, 409, { reason: 'AlreadyExists' });
        return;
      }
      const made = this.put(collection, given as Stored);
      send(response, 201, made);
      if (made.kind === 'Cluster') this.operator(made);
      if (made.kind === 'Pod') this.kubelet(made);
      return;
    }
    if (before === undefined) {
      send(response, 404, { reason: 'NotFound' });
    } else if (method === 'DELETE') {
      this.remove(target);
      send(response, 200, {});
    } else if (method === 'GET') {
      send(response, 200, before);
    } else if (
      ((body as Partial<Stored> | undefined)?.metadata?.resourceVersion ??
        before.metadata.resourceVersion) !== before.metadata.resourceVersion
    ) {
      send(response, 409, { reason: 'Conflict' });
    } else {
      const changed = method === 'PATCH' ? (merged(before, given) as Stored) : { ...before, ...given };
      send(response, 200, this.put(collection, { ...changed, metadata: before.metadata }));
    }
  }

  private list(collection: string, query: URLSearchParams, response: ServerResponse): void {
    if (query.get('watch') === 'true') {
      response.writeHead(200).flushHeaders();
      const watcher = { collection, query, response };
      this.watchers.add(watcher);
      // What happened since the list it goes on from.
      for (const object of this.selected(collection, query))
        if (Number(object.metadata.resourceVersion) > Number(query.get('resourceVersion')))
          response.write(`${JSON.stringify({ type: 'MODIFIED', object })}\n`);
      response.on('close', () => this.watchers.delete(watcher));
      return;
    }
    const items = this.selected(collection, query);
    send(response, 200, { items, metadata: { resourceVersion: String(this.version) } });
  }

  private selected(collection: string, query: URLSearchParams): readonly Stored[] {
    return [...this.objects].flatMap(([path, object]) =>
      path.slice(0, path.lastIndexOf('/')) === collection && matches(object, query) ? [object] : [],
    );
  }

  private tell(collection: string, type: string, object: Stored): void {
    for (const watcher of this.watchers) {
      if (watcher.collection === collection && matches(object, watcher.query))
        watcher.response.write(`${JSON.stringify({ type, object })}\n`);
    }
  }
}

/** RFC 7386. */
function merged(target: unknown, patch: unknown): unknown {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch;
  const result = new Map<string, unknown>(
    Object.entries(typeof target === 'object' && target !== null ? target : {}),
  );
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) result.delete(key);
    else result.set(key, merged(result.get(key), value));
  }
  return Object.fromEntries(result);
}

function matches({ metadata }: Stored, query: URLSearchParams): boolean {
  const [, name] = query.get('fieldSelector')?.split('=') ?? [];
  if (name !== undefined && metadata.name !== name) return false;
  const labels = query.get('labelSelector')?.split(',') ?? [];
  return labels.every((pair) => {
    const [label = '', value] = pair.split('=');
    return metadata.labels?.[label] === value;
  });
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
