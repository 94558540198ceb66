import { parseRecoveryBundle } from '../../../stacks/cluster/read-recovery-bundle';
import { recoveryBundle } from '../../../stacks/cluster/recovery-bundle';
import { refusal } from '../../core/refusal';
import { BUNDLE, OPTIONS, SECRETS, settingsWith } from './example-cluster';

test('a bundle has what a restore needs besides the snapshot', () => {
  expect(BUNDLE).toEqual({
    version: 1,
    cluster: 'safeops',
    token: SECRETS.token,
    tokenHash: expect.stringMatching(/^[0-9a-f]{12}$/) as string,
    authorities: SECRETS.authorities,
    k3sVersion: 'v1.35.5+k3s1',
    store: {
      endpoint: 's3.eu-central-1.amazonaws.com',
      bucket: 'safeops-backup',
      region: 'eu-central-1',
      pathStyle: false,
      folder: 'safeops/etcd-snapshots',
    },
    network: { pods: '10.42.0.0/16', services: '10.43.0.0/16', clusterDns: '10.43.0.10' },
  });
});

test('without etcd backup there is no bundle', () => {
  const { etcdBackup, ...without } = OPTIONS;
  expect(etcdBackup).toBeDefined();
  expect(recoveryBundle({ ...settingsWith(without), etcdBackup: undefined }, SECRETS)).toBeUndefined();
});

test('the certificates of a private store go with the bundle', () => {
  const store = { endpoint: 's3.internal', bucket: 'backup', region: 'home', certificateAuthority: 'PEM' };
  const settings = settingsWith({ etcdBackup: { store } });
  expect(recoveryBundle(settings, SECRETS)?.store.certificateAuthority).toBe('PEM');
});

test('a bundle is read back as it was written', () => {
  expect(parseRecoveryBundle(JSON.stringify(BUNDLE))).toEqual(BUNDLE);
});

test.each([
  ['no JSON', 'token', 'It is no JSON.'],
  ['another version', JSON.stringify({ ...BUNDLE, version: 2 }), 'Its version is not 1.'],
  ['a text', '"bundle"', 'Its version is not 1.'],
  [
    'parts missing',
    JSON.stringify({ ...BUNDLE, authorities: { ...BUNDLE.authorities, client: undefined }, k3sVersion: '' }),
    'It lacks k3sVersion, authorities.client.certificate, authorities.client.privateKey.',
  ],
  [
    'a store without style',
    JSON.stringify({ ...BUNDLE, store: { ...BUNDLE.store, pathStyle: 'yes' } }),
    'It lacks store.pathStyle.',
  ],
  [
    'another token',
    JSON.stringify({ ...BUNDLE, token: 'x'.repeat(48) }),
    'Its token does not have the hash it names.',
  ],
])('a bundle with %s is refused without showing it', (_, text, reason) => {
  const problem = refusal(() => parseRecoveryBundle(text));
  expect(problem).toMatchObject({ code: 'RST920', property: 'restoreFrom.bundle', reason });
  expect(problem.value).toBeUndefined();
});
