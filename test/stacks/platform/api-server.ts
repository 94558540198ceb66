import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { CERTIFICATE, PRIVATE_KEY } from './localhost-certificate';

/** What was asked of a stand-in. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
}

/** What it answers: a status, and an object for JSON. */
export interface ApiAnswer {
  readonly status: number;
  readonly body?: unknown;
}

/** A stand-in for an API server, by TLS on this machine. */
export class ApiServer {
  readonly asked: Asked[] = [];

  /** Starts one. @param answer called for each request */
  static async start(answer: (asked: Asked) => ApiAnswer): Promise<ApiServer> {
    const server = createServer({ key: PRIVATE_KEY, cert: CERTIFICATE });
    const api = new ApiServer(server);
    server.on('request', (request: IncomingMessage, response) => {
      const asked = {
        method: request.method ?? '',
        path: request.url ?? '',
        authorization: request.headers.authorization,
      };
      api.asked.push(asked);
      const { status, body } = answer(asked);
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(body === undefined ? '' : JSON.stringify(body));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return api;
  }

  private constructor(private readonly server: ReturnType<typeof createServer>) {}

  /** `https://localhost:port`. */
  get url(): string {
    return `https://localhost:${(this.server.address() as AddressInfo).port}`;
  }

  /** Ends it. */
  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
