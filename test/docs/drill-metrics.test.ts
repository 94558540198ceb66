import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { drillMetrics } from '../../runner/metrics/drill-metrics';
import { drillResult } from '../evidence/records';

test('the page names exactly the metrics that a passed drill tells', () => {
  const page = readFileSync(join(__dirname, '..', '..', 'docs', 'drill-metrics.md'), 'utf8');
  const documented = [...page.matchAll(/^\| `(restorable_\w+)`/gm)].map(([, name]) => name);
  expect(documented).toEqual(drillMetrics(drillResult()).map(({ name }) => name));
});
