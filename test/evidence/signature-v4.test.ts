import fc from 'fast-check';
import { canonicalPath, canonicalQuery, signedHeaders } from '../../lib/evidence/signature-v4';

/** Amazon S3 API Reference, Signature Calculations for the Authorization Header, examples: keys, time and region. */
const CREDENTIALS = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
const SCOPE = { region: 'us-east-1', at: new Date('2013-05-24T00:00:00.000Z') };
const HOST = 'https://examplebucket.s3.amazonaws.com';

const EXAMPLES = [
  {
    name: 'GET Object',
    request: { method: 'GET', path: '/test.txt', headers: { range: 'bytes=0-9' } },
    signed: 'host;range;x-amz-content-sha256;x-amz-date',
    signature: 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
  },
  {
    name: 'PUT Object',
    request: {
      method: 'PUT',
      path: canonicalPath('test$file.text'),
      headers: { date: 'Fri, 24 May 2013 00:00:00 GMT', 'x-amz-storage-class': 'REDUCED_REDUNDANCY' },
      body: Buffer.from('Welcome to Amazon S3.'),
    },
    signed: 'date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class',
    signature: '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
  },
  {
    name: 'GET Bucket Lifecycle',
    request: { method: 'GET', path: `/?${canonicalQuery({ lifecycle: '' })}`, headers: {} },
    signed: 'host;x-amz-content-sha256;x-amz-date',
    signature: 'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
  },
  {
    name: 'GET Bucket (List Objects)',
    request: { method: 'GET', path: `/?${canonicalQuery({ prefix: 'J', 'max-keys': '2' })}`, headers: {} },
    signed: 'host;x-amz-content-sha256;x-amz-date',
    signature: '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
  },
] as const;

test.each(EXAMPLES)(
  'the example $name of Amazon is signed as published',
  ({ request, signed, signature }) => {
    const headers = signedHeaders(
      {
        method: request.method,
        url: new URL(`${HOST}${request.path}`),
        headers: request.headers,
        body: 'body' in request ? request.body : undefined,
      },
      CREDENTIALS,
      SCOPE,
    );
    expect(headers['authorization']).toBe(
      `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders=${signed},Signature=${signature}`,
    );
    expect(headers).toMatchObject({ 'x-amz-date': '20130524T000000Z', ...request.headers });
    expect(headers).not.toHaveProperty('host');
  },
);

test('a session token is sent and signed, and the secret key is never sent', () => {
  const headers = signedHeaders(
    { method: 'GET', url: new URL(HOST), headers: {}, body: undefined },
    { ...CREDENTIALS, sessionToken: 'token' },
    SCOPE,
  );
  expect(headers['x-amz-security-token']).toBe('token');
  expect(headers['authorization']).toContain('x-amz-date;x-amz-security-token,');
  expect(JSON.stringify(headers)).not.toContain(CREDENTIALS.secretAccessKey);
});

/** URLs know no such segments: a client resolves them before it sends anything. */
function isDots(segment: string): boolean {
  return segment === '.' || segment === '..';
}

test('any key and query arrive in a URL as they were signed', () => {
  const key = fc.array(
    fc.string({ minLength: 1 }).filter((part) => !part.split('/').some(isDots)),
    { minLength: 1 },
  );
  fc.assert(
    fc.property(key, fc.dictionary(fc.string({ minLength: 1 }), fc.string()), (parts, query) => {
      const path = canonicalPath(parts.join('/'));
      const search = canonicalQuery(query);
      const url = new URL(`${HOST}${path}?${search}`);
      expect(url.pathname).toBe(path);
      expect(url.search.slice(1)).toBe(search);
      expect(decodeURIComponent(url.pathname.slice(1))).toBe(parts.join('/'));
      expect(Object.fromEntries(url.searchParams)).toEqual(query);
    }),
  );
});
