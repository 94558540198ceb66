import { TimeOfDay } from '../time-of-day';
import type { CronFields } from './cron-fields';
import { weekdayName } from './weekday';

/** Words for a schedule of a well-known form, in UTC; undefined for any other. */
export function describeFields(fields: CronFields, guardWeekday?: number): string | undefined {
  if (fields.isEveryDay) return describeInterval(fields) ?? atTime(fields, 'daily');
  if (guardWeekday !== undefined) return atTime(fields, `first ${weekdayName(guardWeekday)} of each month`);
  if (!fields.month.isEvery) return undefined;
  if (fields.dayOfMonth.isEvery) {
    const names = fields.dayOfWeek.values.map((weekday) => `${weekdayName(weekday)}s`);
    return atTime(
      fields,
      [names.slice(0, -1).join(', '), ...names.slice(-1)].filter((s) => s !== '').join(' and '),
    );
  }
  const day = fields.dayOfMonth.single;
  return fields.dayOfWeek.isEvery && day !== undefined
    ? atTime(fields, `day ${day} of each month`)
    : undefined;
}

function describeInterval(fields: CronFields): string | undefined {
  const { second, minute, hour } = fields;
  if (hour.isEvery && minute.isEvery) return every(second.evenStep, 60, 'second', 'minute');
  if (second.single !== 0) return undefined;
  if (hour.isEvery) {
    const at = minute.single;
    return at !== undefined && at > 0
      ? `hourly at minute ${at}`
      : every(minute.evenStep, 60, 'minute', 'hour');
  }
  return minute.single === 0 && hour.values.length > 1 ? every(hour.evenStep, 24, 'hour', 'day') : undefined;
}

function every(step: number | undefined, whole: number, unit: string, next: string): string | undefined {
  if (step === undefined) return undefined;
  if (step === whole) return `every ${next}`;
  return step === 1 ? `every ${unit}` : `every ${step} ${unit}s`;
}

function atTime(fields: CronFields, days: string): string | undefined {
  const [hour, minute, second] = [fields.hour.single, fields.minute.single, fields.second.single];
  if (hour === undefined || minute === undefined || second === undefined) return undefined;
  return `${days} at ${TimeOfDay.at(hour, minute, second).toString()} UTC`;
}
