import { Check, NamespaceCheck, Schedule, VolumeBackup, type NamespaceDrillProps } from '../../../lib';
import { checkObject } from '../../../lib/kubernetes/schema';
import type { NamespaceBackupSource } from '../../../lib/velero/velero-source';
import type { Composed } from '../../postgres/fixture';
import { valueAt } from '../../postgres/fixture';
import { composedBackup, DRILL, VeleroFixture } from '../fixture';

const TARGET = 'shop-drill-shop';

function drilled(props: Partial<NamespaceDrillProps>, namespaces?: readonly string[]): Composed {
  return composedBackup({ drill: { ...DRILL, ...props }, ...(namespaces !== undefined && { namespaces }) });
}

function sourceOf(composed: Composed): NamespaceBackupSource {
  return composed.plan.protections[0]?.source as unknown as NamespaceBackupSource;
}

test('the Restore of a drill is by namespace and kind, into exactly named namespaces, changed on the way', () => {
  const composed = composedBackup();
  const { drill } = sourceOf(composed);
  expect(drill?.restore).toMatchObject({
    metadata: { name: 'prod-daily', namespace: 'velero-drill' },
    spec: {
      includedNamespaces: ['shop'],
      namespaceMapping: { shop: TARGET },
      existingResourcePolicy: 'none',
      preserveNodePorts: false,
      resourceModifier: { kind: 'configmap', name: 'prod-daily-modifiers' },
    },
  });
  const spec = drill?.restore.spec as object;
  for (const field of ['backupName', 'labelSelector', 'includeClusterResources', 'hooks', 'restorePVs'])
    expect(spec).not.toHaveProperty(field);
  expect(checkObject({ ...drill?.restore, spec: { ...spec, backupName: 'b' } })).toEqual([]);
});

test('nothing that acts outside of its namespace is among the kinds of a drill', () => {
  const kinds = sourceOf(composedBackup()).drill?.restore.spec.includedResources ?? [];
  expect(kinds).toEqual(expect.arrayContaining(['pods', 'persistentvolumeclaims', 'persistentvolumes']));
  for (const kind of [
    'ingresses.networking.k8s.io',
    'jobs.batch',
    'networkpolicies.networking.k8s.io',
    'namespaces',
  ])
    expect(kinds).not.toContain(kind);
});

test('the namespace restored into is isolated before anything is in it', () => {
  const composed = composedBackup();
  expect(composed.find('Namespace', TARGET).metadata.labels).toMatchObject({
    'app.kubernetes.io/name': 'restore-drill',
    'pod-security.kubernetes.io/enforce': 'baseline',
  });
  const quota = composed.find('ResourceQuota', 'drills', TARGET);
  expect(valueAt(quota, 'spec.hard')).toMatchObject({
    'services.loadbalancers': '0',
    'services.nodeports': '0',
  });
  const policies = composed.findAll('NetworkPolicy').filter(({ metadata }) => metadata.namespace === TARGET);
  expect(policies.map(({ metadata }) => metadata.name).sort()).toEqual([
    'allow-dns',
    'allow-namespace',
    'allow-runner',
    'default-deny',
  ]);
  expect(composed.plan.clusters[0]?.namespaces).toContainEqual({
    name: TARGET,
    managed: true,
    purpose: 'drill',
  });
});

test('CronJobs are suspended, pods of Jobs held and Services ClusterIP in every drill, also where nobody asks for it', () => {
  const map = composedBackup().find('ConfigMap', 'prod-daily-modifiers', 'velero-drill');
  const file = JSON.parse(
    String((valueAt(map, 'data') as Readonly<Record<string, string>>)['modifiers.yaml']),
  ) as unknown;
  expect(valueAt(file, 'resourceModifierRules')).toMatchObject([
    { conditions: { groupResource: 'cronjobs.batch', namespaces: ['shop'] } },
    {
      conditions: {
        groupResource: 'pods',
        namespaces: ['shop'],
        labelSelector: { matchExpressions: [{ key: 'batch.kubernetes.io/job-name', operator: 'Exists' }] },
      },
      strategicPatches: [{ patchData: expect.stringContaining('schedulingGates') as unknown }],
    },
    { conditions: { groupResource: 'services' } },
  ]);
});

test('the runner gets rights to what it restores into, and none to create Clusters', () => {
  const composed = composedBackup();
  const rules = (name: string, namespace: string) =>
    JSON.stringify(valueAt(composed.find('Role', name, namespace), 'rules'));
  expect(rules('restore-drill', 'shop-drill')).not.toContain('postgresql.cnpg.io');
  expect(rules('restore-drill', 'shop-drill')).not.toContain('secrets');
  expect(rules('restore-drill-shop-drill', TARGET)).toContain('pods/exec');
  expect(rules('restore-drill-shop-drill', 'velero-drill')).toContain('"resourceNames":["prod-daily"]');
  expect(rules('restore-drill-shop-drill-source', 'velero')).not.toContain('create');
  expect(composed.findAll('Role').filter(({ metadata }) => metadata.namespace === 'shop')).toEqual([]);
});

test('volumes are touched only where the runner restored them', () => {
  const policy = composedBackup().find('ValidatingAdmissionPolicy', 'volumes-velero-drill');
  expect(JSON.stringify(policy)).toContain(`oldObject.spec.claimRef.namespace in [\\"${TARGET}\\"]`);
});

test('checks of SQL run in the database of the drill, the others in their namespace', () => {
  const composed = drilled({
    database: { pod: 'postgres-0', user: 'u', database: 'd', password: { secret: 's', key: 'k' } },
    checks: [Check.query('SELECT count(*) FROM books', { atLeast: 1 }), NamespaceCheck.claims('data-0')],
  });
  expect(composed.problems).toEqual([]);
  expect(sourceOf(composed).drill).toMatchObject({
    database: { namespace: 'shop', port: 5432, pod: 'postgres-0' },
    expected: { claims: [{ namespace: 'shop', claim: 'data-0' }] },
  });
  expect(valueAt(composed.plan, 'protections.0.drill.checks.1.namespace')).toBe('shop');
  expect(valueAt(composed.plan, 'protections.0.drill.targets')).toEqual([{ kind: 'latest' }]);
});

test.each<readonly [string, string, Partial<NamespaceDrillProps>]>([
  ['RST958', 'a kind that is none', { kinds: ['Pods'] }],
  ['RST959', 'a kind of CloudNativePG', { kinds: ['clusters.postgresql.cnpg.io'] }],
  ['RST964', 'ports that are none', { nodePorts: { web: [] } }],
  ['RST965', 'a kind that is never restored', { kinds: ['nodes'] }],
  ['RST966', 'an Ingress', { kinds: ['ingresses.networking.k8s.io'] }],
  ['RST966', 'certificates', { kinds: ['certificates.cert-manager.io'] }],
  ['RST966', 'webhooks', { kinds: ['validatingwebhookconfigurations.admissionregistration.k8s.io'] }],
  ['RST967', 'the live namespace', { mapping: { shop: 'shop' } }],
  ['RST967', 'the namespace of Velero', { mapping: { shop: 'velero' } }],
  ['RST968', 'a star', { mapping: { '*': 'x' } }],
  ['RST968', 'nothing', { mapping: {} }],
  ['RST968', 'a namespace that is not backed up', { mapping: { shop: 'a', other: 'b' } }],
  ['RST970', 'a check of another namespace', { checks: [NamespaceCheck.ready({ namespace: 'other' })] }],
  [
    'RST970',
    'a database in another namespace',
    { database: { namespace: 'other', pod: 'p', user: 'u', database: 'd' } },
  ],
  ['RST978', 'SQL without a database', { checks: [Check.tables('books')] }],
  ['RST978', 'a container of its own', { checks: [Check.command({ image: 'a:1', command: ['b'] })] }],
  ['RST103', 'a schedule with seconds', { schedule: Schedule.cron('30 0 4 * * 0') }],
])('%s refuses a drill with %s', (code, _what, props) => {
  expect(drilled(props).codes).toContain(code);
});

test('with several namespaces each has its own, and checks say which', () => {
  const fine = drilled(
    { checks: [NamespaceCheck.files({ namespace: 'b', pod: 'p', folder: '/d', count: { atLeast: 1 } })] },
    ['a', 'b'],
  );
  expect(fine.problems).toEqual([]);
  expect(sourceOf(fine).drill?.mapping).toEqual({ a: 'shop-drill-a', b: 'shop-drill-b' });
  expect(drilled({}, ['a', 'b']).codes).toContain('RST970');
});

test('a claim whose data is left out cannot be checked', () => {
  const composed = composedBackup({
    volumes: VolumeBackup.fileSystem({ except: [{ volume: 'cache-*', reason: 'filled again' }] }),
    drill: { ...DRILL, checks: [...DRILL.checks, NamespaceCheck.claims('cache-0')] },
  });
  expect(composed.codes).toContain('RST971');
});

test('two drills do not restore into one namespace', () => {
  const fixture = new VeleroFixture();
  fixture.addBackup('daily');
  fixture.addBackup('weekly');
  expect(fixture.compose().codes).toContain('RST975');
  const apart = new VeleroFixture();
  apart.addBackup('daily');
  apart.addBackup('weekly', { drill: { ...DRILL, mapping: { shop: 'shop-weekly' } } });
  expect(apart.compose().problems).toEqual([]);
});

test('a drill needs a second Velero', () => {
  expect(composedBackup({}, new VeleroFixture({ drill: undefined as never })).codes).toContain('RST969');
});

test('where the backup holds objects only, no check has to read data; else one should (RST615)', () => {
  const drill = { ...DRILL, checks: [NamespaceCheck.ready()] };
  expect(composedBackup({ drill }).codes).toContain('RST615');
  const volumes = VolumeBackup.none({ reason: 'what is in volumes is backed up by another' });
  expect(composedBackup({ drill, volumes }).codes).not.toContain('RST615');
});
