import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { DrillPhase, DrillResult } from '../../lib/plan';
import type { Progress, Scene } from '../../lib/rehearsal';
import { archiveOf, query } from '../faults/damage';
import { processesNaming } from './processes-naming';
import { FAST_FOLDER, LATEST, rehearsedProtection, rehearseShop } from './protection';

const TIMEOUT = 60_000;

/** Names, sizes and times of what is in a folder. */
function listing(folder: string): readonly string[] {
  return readdirSync(folder)
    .sort()
    .map((name) => {
      const { size, mtimeMs, ino } = statSync(join(folder, name));
      return `${name} ${size} ${mtimeMs} ${ino}`;
    });
}

describe('a rehearsal of both targets', () => {
  const progress: Progress[] = [];
  const marks: (readonly string[])[] = [];
  const archives: (readonly string[])[] = [];
  let result: DrillResult;

  beforeAll(async () => {
    const look = (scene: Scene) => {
      archives.push(listing(archiveOf(scene).folder));
    };
    result = await rehearseShop(
      {},
      {
        onProgress: (step) => progress.push(step),
        interventions: {
          lost: look,
          restored: async (scene) => {
            const rows = await query<{ name: string }>(
              scene,
              'CREATE TABLE written_after_the_restore AS SELECT 1',
              'SELECT pg_switch_wal()',
              'SELECT name FROM restorable_rehearsal.marks ORDER BY at',
            );
            marks.push(rows.map(({ name }) => name));
            look(scene);
          },
        },
      },
    );
  }, TIMEOUT);

  test('passes, and is marked as a rehearsal', () => {
    expect(result).toMatchObject({
      protection: 'safeops/develop/orders',
      kind: 'PostgresCluster',
      mode: 'rehearsal',
      verdict: 'passed',
      reason: 'restored-and-checked',
      cleanedUp: true,
    });
  });

  test('finds at the end of the archive what was archived, and not what never was', () => {
    expect(marks[0]).toEqual([
      'before the point in time',
      'after the point in time',
      'the last archived commit',
    ]);
  });

  test('finds at the point in time what was committed before it, and nothing else', () => {
    expect(marks[1]).toEqual(['before the point in time']);
  });

  test('measures both objectives at both targets', () => {
    expect(result.targets.map(({ target, restoredTo }) => [target.kind, restoredTo !== undefined])).toEqual([
      ['latest', false],
      ['pointInTime', true],
    ]);
    for (const { measuredRpo, measuredRto } of result.targets) {
      expect(measuredRpo).toBeGreaterThan(0);
      expect(measuredRto).toBeGreaterThan(0);
    }
  });

  test('shows each check at each target, also the one that cannot run here', () => {
    const names = rehearsedProtection().drill.checks.map(({ name }) => name);
    for (const { checks } of result.targets) {
      expect(checks.map(({ name }) => name)).toEqual(names);
      expect(checks.filter(({ status }) => status === 'not-run').map(({ kind }) => kind)).toEqual([
        'application',
      ]);
    }
  });

  test('takes the time of its phases, in order', () => {
    const once: DrillPhase['name'][] = ['restore', 'wait', 'check', 'measure'];
    expect(result.phases.map(({ name }) => name)).toEqual([
      'preflight',
      'prepare',
      ...once,
      ...once,
      'clean-up',
      'verify-clean',
    ]);
    const starts = result.phases.map(({ startedAt }) => startedAt);
    expect(starts).toEqual([...starts].sort());
    expect((starts[0] ?? '') >= result.startedAt).toBe(true);
    expect((starts.at(-1) ?? '') <= result.finishedAt).toBe(true);
  });

  test('tells its progress', () => {
    expect(progress.map(({ step }) => step)).toContain('taking a base backup');
    const times = progress.map(({ elapsed }) => elapsed);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  test('writes nothing into the archive it restores from, although the restored servers write', () => {
    expect(archives).toHaveLength(3);
    expect(archives[0]?.length).toBeGreaterThan(2);
    expect(archives[1]).toEqual(archives[0]);
    expect(archives[2]).toEqual(archives[0]);
  });
});

test(
  'several rehearsals run at once',
  async () => {
    const results = await Promise.all([1, 2, 3].map(() => rehearseShop({ targets: LATEST })));
    expect(results.map(({ verdict, cleanedUp }) => [verdict, cleanedUp])).toEqual(
      Array(3).fill(['passed', true]),
    );
  },
  TIMEOUT,
);

test(
  'another major version than that of the source is said',
  async () => {
    const protection = rehearsedProtection({ targets: LATEST });
    const result = await rehearseShop(
      {},
      { protection: { ...protection, source: { ...protection.source, postgresMajor: 12 } } },
    );
    expect(result.verdict).toBe('passed');
    expect(result.message).toMatch(/; rehearsed on PostgreSQL \d+\.\d+, the source has 12$/);
    expect(result.versions).toMatchObject({ 'source-postgres': '12' });
  },
  TIMEOUT,
);

describe('an interruption', () => {
  const STEPS = [
    'looking for PostgreSQL',
    'making the source server',
    'loading the workload',
    'taking a base backup',
    'writing on and archiving',
    'losing the source',
    'restoring to the end of the archive',
    'waiting for the recovery',
    'running the checks',
  ];

  test.each(STEPS)(
    'while %s ends it without a verdict on the backup, and leaves nothing behind',
    async (step) => {
      const stop = new AbortController();
      const folder = mkdtempSync(join(FAST_FOLDER, 'interrupted-'));
      // Servers run as another user, who must be able to pass through it.
      chmodSync(folder, 0o755);
      const result = await rehearseShop(
        { targets: LATEST },
        {
          folder,
          signal: stop.signal,
          onProgress: (told) => {
            if (told.step === step) setTimeout(() => stop.abort(), 1);
          },
        },
      );
      expect(result).toMatchObject({ verdict: 'inconclusive', reason: 'interrupted', cleanedUp: true });
      expect(readdirSync(folder)).toEqual([]);
      expect(processesNaming(folder)).toEqual([]);
      rmSync(folder, { recursive: true });
    },
    TIMEOUT,
  );

  test('before it begins ends it at once', async () => {
    const result = await rehearseShop({ targets: LATEST }, { signal: AbortSignal.abort() });
    expect(result).toMatchObject({ reason: 'interrupted', targets: [], cleanedUp: true });
  });
});
