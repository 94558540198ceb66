import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as the API server got it. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}

/** Answers one request. */
export type Handler = (request: SeenRequest, response: ServerResponse) => void;

/** An API server in this process: each request is answered by the next handler, the last one answers all further ones. */
export class FakeApi {
  static async start(...handlers: readonly Handler[]): Promise<FakeApi> {
    const api = new FakeApi(handlers);
    await new Promise<void>((resolve) => api.server.listen(0, '127.0.0.1', resolve));
    return api;
  }

  readonly seen: SeenRequest[] = [];
  private readonly server: Server;

  private constructor(handlers: readonly Handler[]) {
    const rest = [...handlers];
    this.server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const url = new URL(request.url ?? '/', 'http://fake');
        const text = Buffer.concat(parts).toString('utf8');
        const seen: SeenRequest = {
          method: request.method ?? '',
          path: url.pathname,
          query: url.searchParams,
          headers: request.headers,
          body: text === '' ? undefined : (JSON.parse(text) as unknown),
        };
        this.seen.push(seen);
        const handler = rest.length > 1 ? rest.shift() : rest[0];
        handler?.(seen, response);
      });
    });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** Answers with an object. */
export function answer(body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Handler {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };
}

/** Refuses with a `Status`. */
export function refuse(
  status: number,
  reason: string,
  headers: Readonly<Record<string, string>> = {},
): Handler {
  return answer({ kind: 'Status', status: 'Failure', reason, message: `it is ${reason}` }, status, headers);
}

/** Breaks the connection without an answer. */
export const cut: Handler = (_request, response) => {
  response.socket?.destroy();
};

/** Sends lines of JSON, then does what is said. */
export function stream(events: readonly unknown[], end: 'end' | 'cut' | 'stay'): Handler {
  return (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.flushHeaders();
    for (const event of events) response.write(`${JSON.stringify(event)}\n`);
    if (end === 'end') response.end();
    if (end === 'cut') setImmediate(() => response.socket?.destroy());
  };
}
