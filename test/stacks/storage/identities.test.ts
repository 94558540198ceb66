import { describe, expect, it } from '@jest/globals';
import { identitiesOf } from '../../../stacks/storage/identities';
import { planOf, protectionOf, storageSecretOf } from '../plan-of';
import { codesAndPlaces } from '../problem-codes';

function rightsAndTool(secret: Parameters<typeof storageSecretOf>[0], kind = 'PostgresCluster') {
  const plan = planOf({ protections: [protectionOf({ kind })], requiredSecrets: [storageSecretOf(secret)] });
  return identitiesOf(plan).identities.map(({ rights, tool }) => `${rights} ${tool}`);
}

const grants = storageSecretOf().grants;
if (grants === undefined) throw new Error('the Secret opens a store');

describe('identities', () => {
  it('are one for each Secret that opens a store, with its prefixes', () => {
    expect(identitiesOf(planOf()).identities).toMatchObject([
      {
        id: 'safeops/develop/cnpg-backup-s3',
        store: 's3.amazonaws.com/backups',
        bucket: 'backups',
        prefixes: ['safeops/develop/app'],
        rights: 'write',
        tool: 'cloudnative-pg',
      },
    ]);
  });

  it('have the rights of their roles', () => {
    expect(rightsAndTool({ roles: ['archive-writer', 'archive-reader'] })).toEqual(['write cloudnative-pg']);
    const readOnly = { ...grants, access: 'read-only' } as const;
    expect(rightsAndTool({ roles: ['archive-reader'], grants: readOnly })).toEqual(['drill cloudnative-pg']);
    expect(rightsAndTool({ roles: ['recovery-reader'], grants: readOnly })).toEqual(['read cloudnative-pg']);
    expect(rightsAndTool({ roles: ['check'] })).toEqual(['write cloudnative-pg']);
    const appending = { ...grants, access: 'append-only' } as const;
    expect(rightsAndTool({ roles: ['evidence-writer'], grants: appending })).toEqual(['append evidence']);
  });

  it('have the tool of the protections in their places; an unknown kind has what all need', () => {
    expect(rightsAndTool({}, 'NamespaceBackup')).toEqual(['write velero']);
    expect(rightsAndTool({}, 'EtcdSnapshots')).toEqual(['write k3s']);
    expect(rightsAndTool({}, 'SomethingNew')).toEqual(['write other']);
    expect(rightsAndTool({ grants: { ...grants, prefixes: ['elsewhere'] } })).toEqual(['write other']);
  });

  it('know a place without a name of its writer', () => {
    const { serverName, ...archive } = protectionOf().backup.archive;
    const protection = protectionOf({ kind: 'NamespaceBackup' });
    const plan = planOf({
      protections: [{ ...protection, backup: { ...protection.backup, archive } }],
      requiredSecrets: [storageSecretOf({ grants: { ...grants, prefixes: ['safeops/develop'] } })],
    });
    expect(serverName).toBe('app');
    expect(identitiesOf(plan).identities[0]?.tool).toBe('velero');
  });

  it('stay when a Secret moves into Git, and are not made for users that Rook makes', () => {
    expect(rightsAndTool({ source: { kind: 'sops', file: 'x.yaml' } })).toEqual(['write cloudnative-pg']);
    expect(rightsAndTool({ source: { kind: 'bootstrap', handedOverTo: 'x.yaml' } })).toHaveLength(1);
    expect(rightsAndTool({ source: { kind: 'ceph-object-store-user', user: 'u', store: 's' } })).toEqual([]);
  });

  it('are not made for Secrets that open nothing', () => {
    const { grants: none, ...secret } = storageSecretOf();
    expect(none).toBeDefined();
    expect(identitiesOf(planOf({ requiredSecrets: [secret] })).identities).toEqual([]);
  });

  it('are also made for etcd snapshots, each cluster in its own folder', () => {
    const place = {
      cluster: 'safeops',
      store: 's3.amazonaws.com/etcd',
      bucket: 'etcd',
      folder: 'safeops/snapshots',
    };
    expect(identitiesOf(planOf({ requiredSecrets: [] }), [place]).identities).toEqual([
      {
        id: 'safeops/etcd-snapshots',
        store: 's3.amazonaws.com/etcd',
        bucket: 'etcd',
        prefixes: ['safeops/snapshots'],
        rights: 'write',
        tool: 'k3s',
      },
    ]);
  });

  it('RST936: one Secret for two tools', () => {
    const velero = protectionOf({ environment: 'staging', kind: 'NamespaceBackup' });
    const prefixes = ['safeops/develop/app', 'safeops/staging/app'];
    const plan = planOf({
      protections: [protectionOf(), velero],
      requiredSecrets: [storageSecretOf({ grants: { ...grants, prefixes } })],
    });
    expect(codesAndPlaces(identitiesOf(plan).problems)).toEqual([
      'RST936 plan.requiredSecrets["safeops/develop/cnpg-backup-s3"]',
    ]);
    expect(identitiesOf(planOf()).problems).toEqual([]);
  });
});
