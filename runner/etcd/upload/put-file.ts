import { createReadStream } from 'node:fs';
import * as http from 'node:http';
import * as https from 'node:https';
import { pipeline } from 'node:stream/promises';
import { errorCodeOf, requestUrl, type S3Bucket } from '../../../lib/evidence/s3-client';
import { signedHeaders, type S3Credentials } from '../../../lib/evidence/signature-v4';

/** A file to be put into a bucket. */
export interface FilePut {
  readonly bucket: S3Bucket;
  readonly credentials: S3Credentials;
  readonly key: string;
  readonly file: string;
  /** Bytes of the file. */
  readonly size: number;
  /** SHA-256 of the file, lower-case hex. */
  readonly sha256: string;
  /** Headers besides. */
  readonly headers: Readonly<Record<string, string>>;
  readonly now: () => Date;
}

/** How a store answers. */
export interface PutAnswer {
  readonly status: number;
  /** Error code of the S3 API. @default - it names none */
  readonly code?: string;
}

/** Longest silence of the store, milliseconds. */
const SILENCE = 60_000;

/** Longest part of an answer that is read, bytes. */
const LONGEST = 64 * 1024;

/**
 * Puts a file into a bucket in one request (Amazon S3 API Reference, PutObject), read as it is sent. The checksum that goes
 * along is what buckets with Object Lock ask for, and what the store compares with. Rejects where there is no answer.
 */
export async function putFile({ bucket, credentials, key, file, size, ...put }: FilePut): Promise<PutAnswer> {
  const url = requestUrl(bucket, { key });
  const headers = {
    ...put.headers,
    'content-length': String(size),
    'x-amz-checksum-sha256': Buffer.from(put.sha256, 'hex').toString('base64'),
  };
  const signed = signedHeaders(
    { method: 'PUT', url, headers, body: undefined, payload: put.sha256 },
    credentials,
    { region: bucket.region ?? 'us-east-1', at: put.now() },
  );
  const { request: start } = url.protocol === 'https:' ? https : http;
  const request = start(url, { method: 'PUT', headers: signed, timeout: SILENCE });
  request.on('timeout', () => request.destroy(new Error('the store says nothing')));
  const answered = new Promise<http.IncomingMessage>((resolve, reject) => {
    request.on('response', resolve).on('error', reject);
  });
  // A store that refuses answers before everything is sent, and closes: its answer counts.
  const sending = pipeline(createReadStream(file), request).catch(() => undefined);
  const response = await answered;
  const body = await bodyOf(response);
  const status = response.statusCode ?? 0;
  if (status >= 200 && status < 300) await sending;
  const code = errorCodeOf({ status, body });
  return { status, ...(code !== undefined && { code }) };
}

async function bodyOf(response: http.IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of response) {
    length += (part as Buffer).length;
    if (length <= LONGEST) parts.push(part as Buffer);
  }
  return Buffer.concat(parts);
}
