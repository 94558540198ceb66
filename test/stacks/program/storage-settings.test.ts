import { describe, expect, it } from '@jest/globals';
import { readBucketSettings } from '../../../stacks/program/bucket-settings';
import { storageSettings } from '../../../stacks/program/storage-settings';
import { planOf } from '../plan-of';
import { codesAndPlaces } from '../problem-codes';
import { configOf } from './config-of';

function settings(values: Readonly<Record<string, unknown>>, secrets: readonly string[] = []) {
  const config = configOf(values, secrets);
  const args = storageSettings(config, planOf());
  return { args, problems: codesAndPlaces(config.problems) };
}

describe('settings of a storage stack', () => {
  it('are the defaults where nothing is configured', () => {
    expect(settings({})).toEqual({
      args: { plan: planOf(), defaults: {}, buckets: {}, etcdSnapshots: [], keys: {} },
      problems: [],
    });
  });

  it('are read from flat keys', () => {
    const { args, problems } = settings({
      encryption: 'aes256',
      lock: 'compliance',
      lockDays: '90',
      oldVersionsDays: '120',
      replicaRegion: 'eu-central-1',
    });
    expect(problems).toEqual([]);
    expect(args.defaults).toEqual({
      encryption: 'aes256',
      lock: { mode: 'COMPLIANCE', days: 90 },
      oldVersions: 120,
      replica: { region: 'eu-central-1' },
    });
    expect(settings({ lock: 'none' }).args.defaults).toEqual({ lock: 'none' });
    expect(settings({ lock: 'governance' }).problems).toEqual(['RST939 config.lockDays']);
    expect(settings({ lock: 'governance', lockDays: '7' }).args.defaults?.lock).toMatchObject({
      mode: 'GOVERNANCE',
    });
  });

  it('put etcd snapshots into a bucket of the plan, one of their own in AWS, or a store elsewhere', () => {
    const place = (values: object) => settings({ etcdSnapshots: { safeops: values } }).args.etcdSnapshots;
    expect(place({ bucket: 'backups' })).toEqual([
      {
        cluster: 'safeops',
        store: 's3.amazonaws.com/backups',
        bucket: 'backups',
        folder: 'safeops/etcd-snapshots',
      },
    ]);
    expect(place({ bucket: 'etcd', folder: 'x', region: 'eu-west-1' })).toEqual([
      {
        cluster: 'safeops',
        store: 's3.amazonaws.com/etcd',
        bucket: 'etcd',
        folder: 'x',
        region: 'eu-west-1',
      },
    ]);
    expect(place({ bucket: 'etcd', host: 'minio:9000' })).toMatchObject([{ store: 'minio:9000/etcd' }]);
    expect(settings({ etcdSnapshots: { safeops: {} } }).problems).toEqual([
      'RST939 config.etcdSnapshots.safeops.bucket',
    ]);
  });

  it('take keys only as secrets', () => {
    const storageKeys = { 'a/b': { accessKeyId: 'x' } };
    expect(settings({ storageKeys }, ['storageKeys'])).toMatchObject({
      args: { keys: storageKeys },
      problems: [],
    });
    expect(settings({ storageKeys }).problems).toEqual(['RST944 config.storageKeys']);
  });

  it('gather what is wrong with single buckets', () => {
    const { args, problems } = settings({ buckets: { backups: { oldVersions: 40, colour: 'red' } } });
    expect(args.buckets).toEqual({ backups: { oldVersions: 40 } });
    expect(problems).toEqual(['RST939 buckets["backups"].colour']);
  });
});

describe('settings of one bucket', () => {
  it('are read as they are written', () => {
    const written = {
      encryption: 'kms',
      lock: { mode: 'GOVERNANCE', days: 7 },
      oldVersions: 8,
      replica: { region: 'eu-central-1', bucket: 'copy', lock: 'none' },
    };
    expect(readBucketSettings(written, 'x')).toEqual({ value: written, problems: [] });
  });

  it.each([
    [{ encryption: 'rot13' }, 'RST939 x.encryption'],
    [{ lock: 'yes' }, 'RST939 x.lock'],
    [{ lock: { mode: 'GOVERNANCE' } }, 'RST939 x.lock'],
    [{ oldVersions: '8' }, 'RST939 x.oldVersions'],
    [{ replica: 'eu-central-1' }, 'RST939 x.replica'],
    [{ replica: { region: 'a', bucket: 1 } }, 'RST939 x.replica'],
    [{ replica: { region: 'a', lock: 1 } }, 'RST939 x.replica.lock'],
    [{ days: 7 }, 'RST939 x.days'],
  ])('RST939: %j', (written, expected) => {
    expect(codesAndPlaces(readBucketSettings(written, 'x').problems)).toEqual([expected]);
  });
});
