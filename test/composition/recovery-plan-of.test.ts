import fc from 'fast-check';
import { Check, Credentials, FluxFolder, KubernetesCluster, Sops, Witness } from '../../lib';
import { composed, DRILL, Fixture, READS_DATA } from '../postgres/fixture';

const ENVIRONMENTS = ['develop', 'staging', 'production'] as const;
const DATABASES = ['orders', 'billing'] as const;

/** The plan of two databases in each of three environments, declared in this order. */
function planOf(environments: readonly string[], databases: readonly string[], clusters: readonly string[]) {
  const decryption = Sops.age('sops-age');
  const fixture = new Fixture({ cluster: { flux: { path: 'flux', decryption } } });
  for (const name of clusters) {
    new KubernetesCluster(fixture.app, name, { flux: { path: name, decryption } });
  }
  for (const name of environments) {
    const environment = fixture.addEnvironment(name);
    const folder = new FluxFolder(environment, `data/${name}`);
    for (const database of databases) {
      const check = Check.command({
        image: 'ghcr.io/shop/tools:1.0.0',
        command: ['/check.sh'],
        env: { VALUE: { secret: 'tools', key: `${name}-${database}` } },
      });
      fixture.addDatabase(
        database,
        {
          witness: Witness.every('5m'),
          ownerSecret: Credentials.existing('owner', Credentials.basicAuth),
          drill: { ...DRILL, checks: [READS_DATA, check] },
        },
        folder,
      );
    }
  }
  return fixture.compose().plan;
}

test('the plan does not depend on the order of declaration', () => {
  const expected = planOf(ENVIRONMENTS, DATABASES, ['ant', 'zoo']);
  expect(expected.protections).toHaveLength(6);
  fc.assert(
    fc.property(
      fc.shuffledSubarray([...ENVIRONMENTS], { minLength: 3 }),
      fc.shuffledSubarray([...DATABASES], { minLength: 2 }),
      fc.shuffledSubarray(['ant', 'zoo'], { minLength: 2 }),
      (environments, databases, clusters) => {
        expect(JSON.stringify(planOf(environments, databases, clusters))).toBe(JSON.stringify(expected));
      },
    ),
    { numRuns: 10 },
  );
});

test('it is plain data: what is written is what is there', () => {
  const composition = composed({ witness: Witness.every('5m', { counts: ['orders'] }) });
  expect(JSON.parse(composition.findText('recovery-plan.json'))).toEqual(composition.plan);
  expect(JSON.parse(JSON.stringify(composition.plan))).toEqual(composition.plan);
});

test('clusters are there with their environments and namespaces, live ones and those of drills', () => {
  const fixture = new Fixture();
  fixture.addEnvironment('staging', { manageNamespaces: false });
  fixture.addDatabase();
  expect(fixture.compose().plan.clusters).toEqual([
    {
      name: 'home',
      path: 'flux',
      environments: ['shop', 'staging'],
      namespaces: [
        { name: 'restore-test', managed: true, purpose: 'drill' },
        { name: 'shop', managed: true, purpose: 'live' },
        { name: 'staging', managed: false, purpose: 'live' },
      ],
    },
  ]);
});

test('a composition without protections has a plan all the same', () => {
  expect(new Fixture().compose().plan).toMatchObject({ version: 1, protections: [], requiredSecrets: [] });
});
