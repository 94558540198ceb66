import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { drillAlerts } from '../../lib/monitoring/drill-alerts';
import { archiveAlerts } from '../../lib/postgres/alerts/archive-alerts';
import { drilledProtection } from '../drill/protection';
import { ROOT } from '../examples/compile';

test('docs/alerts.md has a section for each alert, which says how bad it is', () => {
  const sections = readFileSync(join(ROOT, 'docs', 'alerts.md'), 'utf8')
    .split(/^## /m)
    .slice(1);
  const plan = drilledProtection('orders');
  const rules = [...drillAlerts(plan), ...archiveAlerts(plan, 'plugin')];
  expect(sections.map((section) => section.split('\n', 1)[0])).toEqual(rules.map(({ name }) => name));
  for (const [index, { severity }] of rules.entries()) {
    expect(sections[index]?.toLowerCase()).toContain(`\n\n${severity}. `);
  }
});
