import { CronField, valuesBetween } from './cron-field';
import type { CronUnit } from './cron-unit';

/** Refuses the text being read. */
export type Refuse = (reason: string, fix?: string) => never;

/** A field as read. */
export interface ParsedCronField {
  readonly field: CronField;
  // `every` if the text has a plain star, `stepped` if its only stars have a step, `none` without a star. Parsers decide by
  // it whether both day fields must match or one of them.
  readonly star: 'every' | 'stepped' | 'none';
}

const PART = /^(\*|[^*/-]+)(?:-([^*/-]+))?(?:\/([^*/-]+))?$/;

/** Reads one field of a cron text: lists, ranges and steps of numbers and names, as robfig/cron reads them. */
export function parseCronField(unit: CronUnit, text: string, refuse: Refuse): ParsedCronField {
  const values = new Set<number>();
  let star: ParsedCronField['star'] = 'none';
  for (const part of text.split(',')) {
    const read = parsePart(unit, part, refuse);
    for (const value of read.values) values.add(value);
    if (read.star !== 'none' && star !== 'every') star = read.star;
  }
  return { field: CronField.at(unit, values), star };
}

function parsePart(
  unit: CronUnit,
  part: string,
  refuse: Refuse,
): { values: number[]; star: ParsedCronField['star'] } {
  if (part === '') return refuse(`The ${unit.name} field has an empty list item.`);
  const [, from = '', to, stepText] = PART.exec(part) ?? refuse(unreadable(unit, part));
  if (from === '*' && to !== undefined) return refuse(unreadable(unit, part));
  const step = stepText === undefined ? 1 : parseStep(unit, stepText, refuse);
  if (from === '*') {
    return { values: valuesBetween(unit.min, unit.max, step), star: step === 1 ? 'every' : 'stepped' };
  }
  const low = parseValue(unit, from, refuse);
  // `n/step` runs to the end of the unit in robfig/cron, and `n` alone is one value.
  const high = to !== undefined ? parseValue(unit, to, refuse) : stepText !== undefined ? unit.max : low;
  if (low > high) {
    return refuse(
      `The ${unit.name} range '${part}' ends before it begins.`,
      `Write it as two ranges, for example ${low}-${unit.max},${unit.min}-${high}.`,
    );
  }
  return { values: valuesBetween(low, high, step), star: 'none' };
}

function parseStep(unit: CronUnit, text: string, refuse: Refuse): number {
  const step = /^\d+$/.test(text) ? Number(text) : NaN;
  if (step >= 1 && step <= unit.max) return step;
  return refuse(`The step '${text}' of the ${unit.name} field is not a number from 1 to ${unit.max}.`);
}

function parseValue(unit: CronUnit, text: string, refuse: Refuse): number {
  const named = unit.names.indexOf(text.toLowerCase());
  if (named >= 0) return named + unit.min;
  if (!/^\d+$/.test(text)) return refuse(...special(unit, text));
  const value = Number(text);
  if (value >= unit.min && value <= unit.max) return value;
  if (unit.name === 'day of week' && value === 7) {
    return refuse(
      'Day of week 7 is refused by CloudNativePG, Kubernetes and Velero, which count from 0 (Sunday) to 6 (Saturday).',
      'Write 0 or sun for Sunday.',
    );
  }
  return refuse(`The ${unit.name} ${value} is outside ${unit.min} to ${unit.max}.`);
}

function special(unit: CronUnit, text: string): [reason: string, fix?: string] {
  if (text === '?') {
    return [`'?' in the ${unit.name} field means different things to different parsers.`, "Write '*'."];
  }
  if (text.includes('#')) {
    return [
      `'#' (nth weekday of the month) is read by none of the parsers we write for.`,
      "Use Schedule.firstWeekdayOfMonth('mon', '02:00') for the first weekday of a month.",
    ];
  }
  if (/^(\d*L|L-?\d*|LW|[a-z]{3}L)$/i.test(text)) {
    return [
      `'L' (last day) in the ${unit.name} field is read by none of the parsers we write for.`,
      "Use a day from 1 to 28, for example Schedule.monthly(28, '03:00').",
    ];
  }
  if (/^\d+W$/i.test(text)) {
    return [
      `'W' (nearest weekday) in the ${unit.name} field is read by none of the parsers we write for.`,
      "Use a fixed day, for example Schedule.monthly(15, '03:00').",
    ];
  }
  return [unreadable(unit, text)];
}

function unreadable(unit: CronUnit, text: string): string {
  const names = unit.names.length === 0 ? '' : ` or a name (${unit.names.join(', ')})`;
  return `'${text}' in the ${unit.name} field is not a number from ${unit.min} to ${unit.max}${names}.`;
}
