import { describe, expect, it } from '@jest/globals';
import { clusterStackSettings } from '../../../stacks/program/cluster-settings';
import type { EtcdSources } from '../../../stacks/program/etcd-settings';
import { planOf } from '../plan-of';
import { codesAndPlaces } from '../problem-codes';
import { valueOf } from '../value-of';
import { configOf } from './config-of';

const LEAST = {
  cluster: 'safeops',
  location: 'fsn1',
  controlPlanes: { cp: { serverType: 'cx33', count: 3 } },
  hcloudToken: 'MARKED-token',
};
const SECRET_KEYS = ['hcloudToken', 'etcdStoreKeys', 'restoreStoreKeys', 'registryLogins', 'recoveryBundle'];

function settings(values: Readonly<Record<string, unknown>>, sources?: EtcdSources, secrets = SECRET_KEYS) {
  const config = configOf({ ...LEAST, ...values }, secrets);
  const args = clusterStackSettings(config, sources);
  return { args, problems: codesAndPlaces(config.problems) };
}

describe('settings of a cluster stack', () => {
  it('need a name, a location, control planes and a token, and nothing else', async () => {
    const { args, problems } = settings({});
    expect(problems).toEqual([]);
    const { hcloudToken, ...others } = args;
    expect(others).toEqual({
      name: 'safeops',
      location: 'fsn1',
      controlPlanes: LEAST.controlPlanes,
      registryLogins: {},
    });
    expect(await valueOf(hcloudToken)).toEqual({ value: 'MARKED-token', secret: true });
    expect(settings({ location: '', hcloudToken: '' }).problems).toEqual([
      'RST939 config.location',
      'RST939 config.hcloudToken',
    ]);
  });

  it('become the options of the same name', () => {
    const given = {
      workers: { apps: { serverType: 'cax21', count: 2, labels: { a: 'b' } } },
      autoscaledWorkers: { burst: { serverType: 'cx23', min: 0, max: 5 } },
      network: { pods: '10.52.0.0/16' },
      firstPool: 'cp',
      schedulingOnControlPlanes: 'true',
      loadBalancer: { type: 'lb21' },
      ingress: { kind: 'none' },
      upgrades: { k3s: true },
      reboots: { days: ['sun'], start: '02:00' },
      serverArguments: ['--kube-apiserver-arg=oidc-client-id=x'],
      registries: { 'docker.io': { mirrors: ['https://mirror.example.com'] } },
      api: { access: 'private' },
      firewall: { sshSources: ['192.0.2.0/24'] },
      sshKeys: ['ssh-ed25519 AAAA'],
      etcdBackup: { store: { endpoint: 's3.example.com', bucket: 'b', region: 'r' }, rpo: '1h' },
    };
    const { args, problems } = settings(given);
    expect(problems).toEqual([]);
    expect(args).toMatchObject({ ...given, schedulingOnControlPlanes: true });
  });

  it('name k3s by release or by channel', () => {
    expect(settings({ k3sVersion: 'v1.35.5+k3s1' }).args.k3s).toEqual({ version: 'v1.35.5+k3s1' });
    expect(settings({ k3sChannel: 'v1.35' }).args.k3s).toEqual({ channel: 'v1.35' });
    expect(settings({}).args.k3s).toBeUndefined();
  });

  it('are refused where they do not have the shape of their option, all at once', () => {
    const { problems } = settings({
      controlPlanes: { cp: { serverType: 'cx33' } },
      workers: { apps: { serverType: 'cx33', count: '2' } },
      ingress: { kind: 'nginx' },
      etcdBackup: { store: { endpoint: 's3.example.com', bucket: 'b' } },
    });
    expect([...problems].sort()).toEqual([
      'RST939 config.controlPlanes.cp.count',
      'RST939 config.etcdBackup.store.region',
      'RST939 config.ingress.kind',
      'RST939 config.workers.apps.count',
    ]);
  });

  it('name a cluster of the plan', () => {
    expect(settings({}, { plan: planOf() }).problems).toEqual([]);
    expect(settings({ cluster: 'safe' }, { plan: planOf() }).problems).toEqual(['RST931 config.cluster']);
  });

  it('take secrets only encrypted', () => {
    const values = { registryLogins: { 'ghcr.io': { username: 'u', password: 'p' } } };
    expect([...settings(values, undefined, []).problems].sort()).toEqual([
      'RST944 config.hcloudToken',
      'RST944 config.registryLogins',
    ]);
  });

  it('restore from a snapshot only with the bundle of its cluster', () => {
    expect(settings({ restoreSnapshot: 'latest' }).problems).toEqual(['RST939 config.recoveryBundle']);
    expect(settings({ recoveryBundle: '{}' }).problems).toEqual(['RST939 config.restoreSnapshot']);
    const { problems } = settings({ restoreSnapshot: 'latest', recoveryBundle: '{"token":"MARKED"}' });
    expect(problems).toEqual(['RST920 recoveryBundle']);
  });
});
