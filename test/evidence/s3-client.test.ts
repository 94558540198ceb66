import type { HttpExchange, HttpRequest } from '../../lib/evidence/http-exchange';
import { S3Client, type S3Bucket } from '../../lib/evidence/s3-client';
import { CREDENTIALS } from './fake-s3';
import { at } from './records';

/** URL and headers of the request that a client sends for a key. */
async function requestFor(bucket: Omit<S3Bucket, 'bucket'>, key: string) {
  const sent: HttpRequest[] = [];
  const send: HttpExchange = (request) => {
    sent.push(request);
    return Promise.resolve({ status: 200, body: Buffer.from('content') });
  };
  const client = new S3Client({ ...bucket, bucket: 'evidence' }, CREDENTIALS, { now: () => at(0), send });
  const answer = await client.request({ method: 'GET', key, query: { b: '2', a: '1' }, longest: 100 });
  expect(answer).toEqual({ status: 200, body: Buffer.from('content') });
  return { url: sent[0]?.url.href, headers: sent[0]?.headers ?? {} };
}

test.each<[Omit<S3Bucket, 'bucket'>, string, string]>([
  [
    { region: 'eu-west-1', pathStyle: false },
    'a b/c',
    'https://evidence.s3.eu-west-1.amazonaws.com/a%20b/c?a=1&b=2',
  ],
  [{ region: 'eu-west-1', pathStyle: true }, 'c', 'https://s3.eu-west-1.amazonaws.com/evidence/c?a=1&b=2'],
  [
    { region: 'cn-north-1', pathStyle: false },
    'c',
    'https://evidence.s3.cn-north-1.amazonaws.com.cn/c?a=1&b=2',
  ],
  [{ endpoint: 'http://store:9000', pathStyle: true }, 'c', 'http://store:9000/evidence/c?a=1&b=2'],
  [{ endpoint: 'http://store:9000', pathStyle: true }, '', 'http://store:9000/evidence?a=1&b=2'],
  [{ endpoint: 'https://store', pathStyle: false }, '', 'https://evidence.store/?a=1&b=2'],
])('in %j the key %j is at %s', async (bucket, key, expected) => {
  const { url } = await requestFor(bucket, key);
  expect(url).toBe(expected);
});

test('a store that takes any region is signed for as us-east-1', async () => {
  const { headers } = await requestFor({ endpoint: 'http://store', pathStyle: true }, 'c');
  expect(headers['authorization']).toContain('/20270103/us-east-1/s3/aws4_request,');
});
