import { FluxFolder, Alerts, Drill } from '../../lib';
import { EnvironmentAlerts } from '../../charts';
import type { PrometheusRule } from '../../lib/kubernetes/generated/monitoring.coreos.com/v1';
import { Fixture, type Composed } from '../postgres/fixture';
import { cronJobSamples, jobSamples } from './drill-runs';
import { describeWithPromtool, deviations } from './promtool';

const LABELS = { release: 'kube-prometheus-stack' };
const MONITORED = { monitoring: {} };

const DRILL_ALERTS = ['RestorableDrillFailed', 'RestorableDrillInconclusive', 'RestorableNoPassedDrill'];
const ARCHIVE_ALERTS = [
  'RestorableWalArchivingFailing',
  'RestorableArchiveOlderThanRpo',
  'RestorableBaseBackupOverdue',
  'RestorableNoBaseBackup',
  'RestorableRetentionTooShort',
  'RestorableBackupMetricsMissing',
];

function fixture(props: Parameters<typeof Alerts.prometheusRule>[0] = {}): Fixture {
  return new Fixture({ cluster: { alerts: Alerts.prometheusRule(props) } });
}

function rules(composed: Composed): readonly PrometheusRule[] {
  return composed.findAll('PrometheusRule') as unknown as readonly PrometheusRule[];
}

function namesOf(rule: PrometheusRule | undefined): readonly unknown[] {
  return (rule?.spec.groups ?? []).flatMap((group) => (group.rules ?? []).map(({ alert }) => alert));
}

test('there are no alerts unless the cluster asks for them', () => {
  const plain = new Fixture();
  plain.addDatabase('orders', MONITORED);
  expect(rules(plain.compose())).toEqual([]);
});

test('an environment gets one PrometheusRule, in a folder of its own, with a group for each protection', () => {
  const made = fixture({ labels: LABELS });
  made.addDatabase('stock', MONITORED);
  made.addDatabase('orders', MONITORED);
  const composed = made.compose();
  expect(composed.codes).toEqual([]);
  const rule = composed.find('PrometheusRule', 'restorable-shop') as unknown as PrometheusRule;
  expect(rule.metadata).toMatchObject({
    namespace: 'shop',
    labels: { ...LABELS, 'app.kubernetes.io/managed-by': 'restorable' },
    annotations: { 'kustomize.toolkit.fluxcd.io/substitute': 'disabled' },
  });
  expect(rule.spec.groups?.map(({ name }) => name)).toEqual(['shop/orders', 'shop/stock']);
  expect(namesOf(rule)).toEqual([...DRILL_ALERTS, ...ARCHIVE_ALERTS, ...DRILL_ALERTS, ...ARCHIVE_ALERTS]);
  expect(composed.findFile('PrometheusRule', 'restorable-shop')).toBe(
    'flux/infrastructure/alerts/prometheus-rule.yaml',
  );
});

test('every alert says how bad it is and what it is about', () => {
  const made = fixture({ runbookUrl: 'https://wiki.example.com/restore' });
  made.addDatabase('orders', MONITORED);
  const all = rules(made.compose()).flatMap(({ spec }) =>
    (spec.groups ?? []).flatMap((group) => group.rules ?? []),
  );
  expect(all).toHaveLength(DRILL_ALERTS.length + ARCHIVE_ALERTS.length);
  for (const { alert = '', labels, annotations } of all) {
    expect(labels).toEqual({
      severity: expect.stringMatching(/^(critical|warning)$/) as string,
      environment: 'shop',
      protection: 'home/shop/orders',
    });
    expect(annotations).toMatchObject({
      summary: expect.stringContaining('shop/orders') as string,
      runbook: expect.stringMatching(/\S/) as string,
      runbook_url: `https://wiki.example.com/restore#${alert.toLowerCase()}`,
    });
  }
});

test('the namespace, the folder and what it waits for can be chosen', () => {
  const alerts = Alerts.prometheusRule({ namespace: 'monitoring', path: 'infrastructure/rules' });
  const made = new Fixture({ cluster: { alerts } });
  made.addDatabase('orders', MONITORED);
  const composed = made.compose();
  expect(composed.find('PrometheusRule', 'restorable-shop').metadata.namespace).toBe('monitoring');
  expect(composed.findFile('PrometheusRule', 'restorable-shop')).toContain('flux/infrastructure/rules/');
});

test('a database that Prometheus does not scrape has no alerts on its archive, and a warning says so', () => {
  const made = fixture();
  made.addDatabase('orders');
  const composed = made.compose();
  expect(composed.codes).toEqual(['RST321']);
  expect(composed.problem('RST321')).toMatchObject({ property: 'monitoring', severity: 'warning' });
  expect(namesOf(rules(composed)[0])).toEqual(DRILL_ALERTS);
});

test('a hibernated database has no metrics, and no alerts on them', () => {
  const made = fixture();
  made.addDatabase('orders', { ...MONITORED, hibernated: true });
  expect(namesOf(rules(made.compose())[0])).toEqual(DRILL_ALERTS);
});

test('a waived drill has no alerts, its archive has', () => {
  const made = fixture();
  const drill = Drill.waived({ reason: 'moves to another place soon', owner: 'team-a', until: '2027-01-01' });
  made.addDatabase('orders', { ...MONITORED, drill });
  expect(namesOf(rules(made.compose())[0])).toEqual(ARCHIVE_ALERTS);
});

test.each([
  'wiki',
  'ftp://wiki.example.com',
  'https://wiki.example.com/#restore',
  'https://wiki example.com',
])('a runbook that is no page is refused: %s', (runbookUrl) => {
  const composed = fixture({ runbookUrl }).compose();
  expect(composed.problem('RST320')).toMatchObject({ property: 'runbookUrl', value: `'${runbookUrl}'` });
});

test('one description of alerts can serve several clusters', () => {
  const alerts = Alerts.prometheusRule();
  for (let i = 0; i < 2; i += 1) {
    const made = new Fixture({ cluster: { alerts } });
    made.addDatabase('orders', MONITORED);
    expect(namesOf(rules(made.compose())[0])).toHaveLength(DRILL_ALERTS.length + ARCHIVE_ALERTS.length);
  }
});

test('the ready-made folder has the alerts of one environment alone', () => {
  const made = new Fixture();
  const staging = made.addEnvironment('staging');
  made.addDatabase('orders', MONITORED);
  made.addDatabase('orders', MONITORED, new FluxFolder(staging, 'data/staging'));
  new EnvironmentAlerts(staging, {
    labels: LABELS,
    runbookUrl: 'https://wiki.example.com',
    namespace: 'monitoring',
  });
  const composed = made.compose();
  expect(composed.codes).toEqual([]);
  expect(rules(composed).map(({ metadata }) => metadata)).toMatchObject([
    { name: 'restorable-staging', namespace: 'monitoring', labels: LABELS },
  ]);
  expect(composed.findFile('PrometheusRule', 'restorable-staging')).toContain(
    'infrastructure/alerts/staging/',
  );
});

describeWithPromtool('environments that share a cluster, by promtool', () => {
  test('do not fire for each other, although their databases have the same name', () => {
    const made = fixture();
    const staging = made.addEnvironment('staging');
    made.addDatabase('orders');
    made.addDatabase('orders', {}, new FluxFolder(staging, 'data/staging'));
    const groups = rules(made.compose()).flatMap(({ spec }) => spec.groups ?? []);
    expect(groups.map(({ name }) => name)).toEqual(['shop/orders', 'staging/orders']);
    const samples = {
      ...cronJobSamples('shop-orders', { passed: 3600 }),
      ...cronJobSamples('staging-orders', { passed: 3600 }),
      ...jobSamples('staging-orders', 7200, 'failed'),
    };
    const firing = [
      {
        alert: 'RestorableDrillFailed',
        protection: 'home/staging/orders',
        labels: { namespace: 'restore-test' },
      },
    ];
    expect(deviations(groups, { samples, at: '12h', firing })).toBe('');
  });
});
