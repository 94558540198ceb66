import { describe, expect, it } from '@jest/globals';
import type { FluxPlatformArgs } from '../../../stacks/platform/flux-platform-args';
import { designPlatform } from '../../../stacks/platform/platform-design';
import { planOf, storageSecretOf } from '../plan-of';
import { codesAndPlaces } from '../problem-codes';

const noSecrets = planOf({ requiredSecrets: [] });

function design(changes: Partial<FluxPlatformArgs> = {}) {
  return designPlatform({
    cluster: 'safeops',
    plan: noSecrets,
    kubeconfig: '',
    sync: { url: 'https://example.com/x.git', ref: 'refs/heads/main', path: 'flux/clusters/safeops' },
    ...changes,
  });
}

describe('the design of a platform', () => {
  it('has no problems with the least there must be, and makes no Secret that nobody gave', () => {
    expect(design()).toMatchObject({ secrets: [], problems: [], mayDeleteData: false });
  });

  it('knows the Secret that Flux decrypts with, if the composition has one', () => {
    const sops = storageSecretOf({ namespace: 'flux-system', name: 'sops-age', roles: ['decryption'] });
    const plan = planOf({ requiredSecrets: [{ ...sops, source: { kind: 'existing' } }] });
    expect(design({ plan }).decryptionSecret).toBe('sops-age');
    expect(design()).not.toHaveProperty('decryptionSecret');
  });

  it('makes the namespace of every Secret', () => {
    const registry = { username: 'me', token: 'x', namespaces: ['build'] };
    expect(design({ registry }).namespaces.map(({ name }) => name)).toContain('build');
    expect(
      design({ registry: { username: 'me', token: 'x' } }).secrets.map(({ namespace }) => namespace),
    ).toEqual(['develop']);
  });

  it('lets data be deleted only where this very cluster is named', () => {
    expect(design({ teardown: { deleteDataOf: 'safeops' } })).toMatchObject({
      mayDeleteData: true,
      problems: [],
    });
    const other = design({ teardown: { deleteDataOf: 'other' } });
    expect(other.mayDeleteData).toBe(false);
    expect(codesAndPlaces(other.problems)).toEqual(['RST946 teardown.deleteDataOf']);
  });

  it('RST931: a cluster that the plan does not know; its Secrets are then not asked for', () => {
    expect(codesAndPlaces(design({ cluster: 'nowhere', plan: planOf() }).problems)).toEqual([
      'RST931 cluster',
    ]);
    expect(design({ cluster: 'x', plan: planOf({ clusters: [] }) }).problems[0]?.reason).toContain(
      'no clusters',
    );
  });

  it('tells everything that is wrong at once', () => {
    const { problems } = design({
      plan: planOf(),
      namespaces: ['Not A Name'],
      sync: { url: 'git@example.com:x.git', ref: 'main', path: '/flux' },
      flux: { version: '2.x' },
      operator: { kind: 'chart', version: 'latest', repository: 'https://example.com/charts' },
      apiTimeout: 0,
    });
    expect(codesAndPlaces(problems)).toEqual([
      'RST933 secrets["develop/cnpg-backup-s3"].accessKeyId',
      'RST933 secrets["develop/cnpg-backup-s3"].secretAccessKey',
      'RST933 secrets["develop/cnpg-backup-s3"].endpoint',
      'RST105 namespaces',
      'RST939 sync.url',
      'RST939 sync.ref',
      'RST939 sync.path',
      'RST942 flux.version',
      'RST942 operator.version',
      'RST939 operator.repository',
      'RST939 apiTimeout',
    ]);
  });

  it.each(['', 'a/../b'])('RST939: no folder in the repository: "%s"', (path) => {
    const sync = { url: 'ssh://git@example.com/x.git', ref: 'refs/tags/v1', path };
    expect(codesAndPlaces(design({ sync }).problems)).toEqual(['RST939 sync.path']);
  });
});
