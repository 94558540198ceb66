import { ArchiveBucket } from '../../../lib/rehearsal/s3/archive-bucket';
import { archivePlace, type S3ArchiveOptions } from '../../../lib/rehearsal/s3/archive-options';
import type { FakeS3 } from '../../evidence/fake-s3';
import { ArchiveStore, PREFIX } from './archive-store';

let store: ArchiveStore;

async function started(options?: Parameters<typeof FakeS3.start>[0]): Promise<ArchiveBucket> {
  store = await ArchiveStore.start(options);
  return bucket();
}

function bucket(props: Partial<S3ArchiveOptions> = {}): ArchiveBucket {
  return new ArchiveBucket(archivePlace(store.archive(props), 'run'));
}

afterEach(() => store.stop());

test('what was put is got and listed, below the place of the rehearsal', async () => {
  const archive = await started();
  await archive.put('wal/b', Buffer.from('two'));
  await archive.put('wal/a', Buffer.from('one'));
  expect([...store.s3.objects.keys()].sort()).toEqual([`${PREFIX}/run/wal/a`, `${PREFIX}/run/wal/b`]);
  expect((await archive.tryGet('wal/a'))?.toString()).toBe('one');
  expect(await archive.tryGet('wal/c')).toBeUndefined();
  expect((await archive.list('wal')).map(({ key, size }) => [key, size])).toEqual([
    ['a', 3],
    ['b', 3],
  ]);
  expect(await archive.list('base')).toEqual([]);
});

test('a list of several pages is read to its end', async () => {
  const archive = await started({ pageSize: 2 });
  for (const name of ['a', 'b', 'c', 'd', 'e']) await archive.put(`wal/${name}`, Buffer.from(name));
  expect((await archive.list('wal')).map(({ key }) => key)).toEqual(['a', 'b', 'c', 'd', 'e']);
});

test('the same content may be put again, another one never', async () => {
  const archive = await started();
  await archive.put('wal/a', Buffer.from('one'));
  await archive.put('wal/a', Buffer.from('one'));
  await expect(archive.put('wal/a', Buffer.from('two'))).rejects.toMatchObject({
    fault: 'unreadable',
    message: 'the store has another wal/a already',
  });
  expect(store.s3.current(`${PREFIX}/run/wal/a`)?.toString()).toBe('one');
});

test('what the store refuses is told by its fault, without what was signed', async () => {
  await started();
  const archive = bucket({ credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'another' } });
  await expect(archive.list('wal')).rejects.toMatchObject({
    fault: 'key-refused',
    message: 'the store answers 403 SignatureDoesNotMatch',
  });
});

test('an answer that is no list is no empty list', async () => {
  const archive = await started();
  store.refuse({ status: 200, code: 'Welcome' });
  await expect(archive.list('wal')).rejects.toMatchObject({ fault: 'unreadable' });
});

test('what is stopped ends with the reason of the stop', async () => {
  await started();
  store.refuse('hangs');
  const stop = new AbortController();
  const archive = new ArchiveBucket(archivePlace(store.archive(), 'run'), stop.signal);
  const listing = archive.list('wal');
  stop.abort(new Error('enough'));
  await expect(listing).rejects.toThrow('enough');
});
