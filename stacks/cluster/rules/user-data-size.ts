import { createHash } from 'node:crypto';
import { RestorableError, type Problem } from '../../../lib/core';
import { userData } from '../cloud-init/user-data';
import type { Authority, ClusterSecrets } from '../cluster-secrets';
import type { ClusterSettings } from '../cluster-settings';
import { autoscaledLayoutOf, layoutOf, type ServerLayout } from '../server-layout';

/** Base64 characters of the body of a certificate of an authority, and of a private key, of the P-256 kind; rounded up. */
const CERTIFICATE_CHARACTERS = 900;
const KEY_CHARACTERS = 240;

/**
 * Whether what servers are told fits. It is tried with secrets of the usual length and without any pattern, so that
 * nobody finds out when half of the cluster is there. For settings that are otherwise right.
 */
export function userDataSizeProblems(settings: ClusterSettings): Problem[] {
  const roles = new Map<string, ServerLayout>();
  for (const server of [...layoutOf(settings), ...autoscaledLayoutOf(settings)]) {
    if (!roles.has(server.role)) roles.set(server.role, server);
  }
  const secrets = standIns(settings);
  return [...roles.values()].flatMap((server) => {
    try {
      userData(server, settings, secrets);
      return [];
    } catch (error) {
      if (!RestorableError.is(error)) throw error;
      return error.problems;
    }
  });
}

function standIns({ restoreFrom, registries }: ClusterSettings): ClusterSecrets {
  const bundle = restoreFrom?.bundle;
  const store = { accessKeyId: random('id', 20), secretAccessKey: random('key', 40) };
  return {
    token: bundle?.token ?? random('token', 48),
    agentToken: random('agent token', 48),
    authorities: bundle?.authorities ?? {
      server: authority('server'),
      client: authority('client'),
      requestHeader: authority('request header'),
      etcdServer: authority('etcd server'),
      etcdPeer: authority('etcd peer'),
      serviceAccountKey: pem('EC PRIVATE KEY', 'service accounts', KEY_CHARACTERS),
    },
    hcloudToken: random('hcloud', 64),
    etcdStore: store,
    restoreStore: store,
    registries: Object.fromEntries(
      Object.keys(registries).map((host) => [host, { username: 'user', password: random(host, 40) }]),
    ),
    apiAddresses: ['203.0.113.255', '198.51.100.255'],
  };
}

function authority(name: string): Authority {
  return {
    certificate: pem('CERTIFICATE', `${name} certificate`, CERTIFICATE_CHARACTERS),
    privateKey: pem('EC PRIVATE KEY', `${name} key`, KEY_CHARACTERS),
  };
}

function pem(kind: string, seed: string, characters: number): string {
  const lines = random(seed, characters).match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${kind}-----\n${lines.join('\n')}\n-----END ${kind}-----\n`;
}

/** Letters and digits that are always the same and that no compression shortens much. */
function random(seed: string, characters: number): string {
  let text = '';
  for (let part = 0; text.length < characters; part++) {
    text += createHash('sha512')
      .update(`${seed} ${part}`)
      .digest('base64')
      .replace(/[^A-Za-z0-9]/g, '');
  }
  return text.slice(0, characters);
}
