import { describe, expect, it } from '@jest/globals';
import { Check, Credentials, EtcdCheck, EtcdSource, RestoreTo, Schedule } from '../../lib';
import { S3_KEYS, valueAt } from '../postgres/fixture';
import { composedSnapshots, DRILL } from './fixture';

const KUBEADM = { source: EtcdSource.kubeadm() };

describe('snapshots that k3s takes', () => {
  const composed = composedSnapshots();

  it('are planned where the cluster stack puts them, with the objectives of the environment', () => {
    expect(composed.problems).toEqual([]);
    expect(composed.plan.protections).toEqual([
      expect.objectContaining({
        id: 'home/prod/etcd',
        kind: 'EtcdSnapshots',
        namespace: 'kube-system',
        objectives: { rpo: 7200, rto: 1800, retention: 14 * 86400 },
        volumes: [],
      }),
    ]);
    const backup = valueAt(composed.plan, 'protections.0.backup');
    expect(backup).toMatchObject({
      schedule: '0 * * * *',
      longestGap: 3600,
      archive: { bucket: 'state', prefix: 'home/etcd-snapshots' },
    });
  });

  it('need no objects but those of the drill', () => {
    const live = composed.objects.filter(({ file }) => file.includes('backup/etcd'));
    expect(live.filter(({ manifest }) => manifest.kind === 'CronJob')).toEqual([]);
  });

  it('are drilled by a pod with an etcd beside the runner, which shares a folder of limited size with it', () => {
    const job = composed.findAll('CronJob');
    expect(job).toHaveLength(1);
    const spec = valueAt(job[0], 'spec.jobTemplate.spec.template.spec');
    const images = [valueAt(spec, 'initContainers'), valueAt(spec, 'containers')]
      .flat()
      .map((container) => valueAt(container, 'image'));
    expect(images).toContain('registry.k8s.io/etcd:3.6.16-0');
    expect(valueAt(spec, 'volumes')).toEqual(
      expect.arrayContaining([expect.objectContaining({ emptyDir: { sizeLimit: '4Gi' } })]),
    );
    expect(valueAt(spec, 'securityContext')).toMatchObject({ runAsNonRoot: true });
  });

  it('are read with a key that can only read, in the drill namespace', () => {
    const reader = composed.plan.requiredSecrets.find(({ name }) => name === 'drill-s3');
    expect(reader).toMatchObject({
      namespace: 'etcd-drill',
      roles: ['archive-reader'],
      grants: { access: 'read-only', prefixes: ['home/etcd-snapshots'] },
    });
  });
});

describe('snapshots of kubeadm', () => {
  const composed = composedSnapshots(KUBEADM);

  it('are taken by a CronJob on a control-plane node that reads the certificates of etcd', () => {
    expect(composed.problems).toEqual([]);
    const job = composed.find('CronJob', 'etcd', 'kube-system');
    const spec = valueAt(job, 'spec.jobTemplate.spec.template.spec');
    expect(valueAt(job, 'spec.schedule')).toBe('0 * * * *');
    expect(valueAt(spec, 'nodeSelector')).toHaveProperty(['node-role.kubernetes.io/control-plane']);
    expect(JSON.stringify(valueAt(spec, 'volumes'))).toContain('/etc/kubernetes/pki/etcd');
  });

  it('are uploaded with a key that adds and reads nothing', () => {
    const writer = composed.plan.requiredSecrets.find(({ name }) => name === 'backup-s3');
    expect(writer).toMatchObject({ namespace: 'kube-system', grants: { access: 'append-only' } });
  });

  it('lie in a folder of their own where none is named', () => {
    expect(valueAt(composed.plan, 'protections.0.backup.archive.prefix')).toBe('home/prod/etcd');
  });
});

describe('what cannot work is refused', () => {
  it.each<[string, string, Parameters<typeof composedSnapshots>[0]]>([
    ['RST861', 'snapshots rarer than the RPO', { schedule: Schedule.every('6h') }],
    [
      'RST862',
      'a point in time',
      { drill: { ...DRILL, targets: [RestoreTo.pointInTime({ before: '10m' })] } },
    ],
    ['RST863', 'checks of a database', { drill: { ...DRILL, checks: [...DRILL.checks, Check.write()] } }],
    ['RST865', 'an image without a version', { image: 'registry.k8s.io/etcd' }],
    ['RST865', 'an image that moves', { image: 'registry.k8s.io/etcd:latest' }],
    [
      'RST867',
      'a role for the job of kubeadm, whose nodes have none',
      { ...KUBEADM, credentials: Credentials.irsa('arn:aws:iam::123456789012:role/etcd') },
    ],
    ['RST868', 'too little space', { drill: { ...DRILL, scratch: '10Mi' } }],
  ])('%s: %s', (code, _what, props) => {
    expect(composedSnapshots(props).codes).toContain(code);
  });

  it('RST860: a folder that is none', () => {
    for (const folder of ['', '/a', 'a/', 'a//b', 'a/../b', 'a b'])
      expect(() => EtcdSource.k3s({ folder })).toThrow('RST860');
  });

  it('RST866: certificates in no absolute folder', () => {
    for (const certificates of ['pki', '/etc/../pki', '/etc/pki;rm'])
      expect(() => EtcdSource.kubeadm({ certificates })).toThrow('RST866');
  });

  it('RST864: checks that can find nothing', () => {
    expect(() => EtcdCheck.namespaces('Shop')).toThrow('RST864');
    expect(() => EtcdCheck.customResources('clusters')).toThrow('RST864');
    expect(() => EtcdCheck.keys('/secrets', { atLeast: 1 })).toThrow('RST864');
  });
});

describe('the checks', () => {
  it('say in the plan what has to be there', () => {
    const checks = [
      EtcdCheck.namespaces('shop'),
      EtcdCheck.customResources('clusters.postgresql.cnpg.io'),
      EtcdCheck.keys('/registry/secrets/shop/', { atLeast: 2 }),
    ];
    const composed = composedSnapshots({ drill: { ...DRILL, checks } });
    expect(valueAt(composed.plan, 'protections.0.drill.checks')).toMatchObject([
      { kind: 'etcd.namespaces', namespaces: ['shop'] },
      { kind: 'etcd.customResources', resources: ['clusters.postgresql.cnpg.io'] },
      { kind: 'etcd.keys', prefix: '/registry/secrets/shop/' },
    ]);
  });
});

describe('the matrix', () => {
  it('names who takes the snapshots, and how they come back', () => {
    const { composition } = composedSnapshots({
      ...KUBEADM,
      credentials: Credentials.existing('put', S3_KEYS),
    });
    expect(composition.problems).toEqual([]);
    expect(valueAt(composition.plan, 'protections.0.backup')).toMatchObject({
      method: 'etcd snapshots (etcdctl)',
      recovery: expect.stringContaining('control-plane node'),
    });
  });
});
