import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { restorable, TestHost } from '../host';
import { project } from '../project';

test('runbook writes DR-RUNBOOK.md beside the app', async () => {
  const folder = project('one-database');
  const { code, stdout } = await restorable(new TestHost(folder), 'runbook');
  expect(code).toBe(0);
  expect(stdout).toContain('DR-RUNBOOK.md: 7 losses of ');
  expect(readFileSync(join(folder, 'DR-RUNBOOK.md'), 'utf8')).toMatch(/^# Disaster recovery runbook\n/);
});
