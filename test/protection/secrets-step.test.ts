import { expect, test } from '@jest/globals';
import type { SecretSource } from '../../lib/plan';
import { secretsOf, secretsStep, type SuppliedSecret } from '../../lib/protection';

function secret(source: SecretSource, changes: Partial<SuppliedSecret> = {}): SuppliedSecret {
  return {
    cluster: 'home',
    namespace: 'shop',
    name: 's3',
    type: 'Opaque',
    roles: ['archive-writer'],
    keys: [{ key: 'ID', holds: 'accessKeyId' }],
    source,
    usedBy: ['home/orders'],
    ...changes,
  };
}

test('a Secret in Git is decrypted and applied, and looked for', () => {
  const [step] = secretsStep([secret({ kind: 'sops', file: 's3.yaml' }, { file: 'flux/s3.yaml' })]);
  expect(step?.commands).toEqual([
    'sops --decrypt flux/s3.yaml | kubectl apply --namespace shop --filename -',
    'kubectl get secret s3 --namespace shop',
  ]);
});

test.each<readonly [SecretSource, string]>([
  [{ kind: 'existing' }, 'whoever made it'],
  [{ kind: 'bootstrap' }, 'the platform stack'],
  [{ kind: 'sops', file: 's3.yaml' }, 'decrypt s3.yaml'],
  [{ kind: 'external-secret', store: 'vault', storeKind: 'ClusterSecretStore' }, 'ClusterSecretStore vault'],
  [{ kind: 'ceph-object-store-user', user: 'u', store: 'ceph' }, 'Rook'],
])('a Secret from elsewhere is named with who makes it, and its keys: %j', (source, supplier) => {
  const [step] = secretsStep([secret(source)]);
  expect(step?.text.join('\n')).toContain('s3 (ID): ');
  expect(step?.text.join('\n')).toContain(supplier);
  expect(step?.commands).toEqual(['kubectl get secret s3 --namespace shop']);
});

test('without Secrets there is no step', () => {
  expect(secretsStep([])).toEqual([]);
});

test('only Secrets of the namespace that the construct uses are its own', () => {
  const mine = secret({ kind: 'existing' });
  const secrets = [
    mine,
    secret({ kind: 'existing' }, { namespace: 'x' }),
    secret({ kind: 'existing' }, { usedBy: ['y'] }),
  ];
  expect(secretsOf({ secrets }, { namespace: 'shop', usedBy: 'home/orders' })).toEqual([mine]);
});
