import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClusterSettings } from '../cluster-settings';
import type { ServerRole } from '../server-layout';
import type { WrittenFile } from './written-file';

/** Where scripts are on a server. */
export const SCRIPT_FOLDER = '/usr/local/lib/restorable';

/** What every server runs. */
const EVERY_SERVER = [
  'server-context.sh',
  'private-network.sh',
  'k3s-install.sh',
  'metadata-guard.sh',
  'bootstrap.sh',
];

/** What a control plane of a cluster with snapshots in a store has for the day they are needed. */
const SNAPSHOTS = ['snapshot-store.sh', 'store-config.sh', 'restore-existing-cluster.sh'];

/** What the first server runs to begin from a snapshot. */
const RESTORE = ['snapshot-store.sh', 'restore.sh', 'forget-lost-servers.sh'];

/** The scripts of a server, by its role. */
export function scriptFiles(role: ServerRole, settings: ClusterSettings): WrittenFile[] {
  const isServer = role === 'first-server' || role === 'joining-server';
  const names = new Set([
    ...EVERY_SERVER,
    ...(isServer && settings.etcdBackup !== undefined ? SNAPSHOTS : []),
    ...(role === 'first-server' && settings.restoreFrom !== undefined ? RESTORE : []),
  ]);
  return [...names].map((name) => ({
    path: `${SCRIPT_FOLDER}/${name}`,
    mode: '0755',
    content: scriptText(name),
  }));
}

const texts = new Map<string, string>();

/** The text of a script, which lies beside the compiled program. */
export function scriptText(name: string): string {
  const known = texts.get(name);
  if (known !== undefined) return known;
  const text = readFileSync(join(__dirname, '..', 'scripts', name), 'utf8');
  texts.set(name, text);
  return text;
}
