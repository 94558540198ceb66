import { get } from 'node:http';

/** What a request showed. */
export type Answer =
  | { readonly kind: 'answered'; readonly status: number; readonly body: string }
  /** Nothing listens. */
  | { readonly kind: 'refused' }
  /** Something listens, but gave no whole answer in time, or none that is HTTP. */
  | { readonly kind: 'silent' }
  /** No connection came about, for a reason that is not the server's. */
  | { readonly kind: 'unreachable'; readonly code: string };

/** Longest part of a body that is read, bytes. */
const LONGEST = 256 * 1024;

/** Longest silence, milliseconds. */
const SILENCE = 10_000;

/** Asks once over HTTP, without following redirections. Rejects with the reason of the signal, and for nothing else. */
export function httpGet(
  { host, port, path }: { readonly host: string; readonly port: number; readonly path: string },
  signal: AbortSignal,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let connected = false;
    const headers = { 'user-agent': 'restorable-drill', accept: '*/*' };
    const request = get({ host, port, path, headers, agent: false, timeout: SILENCE, signal });
    request.on('socket', (socket) => socket.on('connect', () => (connected = true)));
    request.on('timeout', () => request.destroy(new Error('ETIMEDOUT')));
    request.on('error', (error) => {
      if (signal.aborted) reject(signal.reason as Error);
      else resolve(failureOf(error, connected));
    });
    request.on('response', (response) => {
      const parts: Buffer[] = [];
      let length = 0;
      const answered = () => {
        const body = Buffer.concat(parts).toString('utf8');
        resolve({ kind: 'answered', status: response.statusCode ?? 0, body });
      };
      response.on('data', (part: Buffer) => {
        parts.push(part);
        length += part.length;
        if (length < LONGEST) return;
        answered();
        response.destroy();
      });
      response.on('end', answered);
      response.on('error', () => {
        if (signal.aborted) reject(signal.reason as Error);
        else resolve({ kind: 'silent' });
      });
    });
  });
}

function failureOf(error: Error, connected: boolean): Answer {
  const code = 'code' in error ? String(error.code) : error.message;
  if (code === 'ECONNREFUSED') return { kind: 'refused' };
  return connected ? { kind: 'silent' } : { kind: 'unreachable', code };
}
