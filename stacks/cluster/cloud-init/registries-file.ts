import type { ClusterSecrets } from '../cluster-secrets';
import type { ClusterSettings } from '../cluster-settings';
import type { WrittenFile } from './written-file';
import { yamlText } from './yaml-text';

/** Mirrors and logins of registries, as k3s hands them to containerd; no file if there are none. */
export function registriesFile({ registries }: ClusterSettings, secrets: ClusterSecrets): WrittenFile[] {
  const hosts = Object.entries(registries);
  if (hosts.length === 0) return [];
  const mirrors = hosts.filter(([, { mirrors: urls = [] }]) => urls.length > 0);
  const logins = hosts.filter(([, { login = false }]) => login);
  const content = {
    ...(mirrors.length > 0 && {
      mirrors: Object.fromEntries(mirrors.map(([host, { mirrors: urls }]) => [host, { endpoint: urls }])),
    }),
    ...(logins.length > 0 && {
      configs: Object.fromEntries(logins.map(([host]) => [host, { auth: secrets.registries?.[host] }])),
    }),
  };
  return [{ path: '/etc/rancher/k3s/registries.yaml', mode: '0600', content: yamlText(content) }];
}
