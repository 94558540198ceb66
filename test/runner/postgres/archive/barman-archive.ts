import type { DrilledProtectionPlan } from '../../../../lib/plan';
import { WalName } from '../../../../runner/postgres/archive/wal-name';
import { drilledProtection } from '../../../drill/protection';
import { BUCKET, type FakeArchive } from '../../s3/fake-archive';

/** Folder of the server in the bucket. */
export const FOLDER = 'develop/orders/';

const SIZE = 16 * 1024 * 1024;

/** A base backup, as Barman writes it. */
export interface WrittenBackup {
  /** @default DONE */
  readonly status?: string;
  /** Begin, `20270103T020000`; it ends 30 s later. */
  readonly id: string;
  /** Number of the first segment it needs. */
  readonly begin: number;
  /** @default true */
  readonly hasData?: boolean;
}

/** Writes what Barman writes, for one server. */
export class BarmanArchive {
  constructor(
    private readonly store: FakeArchive,
    private readonly folder = FOLDER,
  ) {}

  /** Writes a base backup. */
  backUp({ id, begin, status = 'DONE', hasData = true }: WrittenBackup): void {
    const day = `${id.slice(0, 4)}-${id.slice(4, 6)}-${id.slice(6, 8)}`;
    const minute = `${id.slice(9, 11)}:${id.slice(11, 13)}`;
    const lines = [
      `begin_wal=${WalName.ofSegment(1, begin, SIZE)}`,
      status === 'DONE' ? `end_time=${day} ${minute}:30.500000+00:00` : 'end_time=None',
      `status=${status}`,
      'timeline=1',
      `xlog_segment_size=${SIZE}`,
    ];
    this.store.put(`${this.folder}base/${id}/backup.info`, lines.join('\n'), `${day}T${minute}:30.000Z`);
    if (hasData) this.store.put(`${this.folder}base/${id}/data.tar.gz`, id, `${day}T${minute}:29.000Z`);
  }

  /** Writes a WAL segment. */
  archive(number: number, { timeline = 1, at = '2027-01-03T03:00:00.000Z', content = '' } = {}): void {
    this.store.put(this.segmentKey(number, timeline), `${number} ${content}`, at);
  }

  /** Key of a segment. */
  segmentKey(number: number, timeline = 1): string {
    const name = WalName.ofSegment(timeline, number, SIZE);
    return `${this.folder}wals/${name.slice(0, 16)}/${name}.gz`;
  }
}

/** The plan of a protection whose archive is in a store of this process. */
export function protectionIn(store: FakeArchive, archive: object = {}): DrilledProtectionPlan {
  const protection = drilledProtection('orders');
  return {
    ...protection,
    backup: {
      ...protection.backup,
      archive: { ...protection.backup.archive, endpoint: store.endpoint, bucket: BUCKET, ...archive },
    },
    drill: {
      ...protection.drill,
      credentials: { secret: 'reader', keys: { accessKeyId: 'ID', secretAccessKey: 'KEY' } },
    },
  };
}
