import { describe, expect, it } from '@jest/globals';
import type { ProtectionPlan } from '../../../lib/plan';
import { clusterSettings } from '../../../stacks/cluster';
import { etcdSettings, type EtcdSources } from '../../../stacks/program/etcd-settings';
import { planOf, protectionOf } from '../plan-of';
import { codesAndPlaces } from '../problem-codes';
import { valueOf } from '../value-of';
import { configOf } from './config-of';

const store = { endpoint: 's3.eu-west-1.amazonaws.com', bucket: 'backups', region: 'eu-west-1' };
const made = {
  accessKeyId: 'made-id',
  secretAccessKey: 'made-key',
  bucket: 'backups',
  folder: 'safeops/etcd-snapshots',
};

/** The snapshots of a cluster, every six hours, kept for two weeks. */
function snapshots(takenBy: 'k3s' | 'kubeadm' = 'k3s'): ProtectionPlan {
  const base = protectionOf({ kind: 'EtcdSnapshots', retention: 14 * 86_400 });
  return {
    ...base,
    id: 'safeops/production/etcd',
    source: { takenBy },
    objectives: { ...base.objectives, rpo: 6 * 3600 },
    backup: {
      ...base.backup,
      schedule: '0 */6 * * *',
      archive: { ...base.backup.archive, prefix: 'safeops/etcd-snapshots' },
    },
  };
}

function settings(values: Readonly<Record<string, unknown>>, sources: EtcdSources = {}) {
  const config = configOf(values, ['etcdStoreKeys']);
  return { ...etcdSettings(config, 'safeops', sources), problems: codesAndPlaces(config.problems) };
}

const plan = planOf({ protections: [snapshots()] });

describe('keys of the etcd snapshots', () => {
  const etcdBackup = { store };

  it('are those of the configuration before those of the storage stack', async () => {
    const sources = { etcdSnapshots: { safeops: made } };
    const fromStack = settings({ etcdBackup }, sources);
    expect(fromStack.problems).toEqual([]);
    expect(await valueOf(fromStack.etcdStore?.secretAccessKey ?? '')).toEqual({
      value: 'made-key',
      secret: true,
    });
    const own = settings(
      { etcdBackup, etcdStoreKeys: { accessKeyId: 'own', secretAccessKey: 'key' } },
      sources,
    );
    expect(await valueOf(own.etcdStore?.secretAccessKey ?? '')).toEqual({ value: 'key', secret: true });
    expect(settings({ etcdBackup, etcdStoreKeys: { accessKeyId: 'own' } }).problems).toEqual([
      'RST939 config.etcdStoreKeys.secretAccessKey',
    ]);
  });

  it('are missed where the storage stack makes none for this cluster', () => {
    expect(settings({ etcdBackup }, { etcdSnapshots: { other: made } }).problems).toEqual([
      'RST939 config.storageStack',
    ]);
    expect(settings({}, { etcdSnapshots: {} }).problems).toEqual([]);
  });

  it('are refused where they are for another place', () => {
    const elsewhere = { etcdSnapshots: { safeops: { ...made, bucket: 'other', folder: 'safeops/etcd' } } };
    expect(settings({ etcdBackup }, elsewhere).problems).toEqual([
      'RST939 config.etcdBackup.store.bucket',
      'RST939 config.etcdBackup.folder',
    ]);
  });
});

describe('the etcd snapshots', () => {
  it('are as the composition plans them where the configuration says nothing', () => {
    const { etcdBackup, problems } = settings({}, { plan });
    expect(problems).toEqual([]);
    const { etcdBackup: filled } = clusterSettings({
      name: 'safeops',
      location: 'fsn1',
      controlPlanes: {},
      ...(etcdBackup !== undefined && { etcdBackup }),
    });
    expect(filled).toMatchObject({
      store: { ...store, pathStyle: false },
      folder: 'safeops/etcd-snapshots',
      schedule: '0 */6 * * *',
    });
    expect(String(filled?.rpo)).toBe('6h');
    expect(String(filled?.keepInStore)).toBe('14d');
  });

  it('may be described more exactly than the plan does, and kept for longer', () => {
    const { etcdBackup, problems } = settings(
      { etcdBackup: { credentials: 'config-secret', keepInStore: '30d' } },
      { plan },
    );
    expect(problems).toEqual([]);
    expect(etcdBackup).toMatchObject({ store, credentials: 'config-secret', keepInStore: '30d' });
  });

  it('RST947: are refused where drills would look for them elsewhere, or not find them any more', () => {
    const differing = {
      store: { endpoint: 's3.example.com', bucket: 'other', region: 'r' },
      folder: 'etcd',
      schedule: '0 0 * * *',
      keepInStore: '7d',
    };
    expect(settings({ etcdBackup: differing }, { plan }).problems).toEqual([
      'RST947 config.etcdBackup.store.bucket',
      'RST947 config.etcdBackup.store.endpoint',
      'RST947 config.etcdBackup.folder',
      'RST947 config.etcdBackup.schedule',
      'RST947 config.etcdBackup.keepInStore',
    ]);
  });

  it('have nothing to do with snapshots that others take, or of other clusters', () => {
    const others = planOf({ protections: [snapshots('kubeadm'), { ...snapshots(), cluster: 'other' }] });
    expect(settings({}, { plan: others })).toEqual({ problems: [] });
  });

  it('need a store from somewhere', () => {
    expect(settings({ etcdBackup: { rpo: '1h' } }).problems).toEqual(['RST939 config.etcdBackup.store']);
  });
});
