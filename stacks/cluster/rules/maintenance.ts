import { problem, stacksProblems, TimeOfDay, WEEKDAYS, type Problem } from '../../../lib/core';
import type { ClusterSettings } from '../cluster-settings';
import { controlPlaneCount } from '../etcd-retention';
import type { RebootWindow } from '../settings/maintenance';
import { gather } from './gather';

/** Upgrades and the window for reboots. */
export function maintenanceProblems(settings: ClusterSettings): Problem[] {
  const { upgrades, reboots } = settings;
  const found = reboots === undefined ? [] : windowProblems(reboots);
  if (!upgrades.os) return found;
  const without = (property: string, reason: string) =>
    problem(stacksProblems.upgradesWithoutReboot, { property, reason });
  return [
    ...found,
    ...(reboots === undefined ? [without('reboots', 'Nodes are never rebooted.')] : []),
    ...(controlPlaneCount(settings) < 3
      ? [without('upgrades.os', 'Fewer than three control planes are there.')]
      : []),
  ];
}

function windowProblems({ days, start, end, timeZone }: RebootWindow): Problem[] {
  const wrong = (property: string, value: unknown, reason: string) =>
    problem(stacksProblems.invalidRebootWindow, { property: `reboots.${property}`, value, reason });
  const from = gather('reboots.start', () => TimeOfDay.of(start));
  const to = gather('reboots.end', () => TimeOfDay.of(end));
  const found = [...from.problems, ...to.problems];
  if (from.value !== undefined && to.value !== undefined && from.value.secondOfDay >= to.value.secondOfDay) {
    found.push(wrong('end', end, `It is not after the start, ${start}.`));
  }
  const unknown = days.filter((day) => !WEEKDAYS.includes(day));
  if (days.length === 0) found.push(wrong('days', days, 'There is no day.'));
  if (unknown.length > 0) found.push(wrong('days', unknown, `Days are ${WEEKDAYS.join(', ')}.`));
  if (!isTimeZone(timeZone)) found.push(wrong('timeZone', timeZone, 'It is no time zone.'));
  return found;
}

function isTimeZone(name: string): boolean {
  // Offsets such as +02:00 are time zones to JavaScript and none to Go.
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
