import type { ClusterSecrets } from '../../cluster-secrets';
import type { ClusterSettings } from '../../cluster-settings';
import type { WrittenFile } from '../written-file';
import { yamlText } from '../yaml-text';
import { autoscaler, type UserDataOf } from './autoscaler';
import { cloudController } from './cloud-controller';
import { csiDriver } from './csi-driver';
import { etcdConfigSecret } from './etcd-config-secret';
import { kured } from './kured';
import type { Manifest } from './manifest';
import { traefik } from './traefik';
import { upgradeController } from './upgrade-controller';

/** Everything in this folder is applied by k3s when it starts. */
const FOLDER = '/var/lib/rancher/k3s/server/manifests';

/**
 * The same as one text for `kubectl apply`: a server reads its files at its first boot, so that a change reaches a cluster
 * that is there only this way. SECRET.
 */
export function systemManifests(
  settings: ClusterSettings,
  secrets: ClusterSecrets,
  userData: UserDataOf,
): string {
  return manifestFiles(settings, secrets, userData)
    .map(({ content }) => content)
    .join('---\n');
}

/** What a cluster needs before Flux is there, as files of the first server: 0600, since some hold keys. */
export function manifestFiles(
  settings: ClusterSettings,
  secrets: ClusterSecrets,
  userData: UserDataOf,
): WrittenFile[] {
  const files: Readonly<Record<string, readonly Manifest[]>> = {
    'cloud-controller': cloudController(settings, secrets),
    'csi-driver': csiDriver(settings),
    'etcd-snapshot-store': etcdConfigSecret(settings, secrets),
    traefik: traefik(settings),
    kured: kured(settings),
    'upgrade-controller': upgradeController(settings),
    autoscaler: autoscaler(settings, secrets, userData),
  };
  return Object.entries(files).flatMap(([name, manifests]) =>
    manifests.length === 0
      ? []
      : [
          {
            path: `${FOLDER}/restorable-${name}.yaml`,
            mode: '0600' as const,
            content: manifests.map(yamlText).join('---\n'),
          },
        ],
  );
}
