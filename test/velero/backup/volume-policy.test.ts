import { VolumePolicy } from '../../../lib';
import { policyFile } from '../../../lib/velero/backup/volume-policy';
import { refusal } from '../../core/refusal';

test('a file of policies is as Velero reads it, strictly', () => {
  const file = policyFile([
    VolumePolicy.skip({ types: ['emptyDir'], claimLabels: { cache: 'true' } }),
    VolumePolicy.snapshot({ capacity: { from: '0', to: '100Gi' }, csiDriver: 'ebs.csi.aws.com' }),
    VolumePolicy.fileSystem({ storageClasses: ['local-path'], nfsServer: '10.0.0.1' }),
  ]);
  expect(JSON.parse(file)).toEqual({
    version: 'v1',
    volumePolicies: [
      { conditions: { volumeTypes: ['emptyDir'], pvcLabels: { cache: 'true' } }, action: { type: 'skip' } },
      {
        conditions: { capacity: '0,100Gi', csi: { driver: 'ebs.csi.aws.com' } },
        action: { type: 'snapshot' },
      },
      {
        conditions: { storageClass: ['local-path'], nfs: { server: '10.0.0.1' } },
        action: { type: 'fs-backup' },
      },
    ],
  });
});

test('a policy for every volume, of nothing, or of sizes that do not exist is refused', () => {
  expect(refusal(() => VolumePolicy.skip({})).code).toBe('RST962');
  expect(refusal(() => VolumePolicy.skip({ types: [] })).code).toBe('RST962');
  expect(refusal(() => VolumePolicy.skip({ capacity: { from: '10Gi', to: '1Gi' } })).code).toBe('RST962');
});

test('volumes are told apart by what their driver, their server and their claim say', () => {
  const conditions = (policy: VolumePolicy) => policy.entry.conditions;
  expect(
    conditions(VolumePolicy.skip({ csiDriver: 'nfs.csi.k8s.io', csiAttributes: { share: '/scratch' } })),
  ).toEqual({ csi: { driver: 'nfs.csi.k8s.io', volumeAttributes: { share: '/scratch' } } });
  expect(conditions(VolumePolicy.skip({ nfsPath: '/scratch' }))).toEqual({ nfs: { path: '/scratch' } });
  expect(conditions(VolumePolicy.skip({ nfsServer: 'files', nfsPath: '/scratch' }))).toEqual({
    nfs: { server: 'files', path: '/scratch' },
  });
  expect(conditions(VolumePolicy.skip({ claimPhases: ['Pending', 'Lost'] }))).toEqual({
    pvcPhase: ['Pending', 'Lost'],
  });
});

test.each([
  ['attributes of no driver', { csiAttributes: { share: '/scratch' } }],
  ['no attribute', { csiDriver: 'nfs.csi.k8s.io', csiAttributes: {} }],
  ['no phase', { claimPhases: [] }],
])('%s is no condition (RST962)', (_, conditions) => {
  expect(refusal(() => VolumePolicy.skip(conditions)).code).toBe('RST962');
});
