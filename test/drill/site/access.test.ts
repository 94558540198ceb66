import { drillRules, FLUX_RULES, SOURCE_RULES, type PolicyRule } from '../../../lib/drill/site/access';

/** The rules that give a verb on a resource. */
function giving(rules: readonly PolicyRule[], resource: string, verb: string): readonly PolicyRule[] {
  return rules.filter(({ resources, verbs }) => resources.includes(resource) && verbs.includes(verb));
}

const rules = drillRules(['develop-orders', 'staging-orders'], []);

const CHANGED = [
  'develop-orders-status',
  'develop-orders-evidence',
  'staging-orders-status',
  'staging-orders-evidence',
];

test('only the credentials of restored databases can be read', () => {
  expect(giving(rules, 'secrets', 'get')).toEqual([
    {
      apiGroups: [''],
      resources: ['secrets'],
      verbs: ['get'],
      resourceNames: [
        'develop-orders-app',
        'develop-orders-superuser',
        'staging-orders-app',
        'staging-orders-superuser',
      ],
    },
  ]);
});

test('only restored Clusters can be deleted', () => {
  expect(giving(rules, 'clusters', 'delete').map(({ resourceNames }) => resourceNames)).toEqual([
    ['develop-orders', 'staging-orders'],
  ]);
});

test('only the status and the kept evidence of drills can be changed: neither plans nor the code of the runner', () => {
  const changing = ['update', 'patch', 'delete'].flatMap((verb) => giving(rules, 'configmaps', verb));
  expect(changing.map(({ resourceNames }) => resourceNames)).toEqual([CHANGED, CHANGED]);
});

test('pods are started only where a check needs one, and only those of checks can be deleted', () => {
  expect([...giving(rules, 'pods', 'create'), ...giving(rules, 'pods', 'delete')]).toEqual([]);
  const starting = drillRules(['a'], ['a-check-1', 'a-check-2']);
  expect(giving(starting, 'pods', 'create')).toHaveLength(1);
  expect(giving(starting, 'pods', 'delete').map(({ resourceNames }) => resourceNames)).toEqual([
    ['a-check-1', 'a-check-2'],
  ]);
});

test('nothing runs in pods, and no rights are given away', () => {
  const resources = [...drillRules(['a'], ['a-check-1']), ...SOURCE_RULES, ...FLUX_RULES].flatMap(
    (rule) => rule.resources,
  );
  expect(resources).not.toEqual(expect.arrayContaining(['pods/exec']));
  expect(
    resources.filter((resource) => resource.startsWith('role') || resource === 'serviceaccounts/token'),
  ).toEqual([]);
});

test('no rule names everything', () => {
  const all = [...drillRules(['a'], ['a-check-1']), ...SOURCE_RULES, ...FLUX_RULES];
  expect(all.flatMap((rule) => [...rule.apiGroups, ...rule.resources, ...rule.verbs])).not.toContain('*');
});

test('without a drill there are no rights: an empty list of names would mean every name', () => {
  expect(drillRules([], [])).toEqual([]);
  expect(rules.every(({ resourceNames }) => resourceNames === undefined || resourceNames.length > 0)).toBe(
    true,
  );
});

test('the source is read, without its Secrets', () => {
  expect([...new Set(SOURCE_RULES.flatMap(({ verbs }) => verbs))]).toEqual(['get', 'list']);
  expect(SOURCE_RULES.flatMap(({ resources }) => resources)).toEqual([
    'clusters',
    'backups',
    'scheduledbackups',
    'objectstores',
  ]);
});

test('of Flux only the Kustomizations are read', () => {
  expect(FLUX_RULES).toEqual([
    { apiGroups: ['kustomize.toolkit.fluxcd.io'], resources: ['kustomizations'], verbs: ['get'] },
  ]);
});

test('a runner whose drills restore no Cluster may neither create any nor read a Secret', () => {
  const rules = JSON.stringify(drillRules(['prod-daily'], [], []));
  expect(rules).not.toContain('postgresql.cnpg.io');
  expect(rules).not.toContain('secrets');
  expect(rules).toContain('leases');
});
