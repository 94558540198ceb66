import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DrilledProtectionPlan } from '../../lib/plan';
import { inspectArchive } from '../../runner/postgres/archive';
import { PROCEDURES } from '../../runner/procedures';

/** As far as looking at an archive reads it. */
const PROTECTION = {
  objectives: { rpo: 900, rto: 1800, retention: 2_592_000 },
  backup: {
    archive: {
      pathStyle: true,
      bucket: 'backups',
      prefix: 'production/shop',
      serverName: 'orders',
      endpoint: process.argv[2],
    },
  },
  drill: {
    namespace: 'drills',
    credentials: { secret: 'reader', keys: { accessKeyId: 'ID', secretAccessKey: 'KEY' } },
  },
};

/** Looks at an archive twice, and writes what that took. The whole runner is loaded, as in a drill. */
async function once(): Promise<void> {
  const secrets = mkdtempSync(join(tmpdir(), 'restorable-bench-'));
  mkdirSync(join(secrets, 'archive'));
  for (const key of ['ID', 'KEY']) writeFileSync(join(secrets, 'archive', key), 'x');
  const protection = PROTECTION as unknown as DrilledProtectionPlan;
  const options = { now: () => new Date() };
  const { signal } = new AbortController();
  const begun = performance.now();
  const archive = await inspectArchive({ protection, secrets, env: {}, options }, signal);
  const looked = performance.now();
  const changes = await archive.compare(() => Promise.resolve(1), signal);
  const compared = performance.now();
  if (changes.unexplained.length > 0 || PROCEDURES.size === 0) throw new Error('the archive has changed');
  rmSync(secrets, { recursive: true });
  const memory = Math.round(process.resourceUsage().maxRSS / 1024);
  const seconds = (from: number, to: number) => (to - from) / 1000;
  const result = {
    seen: archive.seen.objects,
    before: seconds(begun, looked),
    after: seconds(looked, compared),
    memory,
  };
  console.log(JSON.stringify(result));
}

void once();
