import * as http from 'node:http';
import * as https from 'node:https';

/** A request over HTTP or HTTPS. */
export interface HttpRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | undefined;
  /** Ends the exchange. */
  readonly signal: AbortSignal;
  /** Longest body of an answer that is read, bytes. */
  readonly longest: number;
}

/** The answer to a request. */
export interface HttpAnswer {
  readonly status: number;
  /** Undefined where it is longer than what is read. */
  readonly body: Buffer | undefined;
  /** Header `Date`. Absent: there is none. */
  readonly date?: string;
}

/** Sends a request and reads the answer. Redirections are not followed. */
export type HttpExchange = (request: HttpRequest) => Promise<HttpAnswer>;

/**
 * Sends a request by the modules of Node.js for it; rejects with their errors. Not by `fetch`, which costs a process 25 MiB
 * (Node.js 20, measured): a drill's runner is to live in 96.
 */
export const exchange: HttpExchange = ({ method, url, headers, body, signal, longest }) => {
  const { request: start } = url.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    const request = start(url, { method, headers, signal });
    request.on('response', (response) => {
      const { statusCode: status = 0, headers: told } = response;
      readBody(response, longest).then((read) => {
        resolve({ status, body: read, ...(told.date !== undefined && { date: told.date }) });
      }, reject);
    });
    request.on('error', reject);
    request.end(body);
  });
};

async function readBody(response: http.IncomingMessage, longest: number): Promise<Buffer | undefined> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of response) {
    length += (part as Buffer).length;
    if (length > longest) {
      response.destroy();
      return undefined;
    }
    parts.push(part as Buffer);
  }
  return Buffer.concat(parts);
}
