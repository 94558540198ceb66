import { fail, RestorableError, stacksProblems } from '../../../lib/core';
import type { ClusterSecrets } from '../cluster-secrets';
import type { ClusterSettings } from '../cluster-settings';
import type { ServerLayout } from '../server-layout';
import { compressed } from './compression';
import { clusterSecretProblems } from './cluster-secret-problems';
import { serverFiles } from './server-files';
import { yamlText } from './yaml-text';

/** Most user data Hetzner takes, bytes (Hetzner, create a server). */
export const MOST_USER_DATA_BYTES = 32 * 1024;

/**
 * What a server is told when it boots first: `#cloud-config`, compressed where it would be too long. SECRET. The same
 * for the same arguments, on any machine.
 *
 * @throws RestorableError `RST922` if a secret is missing, `RST925` if it is too long
 */
export function userData(server: ServerLayout, settings: ClusterSettings, secrets: ClusterSecrets): string {
  const problems = clusterSecretProblems(settings, secrets);
  if (problems.length > 0) throw new RestorableError(problems);
  const plain = cloudConfig(server, settings, secrets);
  if (Buffer.byteLength(plain) <= MOST_USER_DATA_BYTES) return plain;
  const short = compressed(plain);
  if (short.length <= MOST_USER_DATA_BYTES) return short;
  return fail(stacksProblems.userDataTooLong, {
    path: server.name,
    value: short.length,
    reason: `Compressed, it has ${short.length} bytes, and ${MOST_USER_DATA_BYTES} are allowed.`,
  });
}

/** The cloud-config of a server, before any compression. SECRET. */
export function cloudConfig(
  server: ServerLayout,
  settings: ClusterSettings,
  secrets: ClusterSecrets,
): string {
  const scaled = server.role === 'autoscaled-agent';
  const document = {
    // The autoscaler gives its servers names of their own, which Hetzner makes the host name.
    ...(!scaled && { hostname: server.name, preserve_hostname: false }),
    // k3s takes snapshots by the clock of the host.
    timezone: 'Etc/UTC',
    disable_root: false,
    ssh_pwauth: false,
    ...(settings.sshKeys.length > 0 && { ssh_authorized_keys: settings.sshKeys.map((key) => key.trim()) }),
    write_files: serverFiles(server, settings, secrets, userData).map(({ path, mode, content }) => ({
      path,
      owner: 'root:root',
      permissions: mode,
      content,
    })),
    runcmd: RUN_ONCE,
  };
  return `#cloud-config\n${yamlText(document)}`;
}

/** What cloud-init runs, once in the life of a server. Whatever must happen again is a unit. */
const RUN_ONCE = [
  ['systemctl', 'daemon-reload'],
  // Before k3s, which does not start without it.
  ['systemctl', 'enable', '--now', 'metadata-guard.service'],
  // Debian calls it ssh, others sshd.
  ['sh', '-c', 'systemctl reload ssh.service || systemctl reload sshd.service || true'],
  // Not waited for: it may take as long as it needs, and starts again after a reboot.
  ['systemctl', 'enable', '--now', '--no-block', 'restorable-bootstrap.service'],
];
