import { isDataOf, readBarmanKey } from '../../../../runner/postgres/archive/barman-key';

test.each([
  ['base/20270103T020000/backup.info', { kind: 'backup', backup: '20270103T020000', file: 'backup.info' }],
  [
    'base/20270103T020000/annotations/keep',
    { kind: 'backup', backup: '20270103T020000', file: 'annotations/keep' },
  ],
  ['wals/0000000100000000/000000010000000000000003.gz', { kind: 'wal', wal: { kind: 'segment' } }],
  ['wals/00000002.history.gz', { kind: 'wal', wal: { kind: 'history' } }],
  ['wals/0000000100000000/notes.txt', { kind: 'other' }],
  ['base/', { kind: 'other' }],
  ['elsewhere', { kind: 'other' }],
])('%s', (key, expected) => {
  expect(readBarmanKey(key)).toMatchObject(expected);
});

test('the data folder is in one file or several', () => {
  const files = [
    'data.tar',
    'data.tar.gz',
    'data_0001.tar.gz',
    'data.tar.gz.part',
    '16384.tar.gz',
    'backup.info',
  ];
  expect(files.filter(isDataOf)).toEqual(['data.tar', 'data.tar.gz', 'data_0001.tar.gz']);
});
