import { Duration, type DurationInput } from '../duration';
import { coreProblems, fail } from '../problems';
import { CronField } from './cron-field';
import { CronFields } from './cron-fields';
import { CRON_UNITS } from './cron-unit';

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

/** Every interval with a cron form, in seconds, ascending. */
const INTERVALS: readonly number[] = [
  ...divisors(60).slice(0, -1),
  ...divisors(60)
    .slice(0, -1)
    .map((minutes) => minutes * MINUTE),
  ...divisors(24).map((hours) => hours * HOUR),
];

/**
 * The fields that fire at an interval, aligned at 00:00 UTC.
 *
 * @throws RestorableError `RST101` for no duration, `RST103` for an interval without a cron form
 */
export function everyInterval(input: DurationInput): CronFields {
  const interval = Duration.of(input);
  const { seconds } = interval;
  if (!INTERVALS.includes(seconds)) return refuse(interval);
  if (seconds < MINUTE) return CronFields.of({ second: CronField.step(CRON_UNITS.second, seconds) });
  if (seconds < HOUR) return CronFields.of({ minute: CronField.step(CRON_UNITS.minute, seconds / MINUTE) });
  return CronFields.of({
    minute: CronField.at(CRON_UNITS.minute, [0]),
    hour: CronField.step(CRON_UNITS.hour, seconds / HOUR),
  });
}

function refuse(interval: Duration): never {
  const { seconds } = interval;
  const near = [
    INTERVALS.findLast((shorter) => shorter < seconds),
    INTERVALS.find((longer) => longer > seconds),
  ];
  const names = near.flatMap((n) => (n === undefined ? [] : [Duration.seconds(n).toShort()]));
  return fail(coreProblems.inexpressibleSchedule, {
    value: interval.toShort(),
    reason:
      seconds > DAY
        ? 'Cron starts anew every month, so an interval longer than a day drifts.'
        : 'Cron starts anew every minute, hour and day, and the interval divides none of them.',
    fix:
      seconds > DAY
        ? "Use Schedule.daily('02:00'), Schedule.weekly('sun', '04:00') or Schedule.monthly(1, '03:00')."
        : `Use an interval that divides an hour or a day: ${names.join(' or ')}.`,
  });
}

function divisors(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i + 1).filter((d) => n % d === 0);
}
