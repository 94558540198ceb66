import { define } from '../definition';

/** Problems of the values everything is composed of. */
export const coreProblems = {
  invalidDuration: define('RST101', {
    title: 'Invalid duration',
    severity: 'error',
    explanation:
      'Durations are written in Go syntax with days added (`15m`, `1h30m`, `7d`) or as ISO 8601 (`PT15M`, `P7D`). A bare number has no unit, and months and years have no fixed length.',
    fix: 'Write the duration with units, for example 15m, 1h30m, 7d or PT15M.',
  }),
  invalidSchedule: define('RST102', {
    title: 'Invalid schedule',
    severity: 'error',
    explanation:
      'A schedule that its controller cannot parse never fires, and one it reads differently fires at another time; both look healthy until a backup is needed.',
    fix: "Use Schedule.daily('02:00'), Schedule.weekly('sun', '04:00'), Schedule.every('6h') or Schedule.cron with five or six fields.",
  }),
  inexpressibleSchedule: define('RST103', {
    title: 'Schedule cannot be expressed for its consumer',
    severity: 'error',
    explanation:
      'CloudNativePG reads six cron fields, Kubernetes CronJobs, Velero and k3s read five. A schedule with seconds cannot be handed to the latter, an interval that does not divide an hour or a day has no cron form at all, and "first Monday" needs a job of ours that checks the weekday, because cron fires when the day of month or the day of week matches.',
    fix: 'Choose a schedule that starts at second 0, whose interval divides an hour or a day, and that needs no check in the job.',
  }),
  invalidQuantity: define('RST104', {
    title: 'Invalid quantity',
    severity: 'error',
    explanation:
      'Kubernetes quantities are a number with an optional binary (Ki, Mi, Gi, Ti) or decimal (m, k, M, G, T) suffix.',
    fix: 'Write the quantity as Kubernetes does, for example 20Gi or 500m.',
  }),
  invalidName: define('RST105', {
    title: 'Invalid name',
    severity: 'error',
    explanation:
      'Kubernetes refuses names that are not DNS labels or subdomains; some controllers refuse more.',
    fix: 'Use lower-case letters, digits and dashes, starting with a letter and ending with a letter or digit.',
  }),
  invalidRetention: define('RST106', {
    title: 'Invalid retention',
    severity: 'error',
    explanation:
      'Retention is kept by tools with different units: Barman counts days, weeks or months, Velero hours. Only whole days, weeks and months are kept by all of them.',
    fix: 'Write the retention in whole days, weeks or months, for example 30d, 4w or 3m.',
  }),
  invalidCidr: define('RST107', {
    title: 'Invalid CIDR',
    severity: 'error',
    explanation:
      'Network policies and cluster networks are declared as CIDR blocks with their host bits zero.',
    fix: 'Write the network as address and prefix length, for example 10.42.0.0/16.',
  }),
  overlappingCidrs: define('RST108', {
    title: 'Overlapping CIDRs',
    severity: 'error',
    explanation:
      'Pods and Services in overlapping networks are unreachable, and an egress rule for one would open the other.',
    fix: 'Choose disjoint blocks for pods and services.',
  }),
  unmeetableObjectives: define('RST109', {
    title: 'Recovery objectives contradict each other',
    severity: 'error',
    explanation:
      'An objective that cannot be met by construction would make every drill fail or every report lie.',
    fix: 'Choose an RPO shorter than the retention, and positive RPO, RTO and retention.',
  }),
  invalidTimeOfDay: define('RST110', {
    title: 'Invalid time of day',
    severity: 'error',
    explanation:
      'Times of day are read on a 24-hour clock in UTC; a time that is guessed would move a backup or a drill by hours.',
    fix: "Write the time as HH:MM or HH:MM:SS, for example '02:00'.",
  }),
} as const;
