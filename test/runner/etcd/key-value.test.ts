import { answer, FakeApi } from '../kubernetes/fake-api';
import { gatewayRange } from '../../../runner/etcd/key-value';

const signal = new AbortController().signal;
const base64 = (text: string | Buffer) => Buffer.from(text).toString('base64');

async function asked(...request: Parameters<ReturnType<typeof gatewayRange>>) {
  const gateway = await FakeApi.start(
    answer({ count: '3', kvs: [{ key: base64('/a/1'), value: base64('one') }, { key: base64('/a/2') }] }),
  );
  try {
    return { found: await gatewayRange(gateway.url)(...request), seen: gateway.seen[0] };
  } finally {
    await gateway.stop();
  }
}

test('keys and values are Base64 both ways, and counts are texts', async () => {
  const { found, seen } = await asked({ key: '/a/', isPrefix: true, limit: 2 }, signal);
  expect(seen).toMatchObject({
    path: '/v3/kv/range',
    body: { key: base64('/a/'), range_end: base64('/a0'), limit: 2 },
  });
  expect(found).toEqual({
    count: 3,
    entries: [
      { key: '/a/1', value: Buffer.from('one') },
      { key: '/a/2', value: Buffer.alloc(0) },
    ],
  });
});

test('one key is asked for without a range', async () => {
  const { seen } = await asked({ key: '/a/1', only: 'count' }, signal);
  expect(seen?.body).toEqual({ key: base64('/a/1'), count_only: true });
});

test('a prefix that ends in the highest byte reaches up to the one before it', async () => {
  const { seen } = await asked({ key: '/aÿ', isPrefix: true, only: 'keys' }, signal);
  // U+00FF is the bytes C3 BF.
  expect(seen?.body).toMatchObject({
    range_end: base64(Buffer.from([0x2f, 0x61, 0xc3, 0xc0])),
    keys_only: true,
  });
});

test('an answer that is no success is an error', async () => {
  const gateway = await FakeApi.start(answer({}, 503));
  await expect(gatewayRange(gateway.url)({ key: '/a' }, signal)).rejects.toThrow('etcd answers 503');
  await gateway.stop();
});
