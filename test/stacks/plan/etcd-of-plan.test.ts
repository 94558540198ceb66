import { expect, it } from '@jest/globals';
import { etcdSnapshotsOfPlan } from '../../../stacks/plan/etcd-of-plan';
import { planOf, protectionOf } from '../plan-of';

const taken = (archive: Parameters<typeof protectionOf>[0]) => ({
  ...protectionOf({ kind: 'EtcdSnapshots', ...archive }),
  source: { takenBy: 'k3s' },
});

it('tells the endpoint as k3s wants it: a host, that of the region for Amazon S3', () => {
  const plan = planOf({
    protections: [
      protectionOf(),
      taken({}),
      taken({ archive: { endpoint: 'https://minio.example.com:9000', region: 'home', pathStyle: true } }),
    ],
  });
  expect(etcdSnapshotsOfPlan(plan, 'safeops')).toMatchObject([
    { host: 's3.eu-west-1.amazonaws.com', region: 'eu-west-1', pathStyle: false, folder: 'safeops/develop' },
    { host: 'minio.example.com:9000', region: 'home', pathStyle: true },
  ]);
  expect(etcdSnapshotsOfPlan(plan, 'other')).toEqual([]);
});
