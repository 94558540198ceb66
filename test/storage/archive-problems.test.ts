import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  Archive,
  BackupStore,
  keyReachProblems,
  singleWriterProblems,
  type ArchiveWriter,
} from '../../lib/storage';
import { codesOf } from './problem-codes';

const stores = [
  BackupStore.minio({ endpoint: 'http://10.98.0.9:9000', bucket: 'backups' }),
  BackupStore.minio({ endpoint: 'http://10.98.0.9:9000', bucket: 'backups2' }),
] as const;
const r2 = BackupStore.cloudflareR2({ accountId: '0123456789abcdef0123456789abcdef', bucket: 'backups' });

const writer = (
  path: string,
  prefix: string,
  serverName?: string,
  store: BackupStore = stores[0],
): ArchiveWriter => ({
  path,
  archive: Archive.of({ store, prefix, ...(serverName !== undefined && { serverName }) }),
});

describe('writers of archives', () => {
  it('have no problem with a place each', () => {
    expect(
      singleWriterProblems([writer('a', 'x', 'a'), writer('b', 'x', 'b'), writer('c', 'xa', 'a')]),
    ).toEqual([]);
    expect(singleWriterProblems([])).toEqual([]);
  });

  it('may share a place in different buckets', () => {
    expect(singleWriterProblems([writer('a', 'x', 'a'), writer('b', 'x', 'a', stores[1])])).toEqual([]);
  });

  it('of one place are an error that names both', () => {
    const [problem, ...others] = singleWriterProblems([
      writer('safeops/staging/app', 'app', 'app'),
      writer('safeops/develop/app', 'app', 'app'),
    ]);
    expect(problem).toMatchObject({
      code: 'RST212',
      severity: 'error',
      path: 'safeops/staging/app',
      property: 'archive',
    });
    expect(problem?.reason).toContain("'safeops/develop/app'");
    expect(problem?.reason).toContain("'safeops/staging/app'");
    expect(others).toEqual([]);
  });

  it('of nested places are an error at the inner one', () => {
    const problems = singleWriterProblems([writer('outer', 'a', 'x'), writer('inner', 'a/x/b', 'y')]);
    expect(problems).toMatchObject([{ code: 'RST212', path: 'inner', value: "'backups/a/x/b/y'" }]);
    expect(problems[0]?.reason).toContain("'outer'");
    expect(problems[0]?.reason).toContain("'backups/a/x'");
  });

  it('get the same report in whatever order they are declared', () => {
    const writers = [writer('a', 'p', 's'), writer('b', 'p', 's'), writer('c', 'p'), writer('d', 'q')];
    expect(singleWriterProblems([...writers].reverse())).toEqual(singleWriterProblems(writers));
  });

  it('are in conflict exactly where a comparison of all pairs says so', () => {
    const segment = fc.constantFrom('a', 'ab', 'b', 'a-', 'a.b');
    const place = fc.record({
      prefix: fc.array(segment, { maxLength: 3 }).map((segments) => segments.join('/')),
      serverName: fc.option(segment, { nil: undefined }),
      store: fc.constantFrom(...stores),
    });
    fc.assert(
      fc.property(fc.array(place, { maxLength: 12 }), (places) => {
        const writers = places.map(({ prefix, serverName, store }, i) =>
          writer(`writer-${i}`, prefix, serverName, store),
        );
        const inConflict = new Set<string>();
        const inner = new Set<string>();
        for (const a of writers) {
          for (const b of writers) {
            if (a === b || !a.archive.overlaps(b.archive)) continue;
            inConflict.add(a.path);
            if (a.archive.address.length > b.archive.address.length) inner.add(a.path);
          }
        }
        const problems = singleWriterProblems(writers);
        const named = new Set(
          problems.flatMap((p) => [...p.reason.matchAll(/writer-\d+/g)].map(([path]) => path)),
        );
        expect([...named].sort()).toEqual([...inConflict].sort());
        const reported = problems.map((p) => p.path);
        expect(new Set(reported).size).toBe(reported.length);
        expect(reported).toEqual(expect.arrayContaining([...inner]));
      }),
    );
  });

  it('are compared without comparing every pair: 20,000 in one bucket', () => {
    let reads = 0;
    const writers = Array.from({ length: 20_000 }, (_, i) =>
      writer(`w${i}`, `cluster-${i % 200}`, `server-${i}`),
    );
    const counted = writers.map(({ path, archive }) => ({
      path,
      get archive() {
        reads++;
        return archive;
      },
    }));
    expect(singleWriterProblems(counted)).toEqual([]);
    expect(reads).toBeLessThanOrEqual(2 * writers.length);
  });
});

describe('writers whose keys reach beyond their prefix', () => {
  it('are one warning for the bucket, at the first of them', () => {
    const problems = keyReachProblems([
      writer('production', 'production', 'app', r2),
      writer('develop', 'develop', 'app', r2),
      writer('staging', 'staging', 'app', r2),
    ]);
    expect(problems).toMatchObject([
      { code: 'RST210', severity: 'warning', path: 'develop', value: `'${r2.id}'` },
    ]);
    expect(problems[0]?.reason).toContain("'production', 'staging'");
  });

  it('are not all named where there are many', () => {
    const writers = Array.from({ length: 8 }, (_, i) => writer(`w${i}`, `p${i}`, 'app', r2));
    const problems = keyReachProblems(writers);
    expect(codesOf(problems)).toEqual(['RST210']);
    expect(problems[0]?.reason).toContain("'w1', 'w2', 'w3' and 4 more");
  });

  it('are no problem alone in a bucket, or where keys can be confined', () => {
    expect(keyReachProblems([writer('production', 'production', 'app', r2)])).toEqual([]);
    expect(keyReachProblems([writer('a', 'a', 'app'), writer('b', 'b', 'app')])).toEqual([]);
  });
});
