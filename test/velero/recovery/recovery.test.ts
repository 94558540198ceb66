import fc from 'fast-check';
import { NamespaceRecovery, RestoreHook, RestoreModifier, type NamespaceRecoveryProps } from '../../../lib';
import { checkObject } from '../../../lib/kubernetes/schema';
import { modifierConfigMap } from '../../../lib/velero/recovery/restore-modifier';
import { refusal } from '../../core/refusal';

const PROPS: NamespaceRecoveryProps = { name: 'back', backup: 'prod-daily-1', namespaces: ['shop'] };
const PATCHES = ['patches', 'mergePatches', 'strategicPatches'];

test('a Restore names one backup, whole namespaces, and no labels', () => {
  const restore = NamespaceRecovery.of(PROPS).restore('velero');
  expect(restore.spec).toEqual({
    backupName: 'prod-daily-1',
    includedNamespaces: ['shop'],
    existingResourcePolicy: 'none',
    preserveNodePorts: false,
  });
  expect(checkObject(restore)).toEqual([]);
});

test('pods are among the kinds, since data of volumes comes back through them', () => {
  const { spec } = NamespaceRecovery.of({ ...PROPS, kinds: ['persistentvolumeclaims'] }).restore('velero');
  expect(spec?.includedResources).toEqual(['persistentvolumeclaims', 'pods']);
});

test('a recovery with everything matches its schema, and its modifiers stand in one key of a ConfigMap', () => {
  const recovery = NamespaceRecovery.of({
    ...PROPS,
    mapping: { shop: 'shop-2' },
    existing: 'update',
    modifiers: [RestoreModifier.replicas(0)],
    hooks: [
      RestoreHook.exec({
        name: 'h',
        pods: { app: 'db' },
        container: 'db',
        command: ['true'],
        onError: 'Fail',
        waitFor: '1m',
      }),
    ],
    annotations: { why: 'test' },
  });
  const restore = recovery.restore('velero');
  expect(checkObject(restore)).toEqual([]);
  const config = recovery.tryConfigMap('velero');
  expect(config?.metadata.name).toBe(restore.spec?.resourceModifier?.name);
  expect(Object.keys(config?.['data'] as object)).toHaveLength(1);
  expect(NamespaceRecovery.of(PROPS).tryConfigMap('velero')).toBeUndefined();
});

test.each<readonly [string, Partial<NamespaceRecoveryProps>]>([
  ['RST105', { backup: '' }],
  ['RST958', { kinds: ['Pods'] }],
  ['RST965', { kinds: ['nodes'] }],
  ['RST968', { mapping: { '*': 'shop-2' } }],
  ['RST968', { mapping: { shop: '' } }],
  ['RST968', { mapping: { shop: 'Shop_2' } }],
  ['RST968', { namespaces: ['shop', 'mail'], mapping: { shop: 'one', mail: 'one' } }],
  ['RST105', { name: 'Back_1' }],
  ['RST972', { namespaces: [] }],
  ['RST972', { namespaces: ['*'] }],
  ['RST977', { existing: 'overwrite' as 'update' }],
])('%s refuses %j', (code, props) => {
  expect(refusal(() => NamespaceRecovery.of({ ...PROPS, ...props })).code).toBe(code);
});

test('every rule of a modifier has one kind of patch, and the namespaces of the backup', () => {
  const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,10}[a-z0-9]$/);
  const modifier = fc.oneof(
    fc.constant(RestoreModifier.suspendCronJobs()),
    fc
      .dictionary(name, fc.array(fc.integer({ min: 1, max: 65535 }), { minLength: 1, maxLength: 3 }))
      .map((ports) => RestoreModifier.servicesToClusterIp(ports)),
    fc
      .tuple(fc.nat(5), fc.array(name, { maxLength: 3 }))
      .map(([n, names]) => RestoreModifier.replicas(n, ...names)),
    fc.tuple(name, name).map(([workload, container]) => RestoreModifier.image(workload, container, 'app:1')),
    fc
      .tuple(name, fc.array(name, { minLength: 1 }))
      .map(([i, hosts]) => RestoreModifier.ingressHosts(i, hosts)),
    fc.tuple(name, fc.array(name)).map(([sc, claims]) => RestoreModifier.storageClass(sc, ...claims)),
  );
  fc.assert(
    fc.property(modifier, (value) => {
      const rules = value.rulesIn(['shop']);
      expect(rules.length).toBeGreaterThan(0);
      for (const rule of rules) {
        expect(Object.keys(rule).filter((key) => PATCHES.includes(key))).toHaveLength(1);
        expect(rule).toMatchObject({ conditions: { namespaces: ['shop'] } });
      }
    }),
  );
});

test('a Service loses what only other types may have, as it was proved', () => {
  const [all, web] = RestoreModifier.servicesToClusterIp({ web: [80] }).rulesIn(['shop']);
  const patch = (rule: unknown) =>
    JSON.parse(
      (rule as { strategicPatches: readonly { patchData: string }[] }).strategicPatches[0]?.patchData ?? '',
    ) as unknown;
  expect(patch(all)).toMatchObject({ spec: { type: 'ClusterIP', externalTrafficPolicy: null } });
  expect(web).toMatchObject({ conditions: { groupResource: 'services', resourceNameRegex: '^web$' } });
  expect(patch(web)).toEqual({ spec: { ports: [{ port: 80, nodePort: null }] } });
});

test('hosts of an Ingress are replaced one by one', () => {
  expect(RestoreModifier.ingressHosts('web', ['a.test']).rulesIn(['shop'])).toMatchObject([
    { patches: [{ operation: 'replace', path: '/spec/rules/0/host', value: 'a.test' }] },
  ]);
});

test('the ConfigMap has exactly one key', () => {
  const map = modifierConfigMap(
    { name: 'm', namespace: 'velero' },
    [RestoreModifier.suspendCronJobs()],
    ['shop'],
  );
  expect(Object.keys(map['data'] as object)).toEqual(['modifiers.yaml']);
});

test.each<readonly [string, () => unknown]>([
  ['no port', () => RestoreModifier.servicesToClusterIp({ web: [] })],
  ['a port that does not exist', () => RestoreModifier.servicesToClusterIp({ web: [0] })],
  ['fewer than no replicas', () => RestoreModifier.replicas(-1)],
  ['an empty image', () => RestoreModifier.image('web', 'web', '')],
  ['no host', () => RestoreModifier.ingressHosts('web', [])],
  ['a pattern as a name', () => RestoreModifier.storageClass('fast', 'data-.*')],
])('a modifier with %s is refused', (_what, make) => {
  expect(refusal(make).code).toBe('RST964');
});
