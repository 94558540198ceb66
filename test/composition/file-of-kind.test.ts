import { fileOfKind } from '../../lib/composition/file-of-kind';
import { KindSchema } from '../../lib/kubernetes/schema';

test.each([
  ['Cluster', 'cluster.yaml'],
  ['ScheduledBackup', 'scheduled-backup.yaml'],
  ['ObjectStore', 'object-store.yaml'],
  ['ConfigMap', 'config-map.yaml'],
  ['CronJob', 'cron-job.yaml'],
  ['HelmRelease', 'helm-release.yaml'],
  ['OCIRepository', 'oci-repository.yaml'],
  ['PodMonitor', 'pod-monitor.yaml'],
])('objects of kind %s stand in %s', (kind, file) => {
  expect(fileOfKind(kind)).toBe(file);
});

test('two kinds never share a file, and none takes that of kustomize', () => {
  const kinds = new Set([...KindSchema.knownKinds].map((key) => key.split('/').at(-1) ?? ''));
  kinds.delete('Kustomization');
  const files = [...kinds].map(fileOfKind);
  expect(new Set(files).size).toBe(kinds.size);
  expect(files).not.toContain('kustomization.yaml');
});
