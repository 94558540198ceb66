import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const PAGE = 1000;
const FOLDER = 'production/shop/orders/';
const BACKUP = `${FOLDER}base/20270103T020000/`;
const INFO = [
  'begin_wal=000000010000000000000000',
  'end_time=2027-01-03 02:00:30+00:00',
  'status=DONE',
  'xlog_segment_size=16777216',
].join('\n');

/** The store of a server with one base backup and as many WAL segments as told, which are made up when they are listed. */
function serve(segments: number): void {
  const server = createServer((request, response) => {
    const { pathname, searchParams: query } = new URL(request.url ?? '', 'http://store');
    if (pathname.endsWith('/backup.info')) response.end(INFO);
    else
      response.end(page(query.get('prefix') ?? '', Number(query.get('continuation-token') ?? 0), segments));
  });
  server.listen(0, '127.0.0.1', () => {
    console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  });
}

function page(prefix: string, from: number, segments: number): string {
  const count = prefix === FOLDER ? segments + 2 : 2;
  const to = Math.min(from + PAGE, count);
  const contents = Array.from({ length: to - from }, (_, index) => {
    const number = from + index;
    const key = number < 2 ? `${BACKUP}${number === 0 ? 'backup.info' : 'data.tar.gz'}` : walKey(number - 2);
    const etag = number.toString(16).padStart(32, '0');
    return `<Contents><Key>${encodeURIComponent(key)}</Key><LastModified>2027-01-03T03:00:00.000Z</LastModified><ETag>&quot;${etag}&quot;</ETag><Size>16384</Size><StorageClass>STANDARD</StorageClass></Contents>`;
  });
  const more = to < count;
  const next = more ? `<NextContinuationToken>${to}</NextContinuationToken>` : '';
  return `<ListBucketResult><EncodingType>url</EncodingType><IsTruncated>${more}</IsTruncated>${next}${contents.join('')}</ListBucketResult>`;
}

function walKey(number: number): string {
  const digits = (part: number) => part.toString(16).toUpperCase().padStart(8, '0');
  const log = `00000001${digits(Math.floor(number / 256))}`;
  return `${FOLDER}wals/${log}/${log}${digits(number % 256)}.gz`;
}

serve(Number(process.argv[2]));
