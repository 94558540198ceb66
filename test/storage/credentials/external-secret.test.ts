import { describe, expect, it } from '@jest/globals';
import { Credentials, type S3Keys } from '../../../lib/storage';
import { codesThrownBy } from '../problem-codes';

const options = {
  store: { name: 'vault', kind: 'ClusterSecretStore' as const },
  keys: {
    accessKeyId: { key: 'ACCESS_KEY_ID', remote: { key: 'prod/backup', property: 'id' } },
    secretAccessKey: {
      key: 'ACCESS_SECRET_KEY',
      remote: { key: 'prod/backup', property: 'secret', version: '3' },
    },
  },
};

describe('a Secret filled by External Secrets', () => {
  const credentials: Credentials<S3Keys> = Credentials.externalSecret('backup-s3', options);

  it('is a contract like any other', () => {
    expect(credentials.kind).toBe('external-secret');
    expect(credentials.keys).toEqual({ accessKeyId: 'ACCESS_KEY_ID', secretAccessKey: 'ACCESS_SECRET_KEY' });
    expect(credentials.keyRef('accessKeyId')).toEqual({ name: 'backup-s3', key: 'ACCESS_KEY_ID' });
    expect(credentials.source).toEqual({
      kind: 'external-secret',
      store: 'vault',
      storeKind: 'ClusterSecretStore',
    });
  });

  it('has an ExternalSecret in the namespace of its user', () => {
    expect(credentials.manifests('prod')).toEqual([
      {
        apiVersion: 'external-secrets.io/v1',
        kind: 'ExternalSecret',
        metadata: { name: 'backup-s3', namespace: 'prod' },
        spec: {
          secretStoreRef: { name: 'vault', kind: 'ClusterSecretStore' },
          target: {
            name: 'backup-s3',
            creationPolicy: 'Owner',
            deletionPolicy: 'Retain',
            template: { type: 'Opaque' },
          },
          data: [
            { secretKey: 'ACCESS_KEY_ID', remoteRef: { key: 'prod/backup', property: 'id' } },
            {
              secretKey: 'ACCESS_SECRET_KEY',
              remoteRef: { key: 'prod/backup', property: 'secret', version: '3' },
            },
          ],
        },
      },
    ]);
  });

  it('is read again as often as is said, in the syntax of Go', () => {
    const [manifest] = Credentials.externalSecret('s', { ...options, refreshInterval: 'PT15M' }).manifests(
      'prod',
    );
    expect(manifest?.spec['refreshInterval']).toBe('15m0s');
  });

  it('keeps the type of a name and password', () => {
    const owner = Credentials.externalSecret('owner', {
      store: options.store,
      keys: {
        username: { key: 'username', remote: { key: 'prod/owner', property: 'user' } },
        password: { key: 'password', remote: { key: 'prod/owner', property: 'password' } },
      },
    });
    expect(owner.secretType).toBe('kubernetes.io/basic-auth');
    expect(owner.manifests('prod')[0]?.spec['target']).toMatchObject({
      template: { type: 'kubernetes.io/basic-auth' },
    });
  });

  it('is another one if a value comes from elsewhere', () => {
    const { accessKeyId, secretAccessKey } = options.keys;
    const moved = { accessKeyId: { ...accessKeyId, remote: { key: 'staging/backup' } }, secretAccessKey };
    expect(credentials.isSameAs(Credentials.externalSecret('backup-s3', options))).toBe(true);
    expect(credentials.isSameAs(Credentials.externalSecret('backup-s3', { ...options, keys: moved }))).toBe(
      false,
    );
  });

  it('refuses an interval that is no duration with RST101', () => {
    expect(
      codesThrownBy(() => Credentials.externalSecret('s', { ...options, refreshInterval: '15' })),
    ).toEqual(['RST101']);
  });

  it('refuses one key for two values with RST214', () => {
    const { accessKeyId } = options.keys;
    const keys = { accessKeyId, secretAccessKey: accessKeyId };
    expect(codesThrownBy(() => Credentials.externalSecret('s', { ...options, keys }))).toEqual(['RST214']);
  });
});
