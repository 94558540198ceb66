import type { ClusterSecrets, StoreKeys } from '../cluster-secrets';
import type { ClusterSettings } from '../cluster-settings';
import { tokenHash } from '../join-token';
import type { BundleStore, RecoveryBundle } from '../recovery-bundle';
import { layoutOf, type ServerLayout } from '../server-layout';
import { addressIn } from '../settings/private-address';
import { RESTORE_AUTHORITY_FILE } from './etcd-config';

/** What the scripts of a server read about it. */
export function serverEnvironment(server: ServerLayout, settings: ClusterSettings): string {
  const { k3s, network, restoreFrom, name } = settings;
  const controlPlanes = layoutOf(settings).flatMap(({ subnet, privateIp }) =>
    subnet === 'controlPlanes' && privateIp !== undefined ? [privateIp] : [],
  );
  const isFirst = server.role === 'first-server';
  return environment({
    CLUSTER: name,
    ROLE: server.role,
    PRIVATE_IP: server.privateIp ?? '',
    // Hetzner routes a private network through its first address.
    GATEWAY: addressIn(network.ipRange, 0, 1) ?? '',
    CONTROL_PLANES: controlPlanes.join(' '),
    K3S_VERSION: 'version' in k3s ? k3s.version : '',
    K3S_CHANNEL: 'channel' in k3s ? k3s.channel : '',
    K3S_SHA256_AMD64: ('version' in k3s ? k3s.sha256?.amd64 : undefined) ?? '',
    K3S_SHA256_ARM64: ('version' in k3s ? k3s.sha256?.arm64 : undefined) ?? '',
    RESTORE_SNAPSHOT: isFirst ? (restoreFrom?.snapshot ?? '') : '',
  });
}

/** What the scripts read about a store of snapshots. SECRET. */
export function storeEnvironment(
  store: BundleStore,
  keys: StoreKeys | undefined,
  token: string,
  authorityFile: string,
): string {
  return environment({
    STORE_URL: `https://${store.endpoint}`,
    STORE_BUCKET: store.bucket,
    STORE_REGION: store.region,
    STORE_FOLDER: store.folder,
    STORE_PATH_STYLE: String(store.pathStyle),
    STORE_ACCESS_KEY_ID: keys?.accessKeyId ?? '',
    STORE_SECRET_ACCESS_KEY: keys?.secretAccessKey ?? '',
    STORE_CA_FILE: store.certificateAuthority === undefined ? '' : authorityFile,
    STORE_TOKEN_HASH: tokenHash(token),
  });
}

/** The same for the store that a snapshot is restored from. SECRET. */
export function restoreStoreEnvironment(bundle: RecoveryBundle, secrets: ClusterSecrets): string {
  return storeEnvironment(
    bundle.store,
    secrets.restoreStore ?? secrets.etcdStore,
    bundle.token,
    RESTORE_AUTHORITY_FILE,
  );
}

/** Lines that a shell reads with `.`: every value between single quotes, so that nothing in it is run. */
function environment(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}='${value.replaceAll("'", `'\\''`)}'\n`)
    .join('');
}
