import { coreProblems, fail } from '../problems';
import { CronField } from './cron-field';
import { parseCronField, type ParsedCronField, type Refuse } from './cron-field-grammar';
import { CronFields } from './cron-fields';
import { CRON_UNITS } from './cron-unit';

/** The descriptors of robfig/cron that stand for fields. */
const DESCRIPTORS: Readonly<Record<string, string>> = {
  '@hourly': '0 * * * *',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@weekly': '0 0 * * 0',
  '@monthly': '0 0 1 * *',
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
};

/**
 * Reads a cron text: five fields from the minute on, six from the second on, or a descriptor.
 *
 * @throws RestorableError `RST102`
 */
export function parseCron(text: string): CronFields {
  const refuse: Refuse = (reason, fix) =>
    fail(coreProblems.invalidSchedule, { value: text, reason, ...(fix !== undefined && { fix }) });
  const fields = parseFields(fieldTexts(text, refuse), refuse);
  if (!fields.everFires) {
    return refuse('No month it names has such a day, so it never fires.', 'Choose a day that the month has.');
  }
  return fields;
}

function fieldTexts(text: string, refuse: Refuse): string[] {
  const written = text.trim();
  if (written === '') return refuse('The schedule is empty.');
  if (/^(CRON_)?TZ=/.test(written)) {
    return refuse(
      'Schedules are in UTC: CloudNativePG and Kubernetes CronJobs refuse a time zone in the text.',
      `Convert the time to UTC and leave out ${written.split(/\s/, 1)[0] ?? ''}.`,
    );
  }
  if (written.startsWith('@')) return descriptorTexts(written, refuse);
  const texts = written.split(/\s+/);
  if (texts.length === 5) return ['0', ...texts];
  if (texts.length === 6) return texts;
  return refuse(
    `It has ${texts.length} field${texts.length === 1 ? '' : 's'}; cron has five (minute hour day month weekday), or six with the second first.`,
  );
}

function descriptorTexts(written: string, refuse: Refuse): string[] {
  const interval = /^@every\s+(\S+)$/.exec(written)?.[1];
  if (interval !== undefined) {
    return refuse(
      '@every counts from the moment its controller started, so a restart moves every later backup.',
      `Use Schedule.every('${interval}'), which is aligned at 00:00 UTC.`,
    );
  }
  const fields = Object.hasOwn(DESCRIPTORS, written) ? DESCRIPTORS[written] : undefined;
  if (fields === undefined) {
    return refuse(
      `${written} is no descriptor.`,
      `Use one of ${Object.keys(DESCRIPTORS).join(', ')}, or fields.`,
    );
  }
  return ['0', ...fields.split(' ')];
}

function parseFields(texts: readonly string[], refuse: Refuse): CronFields {
  const [second = '', minute = '', hour = '', dayOfMonth = '', month = '', dayOfWeek = ''] = texts;
  return CronFields.of({
    second: parseCronField(CRON_UNITS.second, second, refuse).field,
    minute: parseCronField(CRON_UNITS.minute, minute, refuse).field,
    hour: parseCronField(CRON_UNITS.hour, hour, refuse).field,
    month: parseCronField(CRON_UNITS.month, month, refuse).field,
    ...days(
      parseCronField(CRON_UNITS.dayOfMonth, dayOfMonth, refuse),
      parseCronField(CRON_UNITS.dayOfWeek, dayOfWeek, refuse),
      refuse,
    ),
  });
}

// Parsers AND the two days if either field has a star and OR them otherwise; robfig/cron 1 (CloudNativePG) takes a
// stepped star for a star, robfig/cron 3 (Kubernetes, Velero, k3s) does not.
function days(
  dayOfMonth: ParsedCronField,
  dayOfWeek: ParsedCronField,
  refuse: Refuse,
): { readonly dayOfMonth: CronField; readonly dayOfWeek: CronField } {
  const stars = [dayOfMonth.star, dayOfWeek.star];
  if (!stars.includes('every')) {
    if (stars.includes('stepped')) {
      return refuse(
        'A stepped star beside a day is ambiguous: CloudNativePG fires when both days match, Kubernetes, Velero and k3s when one does.',
        "Write '*' in one of the two day fields, or list the days.",
      );
    }
    if (dayOfMonth.field.isEvery || dayOfWeek.field.isEvery) {
      return {
        dayOfMonth: CronField.every(CRON_UNITS.dayOfMonth),
        dayOfWeek: CronField.every(CRON_UNITS.dayOfWeek),
      };
    }
  }
  return { dayOfMonth: dayOfMonth.field, dayOfWeek: dayOfWeek.field };
}
