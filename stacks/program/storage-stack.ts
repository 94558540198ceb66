import type { Inputs } from '@pulumi/pulumi';
import { refuseInputs } from '../problems/refuse-inputs';
import { BackupStorage } from '../storage/backup-storage';
import type { StackConfig } from './config';
import { planOfProject } from './plan-of-project';
import { storageSettings } from './storage-settings';

/** A stack of kind `storage`: outputs `buckets`, and the secret `credentials` and `etcdSnapshots` by cluster. */
export function storageStack(config: StackConfig): Inputs {
  const settings = storageSettings(config, planOfProject(config));
  refuseInputs('The storage stack', config.problems);
  const storage = new BackupStorage('backup-storage', settings);
  return {
    buckets: Object.values(storage.buckets).map(({ bucketName }) => bucketName),
    credentials: storage.credentials,
    etcdSnapshots: storage.etcdSnapshots,
  };
}
