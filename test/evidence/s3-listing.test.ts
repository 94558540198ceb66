import { oldestVersions, readListPage, type ListedObject } from '../../lib/evidence/s3-listing';

const XMLNS = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"';

function version(key: string, id: string, changes: Partial<ListedObject> = {}): ListedObject {
  return { key, version: id, size: 1, etag: 'e1', kind: 'object', isLatest: false, ...changes };
}

const MARKER = { kind: 'delete-marker', isLatest: true } as const;

test('a list of objects is read, also over several lines', () => {
  const xml = `<?xml version="1.0" encoding="UTF-8"?>
    <ListBucketResult ${XMLNS}>
      <Name>evidence</Name><Prefix>a/</Prefix><KeyCount>1</KeyCount><IsTruncated>false</IsTruncated>
      <Contents>
        <Key>a/1.json</Key>
        <LastModified>2027-01-03T04:00:00.000Z</LastModified>
        <ETag>&quot;9b2c&quot;</ETag><Size>434234</Size><StorageClass>STANDARD</StorageClass>
      </Contents>
    </ListBucketResult>`;
  expect(readListPage(xml)).toEqual({
    objects: [
      {
        key: 'a/1.json',
        size: 434_234,
        etag: '"9b2c"',
        lastModified: '2027-01-03T04:00:00.000Z',
        kind: 'object',
        isLatest: false,
      },
    ],
  });
});

test('a list of versions is read, with marks of deletion, and where the next page begins', () => {
  const xml = `<ListVersionsResult ${XMLNS}><EncodingType>url</EncodingType><IsTruncated>true</IsTruncated>
    <KeyMarker/><NextKeyMarker>a%2F1+%C3%B6.json</NextKeyMarker><NextVersionIdMarker>v0</NextVersionIdMarker>
    <DeleteMarker><Key>a/1+%C3%B6.json</Key><VersionId>v2</VersionId><IsLatest>true</IsLatest></DeleteMarker>
    <Version><Key>a/1+%C3%B6.json</Key><VersionId>v1</VersionId><IsLatest>false</IsLatest><ETag>e</ETag><Size>5</Size></Version>
    </ListVersionsResult>`;
  expect(readListPage(xml)).toEqual({
    objects: [
      { key: 'a/1 ö.json', version: 'v2', size: 0, etag: '', kind: 'delete-marker', isLatest: true },
      { key: 'a/1 ö.json', version: 'v1', size: 5, etag: 'e', kind: 'object', isLatest: false },
    ],
    next: { 'key-marker': 'a/1 ö.json', 'version-id-marker': 'v0' },
  });
});

test('names are taken as they stand where the store did not encode them, and escapes of XML are undone', () => {
  const key = (written: string) =>
    readListPage(`<ListBucketResult><Contents><Key>${written}</Key></Contents></ListBucketResult>`).objects[0]
      ?.key;
  expect(key('a%2Fb+c')).toBe('a%2Fb+c');
  expect(key('&lt;&amp;lt;&#x41;&#66;&gt;')).toBe('<&lt;AB>');
});

test.each([
  ['the page of a proxy', '<html><body>Sign in</body></html>'],
  ['nothing', ''],
  [
    'a list that goes on, but does not say where',
    '<ListVersionsResult><IsTruncated>true</IsTruncated></ListVersionsResult>',
  ],
  [
    'a name that is encoded wrongly',
    '<ListBucketResult><EncodingType>url</EncodingType><Contents><Key>%zz</Key></Contents></ListBucketResult>',
  ],
])('%s is no list', (_, xml) => {
  expect(() => readListPage(xml)).toThrow();
});

test('the oldest version counts, and it is told what was done to it', () => {
  const objects = [
    version('a.json', 'a1'),
    version('b.json', 'b2', { isLatest: true, etag: 'e2', size: 9 }),
    version('b.json', 'b1', { size: 7 }),
    version('c.json', 'c2', MARKER),
    version('c.json', 'c1'),
    version('d.json', 'd1', MARKER),
  ];
  expect(oldestVersions(objects)).toEqual([
    { name: 'a.json', size: 1, version: 'a1' },
    { name: 'b.json', size: 7, version: 'b1', altered: 'overwritten' },
    { name: 'c.json', size: 1, version: 'c1', altered: 'deleted' },
    { name: 'd.json', size: 0, altered: 'deleted', unread: expect.stringContaining('deleted') as string },
  ]);
});

test('the same content once more is a repeated put, and no alteration', () => {
  const objects = [version('a.json', 'a2', { isLatest: true }), version('a.json', 'a1')];
  expect(oldestVersions(objects)).toEqual([{ name: 'a.json', size: 1, version: 'a1' }]);
});

test('marks of deletion are found wherever the store lists them', () => {
  const objects = [version('a.json', 'a1'), version('a.json', 'a2', MARKER)];
  expect(oldestVersions(objects)[0]).toMatchObject({ version: 'a1', altered: 'deleted' });
});
