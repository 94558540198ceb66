import { Quantity } from '../../lib';
import { Volume } from '../../lib/postgres/volume';
import { composed } from './fixture';
import { codesThrownBy } from '../storage/problem-codes';

describe('Volume', () => {
  test('is a size alone, or one with its storage class', () => {
    expect(Volume.of('20Gi').spec()).toEqual({ size: '20Gi' });
    expect(Volume.of(Quantity.of('20Gi')).spec()).toEqual({ size: '20Gi' });
    expect(Volume.of({ size: '20Gi', storageClass: 'ceph-rbd', resizeInUseVolumes: false }).spec()).toEqual({
      size: '20Gi',
      storageClass: 'ceph-rbd',
      resizeInUseVolumes: false,
    });
  });

  test.each(['20 GB', '', '-1Gi', 'big'])("refuses the size '%s' (RST104)", (size) => {
    expect(codesThrownBy(() => Volume.of(size))).toEqual(['RST104']);
    expect(codesThrownBy(() => Volume.of({ size }))).toEqual(['RST104']);
  });
});

test('a PostgresCluster reports sizes that cannot be read where they are written (RST104)', () => {
  const { problems } = composed({ storage: '20 GB', walStorage: { size: 'some' } });
  expect(problems.map(({ code, property }) => `${code} ${property ?? ''}`).sort()).toEqual([
    'RST104 storage',
    'RST104 walStorage',
  ]);
});

test('data and WAL have the volumes declared, live and in drills', () => {
  const { cluster, drillCluster } = composed({
    storage: { size: '20Gi', storageClass: 'fast' },
    walStorage: '4Gi',
  });
  const volumes = { storage: { size: '20Gi', storageClass: 'fast' }, walStorage: { size: '4Gi' } };
  expect(cluster['spec']).toMatchObject(volumes);
  expect(drillCluster['spec']).toMatchObject(volumes);
});

test('without a WAL volume the Cluster names none', () => {
  expect(composed().cluster['spec']).not.toHaveProperty('walStorage');
});
