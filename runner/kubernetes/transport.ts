import { randomBytes } from 'node:crypto';
import * as http from 'node:http';
import * as https from 'node:https';
import type { Duplex } from 'node:stream';
import { ApiError } from './api-error';
import type { ApiConnection } from './api-connection';
import type { ClockReading } from '../clock-skew';

/** One request. */
export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path and query. */
  readonly path: string;
  readonly body?: unknown;
  /** @default application/json */
  readonly contentType?: string;
  /** Longest silence of the server, milliseconds. */
  readonly timeout: number;
  readonly signal: AbortSignal;
}

/** Longest part of an error answer that is read, bytes. */
const LONGEST_ERROR = 64 * 1024;

/** Longest answer that is read, bytes: etcd holds no object larger than 1.5 MiB, lists here are short. */
const LONGEST = 32 * 1024 * 1024;

/** Sends single requests, without repeating any. */
export class Transport {
  private readonly agent: http.Agent;
  private readonly base: URL;
  private reading: ClockReading | undefined;

  constructor(private readonly connection: ApiConnection) {
    this.base = new URL(connection.server);
    this.agent =
      this.base.protocol === 'https:'
        ? new https.Agent({ keepAlive: true, ...(connection.ca !== undefined && { ca: connection.ca }) })
        : new http.Agent({ keepAlive: true });
  }

  /** What the clock of the server showed with its last answer; undefined where it has shown nothing. */
  get clock(): ClockReading | undefined {
    return this.reading;
  }

  /** The body of a successful answer. Rejects with an ApiError, or with the reason of the signal. */
  async read(request: ApiRequest): Promise<string> {
    const response = await this.open(request);
    return bodyOf(response, LONGEST, request.signal);
  }

  /** A successful answer whose body is still to come. Rejects as `read` does. */
  async open(request: ApiRequest): Promise<http.IncomingMessage> {
    const { signal } = request;
    signal.throwIfAborted();
    const sentAt = new Date();
    const response = await this.send(request);
    const { statusCode: status = 0 } = response;
    const { date: shown } = response.headers;
    if (shown !== undefined) this.reading = { shown, sentAt, receivedAt: new Date() };
    if (status >= 200 && status < 300) return response;
    throw refusal(status, response.headers['retry-after'], await bodyOf(response, LONGEST_ERROR, signal));
  }

  /**
   * Opens a WebSocket (RFC 6455), and returns its connection with what came at once. Rejects as `read` does.
   *
   * @param protocols subprotocols, the best first
   */
  async upgrade(
    path: string,
    protocols: string,
    { timeout, signal }: Pick<ApiRequest, 'timeout' | 'signal'>,
  ): Promise<{ readonly socket: Duplex; readonly head: Buffer }> {
    signal.throwIfAborted();
    const token = this.connection.token?.();
    const headers = {
      'user-agent': 'restorable-runner',
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': randomBytes(16).toString('base64'),
      'sec-websocket-protocol': protocols,
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    };
    const { ca } = this.connection;
    const { request: start } = this.base.protocol === 'https:' ? https : http;
    return new Promise((resolve, reject) => {
      // A connection of its own: it is used up.
      const options = {
        method: 'GET',
        headers,
        agent: false,
        signal,
        timeout,
        ...(ca !== undefined && { ca }),
      };
      const request = start(new URL(path, this.base), options);
      request.on('upgrade', (_response, socket, head) => {
        socket.setTimeout(0);
        resolve({ socket, head });
      });
      request.on('response', (response) => {
        bodyOf(response, LONGEST_ERROR, signal).then(
          (text) => reject(refusal(response.statusCode ?? 0, response.headers['retry-after'], text)),
          reject,
        );
      });
      request.on('timeout', () => request.destroy(silence(timeout)));
      request.on('error', (error) => reject(signal.aborted ? (signal.reason as Error) : networkError(error)));
      request.end();
    });
  }

  /** Closes connections. */
  close(): void {
    this.agent.destroy();
  }

  private send({
    method,
    path,
    body,
    contentType,
    timeout,
    signal,
  }: ApiRequest): Promise<http.IncomingMessage> {
    const content = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
    const token = this.connection.token?.();
    const headers = {
      accept: 'application/json',
      'user-agent': 'restorable-runner',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(content !== undefined && {
        'content-type': contentType ?? 'application/json',
        'content-length': content.length,
      }),
    };
    const { request: start } = this.base.protocol === 'https:' ? https : http;
    return new Promise((resolve, reject) => {
      const request = start(new URL(path, this.base), {
        method,
        headers,
        agent: this.agent,
        signal,
        timeout,
      });
      request.on('response', resolve);
      // Also later: silence in the middle of an answer.
      request.on('timeout', () => request.destroy(silence(timeout)));
      request.on('error', (error) => reject(signal.aborted ? (signal.reason as Error) : networkError(error)));
      request.end(content);
    });
  }
}

/** The whole body. Rejects with an ApiError where the connection breaks in the middle of it. */
async function bodyOf(response: http.IncomingMessage, longest: number, signal: AbortSignal): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  try {
    for await (const part of response) {
      length += (part as Buffer).length;
      if (length > longest) throw new ApiError(413, 'TooLong', `the answer has more than ${longest} bytes`);
      parts.push(part as Buffer);
    }
  } catch (error) {
    signal.throwIfAborted();
    throw networkError(error);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** What went wrong below HTTP, by its code: a message may quote more than is wanted. */
export function networkError(error: unknown): ApiError {
  if (ApiError.is(error)) return error;
  const code =
    typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown error';
  return new ApiError(0, code, `the connection to the API server failed: ${code}`);
}

function silence(timeout: number): ApiError {
  return new ApiError(0, 'Timeout', `the API server said nothing for ${timeout} ms`);
}

/** The error of an answer: a `Status` object, or something before the API server that speaks no JSON. */
function refusal(status: number, retryAfter: string | undefined, text: string): ApiError {
  const { reason, message } = statusOf(text);
  const seconds = Number(retryAfter);
  return new ApiError(
    status,
    reason ?? 'Unknown',
    `the API server answers ${status}${reason === undefined ? '' : ` ${reason}`}${message === undefined ? '' : `: ${message}`}`,
    ...(retryAfter !== undefined && Number.isFinite(seconds) ? [seconds * 1000] : []),
  );
}

function statusOf(text: string): { readonly reason?: string; readonly message?: string } {
  let status: unknown;
  try {
    status = JSON.parse(text);
  } catch {
    return {};
  }
  if (typeof status !== 'object' || status === null) return {};
  const { reason, message } = status as { readonly reason?: unknown; readonly message?: unknown };
  return {
    ...(typeof reason === 'string' && { reason }),
    ...(typeof message === 'string' && { message }),
  };
}
