import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { restorable, TestHost } from '../host';
import { emptyFolder, filesIn, project, projectOf } from '../project';

describe('runbook', () => {
  test('writes DR-RUNBOOK.md beside the app, and says what is in it', async () => {
    const folder = project('one-database');
    const before = filesIn(folder);
    const { code, stdout, stderr } = await restorable(new TestHost(folder), 'runbook');
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: 'DR-RUNBOOK.md: 7 losses of 2 protections on 1 cluster.\n',
      stderr: '',
    });
    const { 'DR-RUNBOOK.md': page = '', ...others } = filesIn(folder);
    expect(page).toMatch(/^# Disaster recovery runbook\n/);
    expect(others).toEqual(before);
  });

  test('writes it beside the app of another folder too, with the same bytes', async () => {
    const folder = project('one-database');
    await restorable(new TestHost(folder), 'runbook');
    const first = readFileSync(join(folder, 'DR-RUNBOOK.md'), 'utf8');
    const { code } = await restorable(new TestHost(emptyFolder()), 'runbook', folder);
    expect(code).toBe(0);
    expect(readFileSync(join(folder, 'DR-RUNBOOK.md'), 'utf8')).toBe(first);
  });

  test('writes to --out, for another deliverer', async () => {
    const folder = project('one-database');
    const host = new TestHost(folder);
    const { code } = await restorable(host, 'runbook', '--out', 'docs/dr.md', '--deliverer', 'argocd');
    expect(code).toBe(0);
    expect(readFileSync(join(folder, 'docs', 'dr.md'), 'utf8')).toContain('Switch the automated sync off');
  });

  test('prints data instead with --json, and writes nothing', async () => {
    const folder = project('one-database');
    const before = filesIn(folder);
    const { code, stdout } = await restorable(new TestHost(folder), 'runbook', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      deliverer: { id: 'flux' },
      protections: [{ plan: { id: 'home/shop/cache' } }, { plan: { id: 'home/shop/orders' } }],
      clusters: [{ name: 'home' }],
    });
    expect(filesIn(folder)).toEqual(before);
  });

  test('quotes no evidence that no key verifies: RST880', async () => {
    const host = new TestHost(project('one-database'));
    const { code, stderr } = await restorable(host, 'runbook', '--evidence', 'evidence');
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('RST880') });
  });

  test('warns of losses that nothing covers: RST881', async () => {
    const folder = projectOf({ 'main.ts': STATE_OF_A_CLUSTER });
    const { code, stdout, stderr } = await restorable(new TestHost(folder), 'runbook');
    expect(code).toBe(0);
    expect(stdout).toContain('of 1 protection on 1 cluster.');
    expect(stderr).toContain('warning RST881');
    expect(stderr).toContain("'home/control-plane/etcd': no procedure for: namespace.");
  });
});

const STATE_OF_A_CLUSTER = `
import { App, BackupStore, Credentials, Drill, Environment, EtcdSnapshots, EtcdSource, KubernetesCluster, Schedule } from 'restorable';
const app = new App({ repository: '.', today: new Date('2026-01-01T00:00:00Z') });
const cluster = new KubernetesCluster(app, 'home', { flux: { path: 'flux' } });
const keys = { accessKeyId: 'ID', secretAccessKey: 'KEY' };
const environment = new Environment(cluster, 'control-plane', {
  namespace: 'kube-system',
  manageNamespaces: false,
  objectives: { rpo: '2h', rto: '1h', retention: '14d' },
  store: BackupStore.aws({ bucket: 'state', region: 'eu-central-1' }),
  credentials: Credentials.existing('etcd-s3', keys),
  drill: { namespace: 'etcd-drill', credentials: Credentials.existing('etcd-drill-s3', keys) },
});
new EtcdSnapshots(environment, 'etcd', {
  source: EtcdSource.k3s({ folder: 'home/etcd-snapshots' }),
  schedule: Schedule.hourly(),
  drill: Drill.waived({ reason: 'Nothing is in this cluster yet', owner: 'platform team', until: '2026-06-30' }),
});
app.synth();
`;
