import { createHmac } from 'node:crypto';
import { sha256 } from './canonical-json';

/** Credentials of the S3 API. */
export interface S3Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** @default - none: the credentials do not expire */
  readonly sessionToken?: string;
}

/** A request to be signed. */
export interface UnsignedRequest {
  readonly method: 'GET' | 'PUT';
  readonly url: URL;
  /** Headers to send besides those the signature adds; names in lower case. All are signed. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | undefined;
  /** SHA-256 of a body that is sent from elsewhere, lower-case hex. @default - that of `body` */
  readonly payload?: string;
}

/** Where and when a signature holds. */
export interface SignatureScope {
  readonly region: string;
  readonly at: Date;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';

/**
 * Signs a request to the S3 API: AWS Signature Version 4, payload in a single chunk (Amazon S3 API Reference, Signature
 * Calculations for the Authorization Header). Returns the headers to send. The path must already be encoded as S3 does it.
 */
export function signedHeaders(
  { method, url, headers, body, payload = sha256(body ?? '') }: UnsignedRequest,
  { accessKeyId, secretAccessKey, sessionToken }: S3Credentials,
  { region, at }: SignatureScope,
): Readonly<Record<string, string>> {
  const time = at.toISOString().replace(/[-:]|\.\d{3}/g, '');
  const day = time.slice(0, 8);
  const scope = `${day}/${region}/s3/aws4_request`;
  const sent: Readonly<Record<string, string>> = {
    ...headers,
    'x-amz-content-sha256': payload,
    'x-amz-date': time,
    ...(sessionToken !== undefined && { 'x-amz-security-token': sessionToken }),
  };
  const signed = Object.entries({ ...sent, host: url.host }).sort(([a], [b]) => (a < b ? -1 : 1));
  const names = signed.map(([name]) => name).join(';');
  const canonical = [
    method,
    url.pathname,
    url.search.slice(1),
    ...signed.map(([name, value]) => `${name}:${value.trim().replace(/ +/g, ' ')}`),
    '',
    names,
    payload,
  ].join('\n');
  const text = [ALGORITHM, time, scope, sha256(canonical)].join('\n');
  const key = [day, region, 's3', 'aws4_request'].reduce<Buffer | string>(hmac, `AWS4${secretAccessKey}`);
  const credential = `Credential=${accessKeyId}/${scope}`;
  return {
    ...sent,
    authorization: `${ALGORITHM} ${credential},SignedHeaders=${names},Signature=${hmac(key, text).toString('hex')}`,
  };
}

/** A query as S3 signs it: sorted, every name with a value. */
export function canonicalQuery(parameters: Readonly<Record<string, string>>): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .sort()
    .join('&');
}

/** A path as S3 signs it: every byte but letters, digits, `-._~` and the slashes is encoded, once. */
export function canonicalPath(key: string): string {
  return `/${key.split('/').map(encoded).join('/')}`;
}

function encoded(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
