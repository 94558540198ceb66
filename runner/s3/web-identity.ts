import { readFileSync } from 'node:fs';
import { exchange, type HttpExchange } from '../../lib/evidence/http-exchange';
import type { S3Credentials } from '../../lib/evidence/signature-v4';
import { StoreError } from './store-error';

/** A role that a pod may take on by the token of its ServiceAccount (IAM roles for service accounts). */
export interface WebIdentity {
  readonly role: string;
  readonly tokenFile: string;
  readonly region: string;
}

/** Longest answer that is read, bytes. */
const LONGEST = 64 * 1024;

/** Seconds the credentials hold: the shortest that is allowed is 900 (AWS STS API Reference, AssumeRoleWithWebIdentity). */
const DURATION = 3600;

/** The identity that the webhook of Amazon EKS gave the pod; undefined where it gave none. */
export function tryWebIdentity(env: NodeJS.ProcessEnv): WebIdentity | undefined {
  const role = env['AWS_ROLE_ARN'];
  const tokenFile = env['AWS_WEB_IDENTITY_TOKEN_FILE'];
  if (role === undefined || tokenFile === undefined) return undefined;
  return { role, tokenFile, region: env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'] ?? 'us-east-1' };
}

/**
 * Exchanges the token for credentials (AWS STS API Reference, AssumeRoleWithWebIdentity: no signature is needed). Throws a
 * StoreError, whose message holds nothing of the token.
 */
export async function assumeRole(
  { role, tokenFile, region }: WebIdentity,
  signal: AbortSignal,
  send = exchange,
): Promise<S3Credentials> {
  const query = new URLSearchParams({
    Action: 'AssumeRoleWithWebIdentity',
    Version: '2011-06-15',
    RoleArn: role,
    RoleSessionName: 'restorable-drill',
    DurationSeconds: String(DURATION),
    WebIdentityToken: readToken(tokenFile),
  });
  const { status, text } = await answerTo(query, region, signal, send);
  const part = (name: string) => new RegExp(`<${name}>([^<]+)</${name}>`).exec(text)?.[1];
  const [accessKeyId, secretAccessKey, sessionToken] = ['AccessKeyId', 'SecretAccessKey', 'SessionToken'].map(
    part,
  );
  if (accessKeyId === undefined || secretAccessKey === undefined || sessionToken === undefined) {
    const code = part('Code');
    throw new StoreError(
      status >= 500 ? 'busy' : 'access-denied',
      `the role is not given: ${status}${code === undefined ? '' : ` ${code}`}`,
    );
  }
  return { accessKeyId, secretAccessKey, sessionToken };
}

async function answerTo(
  query: URLSearchParams,
  region: string,
  signal: AbortSignal,
  send: HttpExchange,
): Promise<{ readonly status: number; readonly text: string }> {
  try {
    const { status, body } = await send({
      method: 'POST',
      url: new URL(`https://sts.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}/`),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: Buffer.from(query.toString()),
      signal,
      longest: LONGEST,
    });
    return { status, text: (body ?? '').toString() };
  } catch {
    signal.throwIfAborted();
    throw new StoreError('unreachable', 'the security token service cannot be reached');
  }
}

function readToken(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    throw new StoreError('access-denied', 'the token of the web identity cannot be read');
  }
}
