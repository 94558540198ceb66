import { RestorableError } from '../../../lib/core/problems';
import { archivePlace, type S3ArchiveOptions } from '../../../lib/rehearsal/s3/archive-options';

const OPTIONS: S3ArchiveOptions = {
  kind: 's3',
  endpoint: 'http://127.0.0.1:9000',
  bucket: 'backups',
  prefix: 'rehearsals/shop',
  credentials: { accessKeyId: 'AKID', secretAccessKey: 'marked-secret' },
};

function refusal(options: Partial<S3ArchiveOptions>): { property?: string; text: string } {
  try {
    archivePlace({ ...OPTIONS, ...options }, 'run');
  } catch (error) {
    if (!RestorableError.is(error)) throw error;
    const [problem] = error.problems;
    expect(problem?.code).toBe('RST858');
    return { ...(problem?.property !== undefined && { property: problem.property }), text: error.message };
  }
  throw new Error('it was accepted');
}

test('each rehearsal has a place of its own below the prefix', () => {
  expect(archivePlace(OPTIONS, 'run-1')).toEqual({
    bucket: { endpoint: 'http://127.0.0.1:9000', pathStyle: true, bucket: 'backups' },
    credentials: OPTIONS.credentials,
    prefix: 'rehearsals/shop/run-1/',
    timeout: 10_000,
  });
});

test('without an endpoint it is Amazon S3, where buckets stand in the host', () => {
  const { kind, bucket, prefix, credentials } = OPTIONS;
  expect(
    archivePlace({ kind, bucket, prefix, credentials, region: 'eu-central-1', timeout: 0.5 }, 'run'),
  ).toMatchObject({
    bucket: { region: 'eu-central-1', pathStyle: false },
    timeout: 500,
  });
});

test.each<[keyof S3ArchiveOptions, unknown]>([
  ['endpoint', 's3.example.com'],
  ['endpoint', 'ftp://s3.example.com'],
  ['endpoint', 'https://s3.example.com/path'],
  ['endpoint', 'https://user:word@s3.example.com'],
  ['bucket', ''],
  ['bucket', 'Backups'],
  ['bucket', 'a/b'],
  ['prefix', ''],
  ['prefix', '/rehearsals'],
  ['prefix', 'rehearsals/'],
  ['prefix', 'a b'],
  ['timeout', 0],
  ['timeout', -1],
  ['timeout', Number.NaN],
  ['timeout', 100_000],
])('a wrong %s is refused: %j', (property, value) => {
  expect(refusal({ [property]: value }).property).toBe(`archive.${property}`);
});

test('an empty part of a key is refused, and the other part is not shown', () => {
  const { property, text } = refusal({ credentials: { accessKeyId: '', secretAccessKey: 'marked-secret' } });
  expect(property).toBe('archive.credentials');
  expect(text).not.toContain('marked-secret');
});
