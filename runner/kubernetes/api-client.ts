import type { ClockReading } from '../clock-skew';
import type { ApiConnection } from './api-connection';
import { ApiError } from './api-error';
import { EXEC_PROTOCOLS, readExec, type ExecResult } from './exec-stream';
import { linesOf } from './lines';
import { pause } from './pause';
import { pathOf, queryOf, type KubernetesObject, type Resource, type Selection } from './resource';
import { networkError, Transport, type ApiRequest } from './transport';

/** How a client behaves. Times are milliseconds. */
export interface ApiClientOptions {
  /** Longest silence within one request. @default 15000 */
  readonly timeout?: number;
  /** How often a request is sent. @default 6 */
  readonly attempts?: number;
  /** Pause before the second attempt; doubled before each one after it. @default 250 */
  readonly pause?: number;
}

/** Longest pause between two attempts, milliseconds, whatever the server asks for. */
const LONGEST_PAUSE = 30_000;

/**
 * A small client of the Kubernetes API. What passes (429, 5xx, a broken connection) is tried again; everything else is
 * thrown as an ApiError. A request that is repeated may have been carried out before: creating may then end in a
 * conflict, which whoever creates has to look into. Printed or written as JSON it shows no token.
 */
export class ApiClient {
  readonly #transport: Transport;

  constructor(
    connection: ApiConnection,
    private readonly options: ApiClientOptions = {},
  ) {
    this.#transport = new Transport(connection);
  }

  /** What the clock of the API server showed with its last answer; undefined where it has shown nothing. */
  get clock(): ClockReading | undefined {
    return this.#transport.clock;
  }

  /** Reads an object. */
  async get(resource: Resource, name: string, signal: AbortSignal): Promise<KubernetesObject> {
    return (await this.request({ method: 'GET', path: pathOf(resource, name), signal })) as KubernetesObject;
  }

  /** Reads an object; undefined where there is none. */
  async tryGet(resource: Resource, name: string, signal: AbortSignal): Promise<KubernetesObject | undefined> {
    try {
      return await this.get(resource, name, signal);
    } catch (error) {
      if (ApiError.is(error) && error.isMissing) return undefined;
      throw error;
    }
  }

  /** Reads the objects of a selection, and the place in the stream of changes they were read at. */
  async list(
    resource: Resource,
    selection: Selection,
    signal: AbortSignal,
  ): Promise<{ readonly items: readonly KubernetesObject[]; readonly resourceVersion: string }> {
    const path = `${pathOf(resource)}${queryOf(selection)}`;
    const list = (await this.request({ method: 'GET', path, signal })) as {
      readonly items: readonly KubernetesObject[];
      readonly metadata: { readonly resourceVersion: string };
    };
    return { items: list.items, resourceVersion: list.metadata.resourceVersion };
  }

  /** Creates an object. */
  async create(resource: Resource, body: unknown, signal: AbortSignal): Promise<KubernetesObject> {
    return (await this.request({ method: 'POST', path: pathOf(resource), body, signal })) as KubernetesObject;
  }

  /** Replaces an object; with a `resourceVersion` only if nobody has changed it since. */
  async replace(
    resource: Resource,
    name: string,
    body: unknown,
    signal: AbortSignal,
  ): Promise<KubernetesObject> {
    const path = pathOf(resource, name);
    return (await this.request({ method: 'PUT', path, body, signal })) as KubernetesObject;
  }

  /** Merges fields into an object (RFC 7386). */
  async patch(
    resource: Resource,
    name: string,
    body: unknown,
    signal: AbortSignal,
  ): Promise<KubernetesObject> {
    const contentType = 'application/merge-patch+json';
    const path = pathOf(resource, name);
    return (await this.request({ method: 'PATCH', path, body, contentType, signal })) as KubernetesObject;
  }

  /**
   * Deletes an object; one that is gone already is as good as deleted.
   *
   * @param options.uid of the object that is meant. One of another uid has only its name: 409
   * @param options.grace how long containers of a pod may take to end, seconds. @default - what the pod says
   */
  async delete(
    resource: Resource,
    name: string,
    options: {
      readonly propagation: 'Foreground' | 'Background';
      readonly uid?: string;
      readonly grace?: number;
    },
    signal: AbortSignal,
  ): Promise<void> {
    const body = {
      apiVersion: 'v1',
      kind: 'DeleteOptions',
      propagationPolicy: options.propagation,
      ...(options.uid !== undefined && { preconditions: { uid: options.uid } }),
      ...(options.grace !== undefined && { gracePeriodSeconds: options.grace }),
    };
    try {
      await this.request({ method: 'DELETE', path: pathOf(resource, name), body, signal });
    } catch (error) {
      if (!(ApiError.is(error) && error.isMissing)) throw error;
    }
  }

  /**
   * The changes to the objects of a selection since a place in the stream. Ends where the server ends it, which it does
   * now and then. Not repeated: `observe` does that.
   */
  async *changes(
    resource: Resource,
    selection: Selection,
    resourceVersion: string,
    signal: AbortSignal,
  ): AsyncGenerator<WatchEvent> {
    const parameters = {
      watch: 'true',
      allowWatchBookmarks: 'true',
      resourceVersion,
      timeoutSeconds: String(WATCH_SECONDS),
    };
    const path = `${pathOf(resource)}${queryOf(selection, parameters)}`;
    // Bookmarks come about every minute: a longer silence means that nobody is there any more.
    for await (const line of this.lines({ path, timeout: SILENCE, signal })) {
      const event = parsed(line) as WatchEvent | ErrorEvent;
      if (event.type === 'ERROR') {
        const { code, reason = 'Unknown', message = '' } = event.object;
        throw new ApiError(code ?? 500, reason, `the watch ended: ${message}`);
      }
      yield event;
    }
  }

  /**
   * Lines of the log of a container, from its beginning, or the last ones with `tail`. With `follow` also those to come,
   * until it ends. Not repeated.
   */
  logs(
    resource: Resource,
    pod: string,
    options: {
      readonly container: string;
      readonly follow?: boolean;
      readonly previous?: boolean;
      readonly tail?: number;
    },
    signal: AbortSignal,
  ): AsyncGenerator<string> {
    const { container, follow = false, previous = false, tail } = options;
    const parameters = {
      container,
      limitBytes: String(LONGEST_LOG),
      ...(follow && { follow: 'true' }),
      ...(previous && { previous: 'true' }),
      ...(tail !== undefined && { tailLines: String(tail) }),
    };
    const path = `${pathOf(resource, pod, 'log')}${queryOf({}, parameters)}`;
    // A server that replays WAL may be silent for long.
    return this.lines({ path, timeout: follow ? 0 : this.timeout, signal });
  }

  /**
   * Runs a command in a container, without input and without a shell, and waits for its end. Not repeated.
   *
   * @param resource pods
   */
  async exec(
    resource: Resource,
    pod: string,
    { container, command }: { readonly container?: string; readonly command: readonly string[] },
    signal: AbortSignal,
  ): Promise<ExecResult> {
    const query = new URLSearchParams({
      stdout: 'true',
      stderr: 'true',
      ...(container !== undefined && { container }),
    });
    for (const part of command) query.append('command', part);
    const path = `${pathOf(resource, pod, 'exec')}?${query.toString()}`;
    const { socket, head } = await this.#transport.upgrade(path, EXEC_PROTOCOLS, {
      timeout: this.timeout,
      signal,
    });
    const end = () => socket.destroy();
    signal.addEventListener('abort', end, { once: true });
    try {
      const result = await readExec(socket, head);
      signal.throwIfAborted();
      return result;
    } catch (error) {
      signal.throwIfAborted();
      throw networkError(error);
    } finally {
      signal.removeEventListener('abort', end);
      socket.destroy();
    }
  }

  /** The version of a group of kinds that the server prefers, for example `apps/v1`. Throws an ApiError where it has none. */
  async preferredVersion(group: string, signal: AbortSignal): Promise<string> {
    const path = `/apis/${encodeURIComponent(group)}`;
    const found = (await this.request({ method: 'GET', path, signal })) as {
      readonly preferredVersion?: { readonly groupVersion?: string };
    };
    return found.preferredVersion?.groupVersion ?? `${group}/v1`;
  }

  /** Closes connections. */
  close(): void {
    this.#transport.close();
  }

  private get timeout(): number {
    return this.options.timeout ?? 15_000;
  }

  private async request(request: Omit<ApiRequest, 'timeout'>): Promise<unknown> {
    const { attempts = 6, pause: first = 250 } = this.options;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return parsed(await this.#transport.read({ ...request, timeout: this.timeout }));
      } catch (error) {
        if (!ApiError.is(error) || !error.isPassing || attempt >= attempts) throw error;
        const wait = error.retryAfter ?? first * 2 ** (attempt - 1);
        await pause(Math.min(wait, LONGEST_PAUSE), request.signal);
      }
    }
  }

  private async *lines(request: Pick<ApiRequest, 'path' | 'timeout' | 'signal'>): AsyncGenerator<string> {
    const response = await this.#transport.open({ ...request, method: 'GET' });
    try {
      yield* linesOf(response);
    } catch (error) {
      request.signal.throwIfAborted();
      throw networkError(error);
    } finally {
      response.destroy();
    }
  }
}

/** A change to an object; of a bookmark only the place in the stream means anything. */
export interface WatchEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK';
  readonly object: KubernetesObject;
}

interface ErrorEvent {
  readonly type: 'ERROR';
  readonly object: { readonly code?: number; readonly reason?: string; readonly message?: string };
}

/** How long a watch lasts before the server ends it, seconds. */
const WATCH_SECONDS = 290;

/** Longest silence of a watch, milliseconds. */
const SILENCE = 300_000;

/** Longest part of a log that is asked for, bytes. */
const LONGEST_LOG = 64 * 1024 * 1024;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Cut short, or written by something that stands before the API server.
    throw new ApiError(0, 'NotJson', 'the API server answered with something that is no JSON');
  }
}
