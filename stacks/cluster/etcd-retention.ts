import { Duration, Schedule, type ScheduleInput } from '../../lib/core';
import type { ClusterSettings } from './cluster-settings';

/** How many snapshots k3s keeps. */
export interface EtcdRetention {
  /** On each control plane: k3s counts its own files. */
  readonly onServer: number;
  /** In the store: k3s counts those of all control planes together, and each uploads its own copy in every round. */
  readonly inStore: number;
}

const MINUTE = 60_000;

const DAY = 86_400_000;

/** A Monday at the start of a leap year, so that every day of the calendar follows within 366 days. */
const FIRST_DAY = Date.UTC(2024, 0, 1);

/** Enough for hourly snapshots on half of the days of two years. */
const MOST_FIRINGS = 10_000;

/**
 * The numbers to keep so that nothing younger than asked for is pruned.
 *
 * @throws RestorableError `RST101`, `RST102` if durations or schedule cannot be read
 */
export function etcdRetention(
  backup: NonNullable<ClusterSettings['etcdBackup']>,
  servers: number,
): EtcdRetention {
  const { schedule, keepInStore, keepOnServers } = backup;
  return {
    onServer: Math.max(1, mostFirings(schedule, Duration.of(keepOnServers))),
    inStore: Math.max(1, servers) * Math.max(1, mostFirings(schedule, Duration.of(keepInStore))),
  };
}

/** How many control planes a cluster has. */
export function controlPlaneCount({ controlPlanes }: Pick<ClusterSettings, 'controlPlanes'>): number {
  return Object.values(controlPlanes).reduce((sum, { count }) => sum + count, 0);
}

/** The most firings of a schedule in any time of this length. */
function mostFirings(input: ScheduleInput, length: Duration): number {
  const schedule = Schedule.of(input);
  const period = periodOf(schedule);
  if (period === undefined) return mostWithin(schedule, length.milliseconds, 366 * DAY);
  const periods = Math.floor(length.milliseconds / period);
  const rest = length.milliseconds - periods * period;
  return periods * mostWithin(schedule, period, 0) + (rest === 0 ? 0 : mostWithin(schedule, rest, period));
}

/** After this time everything repeats: a day, a week, or nothing shorter than years. */
function periodOf(schedule: Schedule): number | undefined {
  const [dayOfWeek, month, dayOfMonth] = schedule.toString().split(' ').reverse();
  if (dayOfMonth !== '*' || month !== '*') return undefined;
  return dayOfWeek === '*' ? DAY : 7 * DAY;
}

/** The most firings in any time of a length that begins within a span. */
function mostWithin(schedule: Schedule, length: number, span: number): number {
  const times: number[] = [];
  let most = 0;
  let oldest = 0;
  let next = schedule.next(new Date(FIRST_DAY - 1)).getTime();
  while (next < FIRST_DAY + span + length) {
    // Too many to look at all of them: no schedule of k3s fires more often than every minute.
    if (times.length === MOST_FIRINGS) return Math.ceil(length / MINUTE);
    times.push(next);
    while ((times[oldest] ?? next) <= next - length) oldest++;
    most = Math.max(most, times.length - oldest);
    next = schedule.next(new Date(next)).getTime();
  }
  return most;
}
