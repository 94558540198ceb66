import { define } from '../definition';

/** Problems of alerts. */
export const monitoringProblems = {
  invalidRunbook: define('RST320', {
    title: 'Runbook of alerts is no page',
    severity: 'error',
    explanation:
      'Whoever is woken by an alert follows its link; the name of the alert is put behind the page as a fragment.',
    fix: 'Write the address of a page without a fragment, for example https://wiki.example.com/restore.',
  }),
  alertsWithoutMetrics: define('RST321', {
    title: 'Backups are not watched between drills',
    severity: 'warning',
    explanation:
      'The cluster has alerts, and this database has no PodMonitor: that WAL is not archived, or that base backups stay away, is noticed by the next drill only.',
    fix: 'Add monitoring: {} to the database, with the labels that your Prometheus selects PodMonitors by.',
  }),
} as const;
