import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duration } from '../../lib';
import type { PrometheusRuleSpecGroups } from '../../lib/kubernetes/generated/monitoring.coreos.com/v1';

/** The program, which reads rules as Prometheus does: the one named by PROMTOOL, or the first on the path. */
const PROMTOOL = process.env['PROMTOOL'] ?? 'promtool';

/** Seconds between two samples, and between two evaluations: in scenarios of a day, and in longer ones. */
const [STEP, LONG_STEP] = [300, 3600];

/** Where a scenario counts as long, seconds. */
const LONG = 86_400;

/** Series with the values they have, in Prometheus' notation for tests, or one value that they keep. */
export type Samples = Readonly<Record<string, number | string>>;

/** An alert that fires. */
export interface Firing {
  readonly alert: string;
  /** Id of its protection. */
  readonly protection: string;
  /** Labels that come from the series. */
  readonly labels: Readonly<Record<string, string>>;
}

/** What is seen for a while, and what fires at its end. Every other alert must be silent. */
export interface Scenario {
  readonly samples: Samples;
  /** Time of the end, from Thursday, 1 January 1970, 00:00 UTC. */
  readonly at: string;
  readonly firing: readonly Firing[];
}

/** Registers tests that need promtool; where there is none, they are shown as skipped, and the reason is printed. */
export function describeWithPromtool(title: string, tests: () => void): void {
  const found = spawnSync(PROMTOOL, ['--version']).error === undefined;
  if (!found) {
    console.warn(`skipped: '${title}' needs promtool, and there is no ${PROMTOOL}: set PROMTOOL to its path`);
  }
  (found ? describe : describe.skip)(title, tests);
}

/** What promtool says of rules; empty: they are valid. */
export function syntaxErrors(groups: readonly PrometheusRuleSpecGroups[]): string {
  return run('check', 'rules', write('rules.yaml', { groups }));
}

/** What promtool says of rules in a scenario; empty: exactly what should fire does. */
export function deviations(groups: readonly PrometheusRuleSpecGroups[], scenario: Scenario): string {
  const seconds = Duration.of(scenario.at).seconds;
  const step = seconds > LONG ? LONG_STEP : STEP;
  const rules = groups.flatMap((group) => group.rules ?? []);
  const names = [...new Set(rules.map(({ alert = '' }) => alert))];
  const unknown = scenario.firing.filter(({ alert }) => !names.includes(alert));
  if (unknown.length > 0) return `no such alert: ${unknown.map(({ alert }) => alert).join(', ')}`;
  const expected = ({ alert, protection, labels }: Firing) => {
    const rule = rules.find((r) => r.alert === alert && r.labels?.['protection'] === protection);
    return { exp_labels: { ...rule?.labels, ...labels }, exp_annotations: rule?.annotations };
  };
  const file = write('tests.yaml', {
    rule_files: [write('rules.yaml', { groups })],
    evaluation_interval: `${step}s`,
    tests: [
      {
        interval: `${step}s`,
        input_series: Object.entries(scenario.samples).map(([series, values]) => ({
          series,
          values: typeof values === 'string' ? values : `${values}+0x${Math.ceil(seconds / step)}`,
        })),
        alert_rule_test: names.map((alertname) => ({
          eval_time: `${seconds}s`,
          alertname,
          exp_alerts: scenario.firing.filter(({ alert }) => alert === alertname).map(expected),
        })),
      },
    ],
  });
  return run('test', 'rules', file);
}

function run(...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(PROMTOOL, args, { encoding: 'utf8' });
  return status === 0 ? '' : `${stdout}${stderr}`;
}

/** JSON is YAML. */
function write(name: string, content: unknown): string {
  const path = join(mkdtempSync(join(tmpdir(), 'restorable-promtool-')), name);
  writeFileSync(path, JSON.stringify(content));
  return path;
}
