import { problem, stacksProblems, type Problem } from '../../../lib/core';
import type { ClusterSecrets } from '../cluster-secrets';
import type { ClusterSettings } from '../cluster-settings';

/** Letters and digits alone: the token stands in files, in addresses and behind a colon. */
const TOKEN = /^[A-Za-z0-9]{32,}$/;

const PEM = /^-----BEGIN [A-Z0-9 ]+-----\n[\s\S]+\n-----END [A-Z0-9 ]+-----\n?$/;

/** Secrets that the settings need and that are not there, or are unusable. No value is ever shown. */
export function clusterSecretProblems(settings: ClusterSettings, secrets: ClusterSecrets): Problem[] {
  const { etcdBackup, restoreFrom, registries } = settings;
  const { token, agentToken, hcloudToken, authorities } = secrets;
  const found: Problem[] = [];
  const wrong = (property: string, reason: string) =>
    found.push(problem(stacksProblems.missingClusterSecret, { property, reason }));
  if (!TOKEN.test(token)) wrong('token', 'It must have 32 or more letters and digits, and nothing else.');
  if (!TOKEN.test(agentToken)) {
    wrong('agentToken', 'It must have 32 or more letters and digits, and nothing else.');
  }
  if (token === agentToken) {
    wrong('agentToken', 'It is the token of servers: every worker could become a control plane.');
  }
  if (hcloudToken === '') wrong('hcloudToken', 'It is empty.');
  const { serviceAccountKey, ...signing } = authorities;
  for (const [name, { certificate, privateKey }] of Object.entries(signing)) {
    if (!PEM.test(certificate) || !PEM.test(privateKey)) wrong(`authorities.${name}`, 'It is no PEM text.');
  }
  if (!PEM.test(serviceAccountKey)) wrong('authorities.serviceAccountKey', 'It is no PEM text.');
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
