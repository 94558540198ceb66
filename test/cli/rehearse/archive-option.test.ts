import { archiveOf } from '../../../cli/rehearse/archive-option';
import { refusal } from '../../core/refusal';

const ENV = { AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'secret-4711' };

test('a bucket is named by the option, and opened by the environment', () => {
  expect(
    archiveOf({ place: 's3://scratch/shop/', endpoint: 'https://s3.example.com', pathStyle: true }, ENV),
  ).toEqual({
    kind: 's3',
    bucket: 'scratch',
    prefix: 'shop',
    endpoint: 'https://s3.example.com',
    pathStyle: true,
    credentials: { accessKeyId: 'id', secretAccessKey: 'secret-4711' },
  });
});

test('without a prefix rehearsals write below one of their own', () => {
  expect(archiveOf({ place: 's3://scratch', pathStyle: false }, ENV)).toMatchObject({ prefix: 'rehearsals' });
});

test('where the store is may be said by the environment, as to the AWS command line', () => {
  const env = { ...ENV, AWS_ENDPOINT_URL: 'http://127.0.0.1:9000', AWS_REGION: 'eu-central-1' };
  expect(archiveOf({ place: 's3://scratch', pathStyle: true }, env)).toMatchObject({
    endpoint: 'http://127.0.0.1:9000',
    region: 'eu-central-1',
  });
});

test.each([
  ['a folder', { place: 'backups', pathStyle: false }, ENV, 'RST733'],
  ['another scheme', { place: 'gs://scratch', pathStyle: false }, ENV, 'RST733'],
  ['no key', { place: 's3://scratch', pathStyle: false }, {}, 'RST733'],
  ['an endpoint that is no URL', { place: 's3://scratch', endpoint: 's3', pathStyle: false }, ENV, 'RST733'],
  ['a bucket that cannot be called so', { place: 's3://Scratch_1', pathStyle: false }, ENV, 'RST201'],
])('%s is refused, without the key', (_, named, env, code) => {
  const refused = refusal(() => archiveOf(named, env));
  expect(refused.code).toBe(code);
  expect(JSON.stringify(refused)).not.toContain('secret-4711');
});
