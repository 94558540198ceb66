import fc from 'fast-check';
import { ResourceFilter } from '../../../lib';
import { CLOUD_NATIVE_PG_KINDS } from '../../../lib/velero/backup/resource-name';
import { refusal } from '../../core/refusal';

const OLD = ['includedResources', 'excludedResources', 'includeClusterResources'];

/** Names of resources, with a group or without. */
const resource = fc
  .tuple(fc.stringMatching(/^[a-z]{3,12}s$/), fc.constantFrom('', '.apps', '.batch', '.example.org'))
  .map(([name, group]) => name + group)
  .filter((name) => !['events'].includes(name));
const resources = fc.uniqueArray(resource, { minLength: 1, maxLength: 6 });
const choice = fc.oneof(
  resources.map((include) => ({ include })),
  resources.map((exclude) => ({ exclude })),
);

test('a filter has fields of one kind only, whatever it is made of', () => {
  const filters = fc.oneof(
    fc
      .tuple(choice, fc.boolean())
      .map(([kinds, cluster]) => ResourceFilter.kinds({ ...kinds, clusterResources: cluster })),
    fc.tuple(choice, choice).map(([namespaced, cluster]) => ResourceFilter.scoped({ namespaced, cluster })),
    fc.constant(ResourceFilter.everything()),
  );
  fc.assert(
    fc.property(filters, ({ fields }) => {
      const names = Object.keys(fields);
      const old = names.filter((name) => OLD.includes(name));
      expect([0, names.length]).toContain(old.length);
    }),
  );
});

test('nothing is both included and excluded, and kinds of CloudNativePG are in no backup', () => {
  fc.assert(
    fc.property(choice, (kinds) => {
      const { includedResources: included, excludedResources: excluded } = ResourceFilter.kinds(kinds).fields;
      expect(included === undefined).toBe('exclude' in kinds);
      expect(excluded === undefined).toBe('include' in kinds);
      if (excluded !== undefined)
        expect(excluded).toEqual(expect.arrayContaining([...CLOUD_NATIVE_PG_KINDS]));
      for (const kind of CLOUD_NATIVE_PG_KINDS) expect(included ?? []).not.toContain(kind);
    }),
  );
});

test('everything is every kind but events and those of CloudNativePG', () => {
  expect(ResourceFilter.everything().fields.excludedNamespaceScopedResources).toEqual(
    expect.arrayContaining(['events', 'clusters.postgresql.cnpg.io']),
  );
});

test('what Velero would refuse when a backup starts is refused', () => {
  const of = (include: readonly string[]) => refusal(() => ResourceFilter.kinds({ include })).code;
  expect(of(['*'])).toBe('RST958');
  expect(of(['Pods'])).toBe('RST958');
  expect(of(['pods', 'pods'])).toBe('RST958');
  expect(of([])).toBe('RST958');
  expect(of(['pods', 'clusters.postgresql.cnpg.io'])).toBe('RST959');
});

test('filters of both kinds, or includes with excludes, are refused also where types do not', () => {
  const both = { include: ['pods'], exclude: ['secrets'] };
  const foreign = { include: ['pods'], namespaced: { include: ['pods'] } };
  expect(refusal(() => ResourceFilter.kinds(both)).code).toBe('RST957');
  expect(refusal(() => ResourceFilter.scoped({ namespaced: both })).code).toBe('RST957');
  expect(refusal(() => ResourceFilter.kinds(foreign)).code).toBe('RST957');
});
