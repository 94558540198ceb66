import type { Authority, ClusterAuthorities } from '../cluster-secrets';
import type { WrittenFile } from './written-file';

/** Where k3s looks for authorities before it makes its own (k3s documentation, custom CA certificates). */
const FOLDER = '/var/lib/rancher/k3s/server/tls';

/** The authorities of the cluster as the first server finds them when it starts first. */
export function authorityFiles(authorities: ClusterAuthorities): WrittenFile[] {
  return [
    ...pair('server-ca', authorities.server),
    ...pair('client-ca', authorities.client),
    ...pair('request-header-ca', authorities.requestHeader),
    ...pair('etcd/server-ca', authorities.etcdServer),
    ...pair('etcd/peer-ca', authorities.etcdPeer),
    { path: `${FOLDER}/service.key`, mode: '0600', content: authorities.serviceAccountKey },
  ];
}

function pair(name: string, { certificate, privateKey }: Authority): WrittenFile[] {
  return [
    { path: `${FOLDER}/${name}.crt`, mode: '0644', content: certificate },
    { path: `${FOLDER}/${name}.key`, mode: '0600', content: privateKey },
  ];
}
