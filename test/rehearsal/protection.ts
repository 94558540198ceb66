import { existsSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Check, RestoreTo, Witness } from '../../lib/drill';
import type { DrilledProtectionPlan, ObjectivesPlan } from '../../lib/plan';
import { rehearse, type CheckRunner, type RehearsalOptions } from '../../lib/rehearsal';
import { runChecks } from '../../runner/checks';
import { drilledProtection } from '../drill/protection';

/** What a rehearsed protection may differ in. */
export interface RehearsedProps {
  readonly checks?: readonly Check[];
  readonly objectives?: Partial<ObjectivesPlan>;
  readonly witness?: boolean;
  readonly targets?: readonly RestoreTo[];
}

/** Folder of this project: its embedded PostgreSQL is used. */
export const PROJECT = join(__dirname, '../..');

export const LATEST: readonly RestoreTo[] = [RestoreTo.latest()];
export const POINT_IN_TIME: readonly RestoreTo[] = [RestoreTo.pointInTime({ before: '10m' })];

/** Checks of what `workload/shop.sql` makes, of every kind that faults touch, and one that cannot run here. */
export const SHOP_CHECKS: readonly Check[] = [
  Check.migrations({
    table: 'schema_migrations',
    column: 'version',
    names: ['0001_orders', '0002_reporter'],
  }),
  Check.tables('orders'),
  Check.rowCounts({ within: '5%' }),
  Check.query('SELECT count(*) FROM orders', { equals: 2000 }),
  Check.freshness({ by: 'witness', within: '15m' }),
  Check.freshness({ by: 'lastCommit', within: '15m' }),
  Check.freshness({ by: 'archive', within: '15m' }),
  Check.write(),
  Check.role('reporter', { login: true, can: ['SELECT'], on: 'orders' }),
  Check.application({ image: 'ghcr.io/example/app:1.0.0', get: '/healthz', port: 8080 }),
];

/** A protection with a witness and, by default, both kinds of target. */
export function rehearsedProtection(props: RehearsedProps = {}): DrilledProtectionPlan {
  const protection = drilledProtection('orders', {
    checks: [...(props.checks ?? SHOP_CHECKS)],
    targets: [...(props.targets ?? [...LATEST, ...POINT_IN_TIME])],
  });
  return {
    ...protection,
    objectives: { ...protection.objectives, ...props.objectives },
    ...(props.witness !== false && { witness: Witness.every('5m', { counts: ['orders'] }).plan() }),
  };
}

/**
 * Memory, where there is enough: a file system on a disk may take a millisecond for each file that is made soon after as
 * many were removed (ext4 does not use their inodes again for a while), and each rehearsal makes and removes thousands.
 */
export const FAST_FOLDER = hasRoom('/dev/shm') ? '/dev/shm' : tmpdir();

function hasRoom(folder: string): boolean {
  if (!existsSync(folder)) return false;
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize > 2 * 1024 ** 3;
}

/** The checks of the drill runner, on an embedded PostgreSQL. */
export const embeddedChecks: CheckRunner = (checks, database) =>
  runChecks(checks, { ...database, place: 'embedded' });

/** Rehearses the small shop. */
export function rehearseShop(props: RehearsedProps, options: Partial<RehearsalOptions> = {}) {
  return rehearse({
    protection: rehearsedProtection(props),
    runChecks: embeddedChecks,
    project: PROJECT,
    folder: FAST_FOLDER,
    workload: { kind: 'files', files: [join(__dirname, 'workload/shop.sql')] },
    deadline: 60,
    ...options,
  });
}
