import type { IncomingHttpHeaders } from 'node:http';
import { request } from 'node:https';

/** A signed request to a store. */
export interface StoreQuestion {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Certificates (PEM) that sign the store's own; undefined: public ones. */
  readonly certificateAuthority: string | undefined;
}

/** What a store answered. */
export interface StoreAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Sends a question and reads the answer; rejects where there is none. */
export type StoreExchange = (question: StoreQuestion) => Promise<StoreAnswer>;

/** How long an answer may take, milliseconds. */
const TIMEOUT = 10_000;

/** Sends a question over HTTPS. Redirections are not followed: a signature holds for one host. */
export const exchangeWithStore: StoreExchange = ({ url, headers, certificateAuthority: ca }) =>
  new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(TIMEOUT);
    const asked = request(
      url,
      { headers, signal, agent: false, ...(ca !== undefined && { ca }) },
      (answer) => {
        let body = '';
        answer.setEncoding('utf8');
        answer.on('data', (part: string) => (body += part));
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }));
        answer.on('error', reject);
      },
    );
    asked.on('error', reject);
    asked.end();
  });
