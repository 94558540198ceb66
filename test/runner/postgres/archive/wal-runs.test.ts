import fc from 'fast-check';
import { SEGMENT_SIZE, WalName } from '../../../../runner/postgres/archive/wal-name';
import { WalRuns } from '../../../../runner/postgres/archive/wal-runs';

const AT = '2027-01-03T04:00:00.000Z';

function name(number: number, timeline = 1): string {
  return WalName.ofSegment(timeline, number, SEGMENT_SIZE);
}

function wal(number: number, timeline = 1): WalName {
  return WalName.tryParse(name(number, timeline)) as WalName;
}

/** Segments as `[timeline, number]`, in the order of their names. */
function runsOf(segments: readonly (readonly [timeline: number, number: number])[]): WalRuns {
  const runs = new WalRuns(SEGMENT_SIZE);
  for (const [timeline, number] of segments) runs.add(wal(number, timeline), AT);
  return runs;
}

test('segments without a gap have none, and recovery reaches the last of them', () => {
  const runs = runsOf([3, 4, 5].map((number) => [1, number]));
  expect(runs.gapFrom(wal(3))).toBeUndefined();
  expect(runs.lastFrom(wal(3))).toEqual({ name: name(5), archivedAt: new Date(AT) });
});

test('a log file of 256 segments goes on in the next one', () => {
  expect(
    runsOf([
      [1, 254],
      [1, 255],
      [1, 256],
    ]).gapFrom(wal(254)),
  ).toBeUndefined();
});

test('a gap is named, and recovery reaches only the segment before it', () => {
  const runs = runsOf([
    [1, 3],
    [1, 4],
    [1, 7],
    [1, 8],
  ]);
  expect(runs.gapFrom(wal(3))).toEqual({ after: name(4), before: name(7), seenAt: new Date(AT) });
  expect(runs.lastFrom(wal(3))).toMatchObject({ name: name(4) });
});

test('a gap before the base backup does not matter', () => {
  expect(
    runsOf([
      [1, 1],
      [1, 5],
      [1, 6],
    ]).gapFrom(wal(5)),
  ).toBeUndefined();
});

test('a timeline that took over leaves no gap, whichever of the two has the segment they share', () => {
  expect(
    runsOf([
      [1, 3],
      [1, 4],
      [2, 4],
      [2, 5],
    ]).gapFrom(wal(3)),
  ).toBeUndefined();
  expect(
    runsOf([
      [1, 3],
      [1, 4],
      [2, 5],
    ]).gapFrom(wal(3)),
  ).toBeUndefined();
  expect(
    runsOf([
      [1, 3],
      [1, 4],
      [2, 5],
    ]).lastFrom(wal(3)),
  ).toMatchObject({ name: name(5, 2) });
});

test('what an older timeline has does not count for a backup of a newer one', () => {
  expect(
    runsOf([
      [1, 3],
      [1, 9],
      [2, 3],
      [2, 4],
    ]).gapFrom(wal(3, 2)),
  ).toBeUndefined();
});

test('nothing is said where the first segment is missing: the recovery tells', () => {
  const runs = runsOf([[1, 7]]);
  expect([runs.gapFrom(wal(3)), runs.lastFrom(wal(3))]).toEqual([undefined, undefined]);
});

test('an archive without WAL has no newest segment', () => {
  expect(runsOf([])).toMatchObject({ newestTimeline: 0, newestNumber: -1 });
});

test('a gap is found exactly where segments are missing between others', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat({ max: 40 }), { minLength: 1 }), (numbers) => {
      const there = [...numbers].sort((a, b) => a - b);
      const first = there[0] ?? 0;
      const end = there.findIndex((number, index) => index > 0 && number !== (there[index - 1] ?? 0) + 1);
      const runs = runsOf(there.map((number) => [1, number]));
      const reached = there[end === -1 ? there.length - 1 : end - 1] ?? 0;
      expect(runs.gapFrom(wal(first))?.before).toBe(end === -1 ? undefined : name(there[end] ?? 0));
      expect(runs.lastFrom(wal(first))?.name).toBe(name(reached));
      expect(runs.newestNumber).toBe(there.at(-1));
    }),
  );
});
