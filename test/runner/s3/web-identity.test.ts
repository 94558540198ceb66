import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HttpExchange, HttpRequest } from '../../../lib/evidence/http-exchange';
import { assumeRole, StoreError, tryWebIdentity } from '../../../runner/s3';

const tokenFile = join(mkdtempSync(join(tmpdir(), 'restorable-token-')), 'token');
writeFileSync(tokenFile, 'marked-token\n');
const identity = { role: 'arn:aws:iam::1:role/drill', tokenFile, region: 'eu-west-1' };
const signal = new AbortController().signal;

/** The service answers so; what it was asked. */
function answers(text: string, status = 200) {
  const asked: HttpRequest[] = [];
  const send: HttpExchange = (request) => {
    asked.push(request);
    return Promise.resolve({ status, body: Buffer.from(text) });
  };
  return { asked, send };
}

test('the identity is that of the environment, if it has one', () => {
  expect(tryWebIdentity({})).toBeUndefined();
  const env = {
    AWS_ROLE_ARN: identity.role,
    AWS_WEB_IDENTITY_TOKEN_FILE: tokenFile,
    AWS_REGION: 'eu-west-1',
  };
  expect(tryWebIdentity(env)).toEqual(identity);
});

test('the token is exchanged for credentials, in the body of the request and not in its address', async () => {
  const { asked, send } = answers(
    '<R><Credentials><AccessKeyId>A</AccessKeyId><SecretAccessKey>B</SecretAccessKey><SessionToken>C</SessionToken></Credentials></R>',
  );
  expect(await assumeRole(identity, signal, send)).toEqual({
    accessKeyId: 'A',
    secretAccessKey: 'B',
    sessionToken: 'C',
  });
  expect(asked[0]?.url.href).toBe('https://sts.eu-west-1.amazonaws.com/');
  expect(asked[0]?.method).toBe('POST');
  expect(String(asked[0]?.body)).toContain('WebIdentityToken=marked-token');
});

test.each([
  [
    403,
    '<Error><Code>AccessDenied</Code></Error>',
    'access-denied',
    'the role is not given: 403 AccessDenied',
  ],
  [500, '', 'busy', 'the role is not given: 500'],
])('an answer %i gives no credentials', async (status, text, fault, message) => {
  const { send } = answers(text, status);
  const error: unknown = await assumeRole(identity, signal, send).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ fault, message });
});

test('a service that cannot be reached and a token that is not there are told without the token', async () => {
  const send: HttpExchange = () => Promise.reject(new TypeError('marked-token'));
  const errors: unknown[] = await Promise.all([
    assumeRole(identity, signal, send).catch((thrown: unknown) => thrown),
    assumeRole({ ...identity, tokenFile: '/none' }, signal, send).catch((thrown: unknown) => thrown),
  ]);
  expect(errors.map((error) => StoreError.is(error) && error.fault)).toEqual([
    'unreachable',
    'access-denied',
  ]);
  expect(errors.map(String).join()).not.toContain('marked-token');
});
