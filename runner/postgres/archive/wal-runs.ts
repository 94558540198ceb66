import { WalName } from './wal-name';

/** Segments of one timeline without a gap. */
interface Run {
  readonly timeline: number;
  readonly from: number;
  to: number;
  /** When the first and the last were archived, milliseconds; NaN where the list does not say. */
  readonly firstAt: number;
  lastAt: number;
}

/** A segment, and when it was archived. */
export interface ArchivedSegment {
  readonly name: string;
  readonly archivedAt: Date;
}

/** Segments that are missing: those between two that are there. */
export interface WalGap {
  readonly after: string;
  readonly before: string;
  /** When the one behind the gap was archived. */
  readonly seenAt: Date;
}

/**
 * Which WAL segments an archive has. They are seen in the order of their names, so that only where one run of them ends and
 * the next begins is kept, however many there are.
 */
export class WalRuns {
  private readonly runs: Run[] = [];

  /** @param size bytes of a segment */
  constructor(private readonly size: number) {}

  /** Takes a segment in, or the part of one that a timeline ended in. */
  add(wal: WalName, lastModified: string | undefined): void {
    const number = wal.number(this.size);
    const at = Date.parse(lastModified ?? '');
    const last = this.runs.at(-1);
    if (last?.timeline === wal.timeline && (number === last.to || number === last.to + 1)) {
      last.to = number;
      last.lastAt = at;
    } else this.runs.push({ timeline: wal.timeline, from: number, to: number, firstAt: at, lastAt: at });
  }

  /** Newest timeline of which there is a segment; 0 where there is none. */
  get newestTimeline(): number {
    return Math.max(0, ...this.runs.map(({ timeline }) => timeline));
  }

  /** Number of the newest segment on any timeline; -1 where there is none. */
  get newestNumber(): number {
    return Math.max(-1, ...this.runs.map(({ to }) => to));
  }

  /** The first gap that recovery from a segment on would meet, wherever a timeline took over from another. */
  gapFrom(begin: WalName): WalGap | undefined {
    const { reached, next } = this.walk(begin);
    if (reached === undefined || next === undefined) return undefined;
    return {
      after: this.name(reached.timeline, reached.to),
      before: this.name(next.timeline, next.from),
      seenAt: new Date(next.firstAt),
    };
  }

  /** The last segment that recovery from a segment on would reach; undefined where there is none, or its time is unknown. */
  lastFrom(begin: WalName): ArchivedSegment | undefined {
    const { reached } = this.walk(begin);
    if (reached === undefined || Number.isNaN(reached.lastAt)) return undefined;
    return { name: this.name(reached.timeline, reached.to), archivedAt: new Date(reached.lastAt) };
  }

  /** The run in which recovery from a segment on ends, and the next one behind a gap. */
  private walk(begin: WalName): { readonly reached?: Run; readonly next?: Run } {
    const start = begin.number(this.size);
    const ahead = this.runs
      .filter(({ to, timeline }) => to >= start && timeline >= begin.timeline)
      .toSorted((a, b) => a.from - b.from);
    let reached: Run | undefined;
    let to = start - 1;
    for (const run of ahead) {
      if (run.from > to + 1) return reached === undefined ? {} : { reached, next: run };
      if (run.to < to) continue;
      to = run.to;
      reached = run;
    }
    return reached === undefined ? {} : { reached };
  }

  private name(timeline: number, number: number): string {
    return WalName.ofSegment(timeline, number, this.size);
  }
}
