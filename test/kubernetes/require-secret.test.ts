import { Credentials, type SecretRole } from '../../lib';
import { requireSecret } from '../../lib/kubernetes/require-secret';
import { Fixture } from '../postgres/fixture';

const CEPH = Credentials.cephObjectStoreUser({ user: 'writer', store: 'objects', cluster: 'rook' });
const KEYS = Credentials.basicAuth;

function fixtureWith(
  ...needs: readonly (readonly [namespace: string, credentials: Credentials, role: SecretRole])[]
): Fixture {
  const fixture = new Fixture();
  for (const [namespace, credentials, role] of needs) {
    requireSecret(fixture.folder, { namespace, credentials, role });
  }
  return fixture;
}

test('what makes a Secret is made once in each namespace, in the folder of the first that needs it', () => {
  const composition = fixtureWith(
    ['shop', CEPH, 'archive-writer'],
    ['shop', CEPH, 'recovery-reader'],
    ['other', CEPH, 'archive-writer'],
  ).compose();
  const users = composition.findAll('CephObjectStoreUser');
  expect(users.map(({ metadata }) => metadata.namespace)).toEqual(['shop', 'other']);
  expect(composition.plan.requiredSecrets.map(({ namespace, roles }) => [namespace, roles])).toEqual([
    ['other', ['archive-writer']],
    ['shop', ['archive-writer', 'recovery-reader']],
  ]);
  expect(composition.codes).toEqual(['RST220']);
});

test('it is labelled and kept from pruning: pruned, it takes the Secret along', () => {
  const [user] = fixtureWith(['shop', CEPH, 'archive-writer']).compose().findAll('CephObjectStoreUser');
  expect(user?.metadata).toMatchObject({
    labels: { 'app.kubernetes.io/managed-by': 'restorable' },
    annotations: { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' },
  });
});

test('the file of a Secret in Git is kept in the folder once', () => {
  const sealed = Credentials.sopsFile('owner', KEYS, { file: 'owner.yaml' });
  const { folder } = fixtureWith(['shop', sealed, 'database-owner'], ['shop', sealed, 'database-role']);
  expect(folder.keptFiles.map(({ file }) => file)).toEqual(['owner.yaml']);
});

test('existing and bootstrap Secrets make nothing', () => {
  const { folder } = fixtureWith(
    ['shop', Credentials.existing('a', KEYS), 'database-owner'],
    ['shop', Credentials.bootstrap('b', KEYS), 'database-owner'],
  );
  expect(folder.node.children).toEqual([]);
  expect(folder.keptFiles).toEqual([]);
});

test('a Secret declared in two ways is refused (RST216)', () => {
  const fixture = fixtureWith(
    ['shop', Credentials.existing('owner', KEYS), 'database-owner'],
    ['shop', Credentials.bootstrap('owner', KEYS), 'database-role'],
  );
  expect(fixture.compose().codes).toContain('RST216');
});
