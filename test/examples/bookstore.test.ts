import { Composed, valueAt } from '../postgres/fixture';
import { composeExample } from './example-folders';

const { composition } = composeExample('bookstore');
const composed = new Composed(composition);

test('objects and volumes are backed up nightly, after a checkpoint of PostgreSQL', () => {
  const schedule = composed.find('Schedule', 'production-daily', 'velero');
  expect(valueAt(schedule, 'spec.schedule')).toBe('0 2 * * *');
  expect(valueAt(schedule, 'spec.template')).toMatchObject({
    includedNamespaces: ['bookstore'],
    defaultVolumesToFsBackup: true,
  });
  const hook = valueAt(schedule, 'spec.template.hooks.resources.0.pre.0.exec');
  expect(hook).toMatchObject({ container: 'postgres', onError: 'Fail' });
  expect(valueAt(hook, 'command')).toEqual(expect.arrayContaining(['bookstore', 'CHECKPOINT']));
});

test('two layers have their own objectives, and a drill each', () => {
  const layers = composition.plan.protections.map(({ kind, objectives, drill }) => [
    kind,
    objectives.rpo,
    objectives.rto,
    'waived' in drill ? 'waived' : drill.namespace,
  ]);
  expect(layers).toEqual([
    ['EtcdSnapshots', 7 * 3600, 3600, 'etcd-drill'],
    ['NamespaceBackup', 24 * 3600, 1800, 'bookstore-drill'],
  ]);
});

test('the drill restores beside the live namespace, and looks for the row of the seed', () => {
  const drill = valueAt(composition.plan, 'protections.1');
  expect(valueAt(drill, 'source.drill.mapping')).toEqual({ bookstore: 'bookstore-drill-bookstore' });
  expect(JSON.stringify(valueAt(drill, 'drill.checks'))).toContain('before-backup');
});

test('every Secret of the store is in the plan, for the namespace of its user', () => {
  const needed = composition.plan.requiredSecrets.map(({ namespace, name }) => `${namespace}/${name}`);
  expect(needed).toEqual(
    expect.arrayContaining([
      'velero/velero-s3',
      'velero/velero-repo-credentials',
      'velero-drill/velero-drill-s3',
      'velero-drill/velero-repo-credentials',
      'bookstore-drill/drill-s3',
      'etcd-drill/etcd-drill-s3',
    ]),
  );
});
