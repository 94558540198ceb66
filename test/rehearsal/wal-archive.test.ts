import { archiveFault, type ArchivedSegment } from '../../lib/rehearsal/wal-archive';
import { WalSegment } from '../../lib/rehearsal/wal-segment';

describe('what is wrong with an archive', () => {
  const names = [2, 3, 4, 5].map((number) => `00000001000000000000000${number}`);
  const [first = '', second = '', third = '', last = ''] = names;

  function archiveOf(sizes: Readonly<Record<string, number>>): readonly ArchivedSegment[] {
    return Object.entries(sizes).flatMap(([name, size]) => {
      const segment = WalSegment.tryParse(name);
      return segment === undefined ? [] : [{ segment, size, at: new Date(0) }];
    });
  }

  test('is nothing where every segment is there', () => {
    const archive = archiveOf({ [first]: 16, [second]: 16, [third]: 16, [last]: 16 });
    expect(archiveFault(archive, first, last, 16)).toBeUndefined();
  });

  test('is nothing where only segments from before are missing or cut', () => {
    expect(archiveFault(archiveOf({ [first]: 3, [third]: 16, [last]: 16 }), third, last, 16)).toBeUndefined();
  });

  test('is a segment that is missing at either end', () => {
    const archive = archiveOf({ [second]: 16, [third]: 16 });
    expect(archiveFault(archive, first, third, 16)).toBe(`the archive has no segment ${first}`);
    expect(archiveFault(archive, second, last, 16)).toBe(`the archive has no segment ${last}`);
  });

  test('is a gap', () => {
    const archive = archiveOf({ [first]: 16, [second]: 16, [last]: 16 });
    expect(archiveFault(archive, first, last, 16)).toBe(
      `the archive has nothing between the segments ${second} and ${last}`,
    );
  });

  test('is a segment of another size', () => {
    const archive = archiveOf({ [first]: 16, [second]: 15, [third]: 16, [last]: 16 });
    expect(archiveFault(archive, first, last, 16)).toBe(`segment ${second} has 15 bytes instead of 16`);
  });
});
