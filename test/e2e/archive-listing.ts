import { S3Client } from '../../lib/evidence/s3-client';
import { readListPage } from '../../lib/evidence/s3-listing';
import { findSetting } from './settings';

/** What lies below a prefix of the bucket: entity tag and size by key. */
export async function listArchive(prefix: string): Promise<ReadonlyMap<string, string>> {
  const client = new S3Client(
    {
      endpoint: `http://${findSetting('E2E_S3_ADDRESS')}:${findSetting('E2E_S3_PORT')}`,
      region: 'eu-central-1',
      pathStyle: true,
      bucket: 'backups',
    },
    {
      accessKeyId: findSetting('E2E_S3_ACCESS_KEY_ID'),
      secretAccessKey: findSetting('E2E_S3_SECRET_ACCESS_KEY'),
    },
    { now: () => new Date() },
  );
  const found = new Map<string, string>();
  let more: Readonly<Record<string, string>> | undefined = {};
  while (more !== undefined) {
    const query: Readonly<Record<string, string>> = {
      'list-type': '2',
      'encoding-type': 'url',
      prefix,
      ...more,
    };
    const { body } = await client.request({ method: 'GET', key: '', query, longest: 16 * 1024 * 1024 });
    const page = readListPage(body.toString('utf8'));
    for (const { key, etag, size } of page.objects) found.set(key, `${etag} ${size}`);
    more = page.next;
  }
  return found;
}
