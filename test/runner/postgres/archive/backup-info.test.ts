import { readBackupInfo } from '../../../../runner/postgres/archive/backup-info';

/** As Barman 3.19 wrote it, shortened. */
const WRITTEN = `backup_label='START WAL LOCATION: 0/3000028 (file 000000010000000000000003)\\nSTART TIMELINE: 1\\n'
backup_name=backup-20261125173253
begin_time=2026-11-25 17:32:54.055020+00:00
begin_wal=000000010000000000000003
end_time=2026-11-25 17:32:59.461794+00:00
error=None
status=DONE
timeline=1
xlog_segment_size=16777216
`;

test('a complete backup tells when it ended and what it needs', () => {
  const info = readBackupInfo('20261125T173254', WRITTEN);
  expect(info).toMatchObject({
    id: '20261125T173254',
    status: 'DONE',
    endedAt: new Date('2026-11-25T17:32:59.461Z'),
    segmentSize: 16_777_216,
  });
  expect(info.begin?.name).toBe('000000010000000000000003');
});

test('another size of segments and another time zone are read', () => {
  const text = WRITTEN.replace('16777216', '67108864').replace('59.461794+00:00', '59+02:00');
  expect(readBackupInfo('a', text)).toMatchObject({
    segmentSize: 67_108_864,
    endedAt: new Date('2026-11-25T15:32:59.000Z'),
  });
});

test('what is not said stays unknown', () => {
  const info = readBackupInfo(
    'a',
    WRITTEN.replace(/^(status|end_time|begin_wal|xlog_segment_size)=.*$/gm, '$1=None'),
  );
  expect(info).toEqual({ id: 'a', status: 'None', segmentSize: 16_777_216 });
  expect(readBackupInfo('a', '')).toEqual({ id: 'a', status: 'unknown', segmentSize: 16_777_216 });
});

test('a time without a zone could be any', () => {
  expect(readBackupInfo('a', 'end_time=2026-11-25 17:32:59').endedAt).toBeUndefined();
});
