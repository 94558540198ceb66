import { openPlace, type EvidencePlace } from '../../../cli/evidence/open-place';
import { readRecords } from '../../../lib/evidence';
import { refusal } from '../../core/refusal';
import { BUCKET, CREDENTIALS, FakeS3 } from '../../evidence/fake-s3';
import { chain, nth } from '../../evidence/records';
import { projectOf } from '../project';

const KEYS = {
  AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
  AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
};

function open(
  place: string,
  more: Partial<EvidencePlace> = {},
  env: Record<string, string> = KEYS,
  cwd = '/',
) {
  return openPlace({ place, pathStyle: true, versioned: true, ...more }, { cwd, env });
}

test('a folder is opened relative to the current one', async () => {
  const folder = projectOf({ 'evidence/a/b/c/000000000001.json': '{}' });
  const entries = await open('evidence', {}, {}, folder).list();
  expect(entries.map(({ name }) => name)).toEqual(['a/b/c/000000000001.json']);
});

test.each(['nowhere', 'main.ts'])('%s, which is no folder, is RST734', (place) => {
  const folder = projectOf({ 'main.ts': '' });
  expect(refusal(() => open(place, {}, {}, folder))).toMatchObject({ code: 'RST734', value: `'${place}'` });
});

describe('a bucket', () => {
  let store: FakeS3;
  const [record] = [nth(chain(1), 0)];

  beforeEach(async () => {
    store = await FakeS3.start();
    store.put(`drills/${record.name}`, Buffer.from(record.content));
  });

  afterEach(() => store.stop());

  test('is read below its prefix with credentials of the environment', async () => {
    const place = open(`s3://${BUCKET}/drills`, { endpoint: store.endpoint, region: 'eu-central-1' });
    expect(await readRecords(place)).toMatchObject([{ name: record.name }]);
    const [{ headers } = { headers: {} }] = store.requests;
    expect(headers).toMatchObject({ authorization: expect.stringContaining('/eu-central-1/s3/') as string });
  });

  test('is where the environment says, too', async () => {
    const env = {
      ...KEYS,
      AWS_ENDPOINT_URL: store.endpoint,
      AWS_DEFAULT_REGION: 'auto',
      AWS_SESSION_TOKEN: 'token',
    };
    expect(await readRecords(open(`s3://${BUCKET}/drills/`, {}, env))).toHaveLength(1);
    const [{ headers } = { headers: {} }] = store.requests;
    expect(headers).toMatchObject({
      authorization: expect.stringContaining('/auto/s3/') as string,
      'x-amz-security-token': 'token',
    });
  });

  test('that keeps versions is read by its oldest ones, and one that does not as it is', async () => {
    store.put(`drills/${record.name}`, Buffer.from('{"forged":true}'));
    const endpoint = store.endpoint;
    const [oldest] = await readRecords(open(`s3://${BUCKET}/drills`, { endpoint }));
    expect(oldest).toMatchObject({ altered: 'overwritten' });
    expect(Buffer.from(oldest?.content ?? []).equals(Buffer.from(record.content))).toBe(true);
    const [newest] = await readRecords(open(`s3://${BUCKET}/drills`, { endpoint, versioned: false }));
    expect(Buffer.from(newest?.content ?? []).toString()).toBe('{"forged":true}');
  });
});

test.each([
  ['gs://bucket/prefix', {}, KEYS, 'it is neither a folder nor s3://bucket/prefix'],
  ['s3:///prefix', {}, KEYS, 'it is neither a folder nor s3://bucket/prefix'],
  ['s3://bucket', {}, {}, 'AWS_ACCESS_KEY_ID is not set'],
  ['s3://bucket', {}, { ...KEYS, AWS_SECRET_ACCESS_KEY: '' }, 'AWS_SECRET_ACCESS_KEY is not set'],
  ['s3://bucket', { endpoint: 'minio:9000' }, KEYS, 'the endpoint is no URL of http or https'],
  [
    's3://bucket',
    {},
    { ...KEYS, AWS_ENDPOINT_URL_S3: 'ftp://store' },
    'the endpoint is no URL of http or https',
  ],
])('%s with %j is RST733', (place, more, env, reason) => {
  expect(refusal(() => open(place, more, env))).toMatchObject({ code: 'RST733', reason });
});

test('a bucket that cannot be called so is RST201', () => {
  expect(refusal(() => open('s3://store.example#/x'))).toMatchObject({ code: 'RST201' });
});
