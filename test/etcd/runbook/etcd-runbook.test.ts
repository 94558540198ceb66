import { describe, expect, test } from '@jest/globals';
import { EtcdSource } from '../../../lib';
import { etcdRunbook } from '../../../lib/etcd/runbook/etcd-runbook';
import type { LossScenario, RunbookStep, ScenarioProcedure } from '../../../lib/protection';
import { composedSnapshots } from '../fixture';

const SOURCES = {
  k3s: EtcdSource.k3s({ folder: 'home/etcd-snapshots' }),
  kubeadm: EtcdSource.kubeadm({ certificates: '/etc/etcd/pki' }),
};

function procedure(takenBy: 'k3s' | 'kubeadm', scenario: LossScenario): ScenarioProcedure {
  const source = SOURCES[takenBy];
  const plan = composedSnapshots({ source }).plan.protections[0];
  if (plan === undefined) throw new Error('nothing is protected');
  const answer = etcdRunbook({ plan, takenBy, certificates: source.certificates }).answers[scenario];
  if (answer.kind !== 'procedure') throw new Error(`${scenario}: ${answer.kind}`);
  return answer;
}

const commands = (steps: readonly RunbookStep[]) => steps.flatMap((step) => step.commands);

describe('the section of EtcdSnapshots of k3s', () => {
  test('goes back by the script of the cluster stack: the others stop first and rejoin last', () => {
    const script = '/usr/local/lib/restorable/restore-existing-cluster.sh';
    expect(commands(procedure('k3s', 'corruption').steps)).toEqual([
      `sudo ${script} stop home`,
      `sudo ${script} restore home "$SNAPSHOT"`,
      `sudo ${script} rejoin home`,
      'sudo systemctl restart k3s-agent',
    ]);
  });

  test('begins a new cluster from the newest snapshot, with the recovery bundle', () => {
    const { steps, needs } = procedure('k3s', 'cluster');
    expect(commands(steps)[0]).toBe('pulumi config set restoreSnapshot latest --stack "$STACK"');
    expect(needs.join(' ')).toContain('recovery bundle');
  });
});

describe('the section of EtcdSnapshots of kubeadm', () => {
  test('stops the API server before anything is restored, and starts etcd before it', () => {
    const all = commands(procedure('kubeadm', 'corruption').steps);
    const at = (text: string) => all.findIndex((command) => command.includes(text));
    const order = [
      'mv /etc/kubernetes/manifests/kube-apiserver.yaml',
      'etcdutl snapshot restore',
      'stopped/etcd.yaml /etc',
      'stopped/kube-apiserver.yaml /etc',
    ].map(at);
    expect(order).not.toContain(-1);
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });

  test('compares the hash of what was fetched, and puts the old data aside', () => {
    const all = commands(procedure('kubeadm', 'corruption').steps).join('\n');
    expect(all).toContain('aws s3 cp s3://state/home/prod/etcd/"$SNAPSHOT.sha256" snapshot.sha256');
    expect(all).toContain('mv /var/lib/etcd "/var/lib/etcd-before-');
  });

  test('asks etcd with the certificates of its folder', () => {
    expect(commands(procedure('kubeadm', 'volume').steps)[0]).toContain('--cacert /etc/etcd/pki/ca.crt');
  });

  test('takes a snapshot by its CronJob after the loss of the store', () => {
    const all = commands(procedure('kubeadm', 'object-store').steps).join('\n');
    expect(all).toContain('--from=cronjob/etcd --namespace kube-system');
  });
});

describe.each(['k3s', 'kubeadm'] as const)('either section: %s', (takenBy) => {
  test('says that one namespace is not covered, and loses nothing with Git', () => {
    const plan = composedSnapshots({ source: SOURCES[takenBy] }).plan.protections[0];
    if (plan === undefined) throw new Error('nothing is protected');
    const { answers, layer } = etcdRunbook({ plan, takenBy, certificates: '/pki' });
    expect(layer).toBe('cluster-state');
    expect([answers.namespace.kind, answers.git.kind]).toEqual(['not-covered', 'no-loss']);
  });

  test('says that the region is covered only by a copy of the bucket', () => {
    expect(procedure(takenBy, 'region').needs[0]).toContain('a copy of the bucket state');
  });
});
