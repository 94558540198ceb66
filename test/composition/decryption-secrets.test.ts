import { KubernetesCluster, Sops } from '../../lib';
import { composed, Fixture } from '../postgres/fixture';

const decryption = Sops.age('sops-age');

test('the key that Flux decrypts with is a required Secret in its namespace', () => {
  const fixture = new Fixture({ cluster: { flux: { path: 'flux', namespace: 'flux', decryption } } });
  const { plan } = composed({}, fixture);
  expect(plan.requiredSecrets.filter(({ roles }) => roles.includes('decryption'))).toEqual([
    {
      cluster: 'home',
      namespace: 'flux',
      name: 'sops-age',
      type: 'Opaque',
      roles: ['decryption'],
      keys: [{ key: 'age.agekey', holds: 'privateKey' }],
      source: { kind: 'bootstrap' },
      usedBy: ['home'],
    },
  ]);
});

test('is one for each cluster, in an order that does not depend on that of declaration', () => {
  const fixture = new Fixture({ cluster: { flux: { path: 'flux', decryption } } });
  for (const name of ['zoo', 'ant']) {
    new KubernetesCluster(fixture.app, name, { flux: { path: name, decryption } });
  }
  const { plan } = fixture.compose();
  expect(plan.requiredSecrets.map(({ cluster }) => cluster)).toEqual(['ant', 'home', 'zoo']);
});

test('a cluster without SOPS files needs none', () => {
  expect(composed().plan.requiredSecrets.flatMap(({ roles }) => roles)).not.toContain('decryption');
});
