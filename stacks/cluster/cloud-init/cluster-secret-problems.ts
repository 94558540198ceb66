import { problem, stacksProblems, type Problem } from '../../../lib/core';
import type { ClusterAuthorities, ClusterSecrets } from '../cluster-secrets';
import type { ClusterSettings } from '../cluster-settings';

/** Letters and digits alone: the token stands in files, in addresses and behind a colon. */
const TOKEN = /^[A-Za-z0-9]{32,}$/;

const PEM = /^-----BEGIN [A-Z0-9 ]+-----\n[\s\S]+\n-----END [A-Z0-9 ]+-----\n?$/;

/** Whether k3s, files and shells can take a text as token. */
export function isToken(text: string): boolean {
  return TOKEN.test(text);
}

/** Names of the authorities that are no PEM texts. */
export function unreadableAuthorities({ serviceAccountKey, ...signing }: ClusterAuthorities): string[] {
  const unreadable = Object.entries(signing).filter(
    ([, { certificate, privateKey }]) => !PEM.test(certificate) || !PEM.test(privateKey),
  );
  return [...unreadable.map(([name]) => name), ...(PEM.test(serviceAccountKey) ? [] : ['serviceAccountKey'])];
}

/** Secrets that the settings need and that are not there, or are unusable. No value is ever shown. */
export function clusterSecretProblems(settings: ClusterSettings, secrets: ClusterSecrets): Problem[] {
  const { etcdBackup, restoreFrom, registries } = settings;
  const { token, agentToken, hcloudToken, authorities } = secrets;
  const found: Problem[] = [];
  const wrong = (property: string, reason: string) =>
    found.push(problem(stacksProblems.missingClusterSecret, { property, reason }));
  if (!isToken(token)) wrong('token', 'It must have 32 or more letters and digits, and nothing else.');
  if (!isToken(agentToken)) {
    wrong('agentToken', 'It must have 32 or more letters and digits, and nothing else.');
  }
  if (token === agentToken) {
    wrong('agentToken', 'It is the token of servers: every worker could become a control plane.');
  }
  if (hcloudToken === '') wrong('hcloudToken', 'It is empty.');
  for (const name of unreadableAuthorities(authorities)) wrong(`authorities.${name}`, 'It is no PEM text.');
  for (const name of ['etcdStore', 'restoreStore'] as const) {
    const keys = secrets[name];
    if (keys !== undefined && (keys.accessKeyId === '' || keys.secretAccessKey === ''))
      wrong(name, 'A key is empty.');
  }
  if (etcdBackup !== undefined && secrets.etcdStore === undefined) {
    wrong('etcdStore', 'The keys of the store of etcd snapshots are missing.');
  }
  if (restoreFrom !== undefined) {
    if ((secrets.restoreStore ?? secrets.etcdStore) === undefined) {
      wrong('restoreStore', 'The keys of the store that the snapshot is in are missing.');
    }
    if (restoreFrom.bundle.token !== token) {
      wrong('token', 'It is not the token of the bundle: k3s could not read the snapshot.');
    }
    if (JSON.stringify(restoreFrom.bundle.authorities) !== JSON.stringify(authorities)) {
      wrong('authorities', 'They are not those of the bundle.');
    }
  }
  for (const [host, { login = false }] of Object.entries(registries)) {
    if (login && secrets.registries?.[host] === undefined)
      wrong('registries', `The login of ${host} is missing.`);
  }
  return found;
}
