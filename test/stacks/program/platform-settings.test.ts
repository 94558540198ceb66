import { describe, expect, it } from '@jest/globals';
import { platformSettings } from '../../../stacks/program/platform-settings';
import { planOf } from '../plan-of';
import { codesAndPlaces } from '../problem-codes';
import { configOf } from './config-of';

const least = { cluster: 'safeops', gitUrl: 'https://example.com/x.git', gitPath: 'flux' };

function settings(values: Readonly<Record<string, unknown>>, secrets: readonly string[] = []) {
  const config = configOf(values, secrets);
  const credentials = { 'develop/s3': { accessKeyId: 'stack', secretAccessKey: 'stack' } };
  const args = platformSettings(config, { plan: planOf(), kubeconfig: 'text', credentials });
  return { args, problems: codesAndPlaces(config.problems) };
}

describe('settings of a platform stack', () => {
  it('are as few as must be', () => {
    expect(settings(least)).toEqual({
      args: {
        cluster: 'safeops',
        plan: planOf(),
        kubeconfig: 'text',
        sync: { url: 'https://example.com/x.git', ref: 'refs/heads/main', path: 'flux' },
        secrets: { 'develop/s3': { accessKeyId: 'stack', secretAccessKey: 'stack' } },
        namespaces: [],
        runtimeInfo: {},
        operator: { kind: 'chart' },
        flux: {},
        teardown: {},
      },
      problems: [],
    });
    expect(settings({}).problems).toEqual([
      'RST939 config.cluster',
      'RST939 config.gitUrl',
      'RST939 config.gitPath',
    ]);
  });

  it('are read from flat keys', () => {
    const { args } = settings({
      ...least,
      gitRef: 'refs/tags/v1',
      gitPullSecret: 'mine',
      fluxOperatorChart: 'oci://registry/chart',
      fluxOperatorVersion: '1.0.0',
      fluxVersion: '2.0.0',
      fluxRegistry: 'registry/flux',
      fluxSize: 'large',
      deleteDataOf: 'safeops',
      wholeCluster: 'false',
      namespaces: ['auth'],
      runtimeInfo: { a: 'b' },
    });
    expect(args).toMatchObject({
      sync: { ref: 'refs/tags/v1', pullSecret: 'mine' },
      operator: { kind: 'chart', repository: 'oci://registry/chart', version: '1.0.0' },
      flux: { version: '2.0.0', registry: 'registry/flux', size: 'large' },
      teardown: { deleteDataOf: 'safeops', wholeCluster: false },
      namespaces: ['auth'],
      runtimeInfo: { a: 'b' },
    });
    expect(settings({ ...least, fluxOperator: 'installed' }).args.operator).toEqual({ kind: 'installed' });
  });

  it('let values of the configuration win over those of the storage stack', () => {
    const { args } = settings({ ...least, secrets: { 'develop/s3': { accessKeyId: 'mine' } } }, ['secrets']);
    expect(args.secrets).toEqual({ 'develop/s3': { accessKeyId: 'mine', secretAccessKey: 'stack' } });
  });

  it.each(['gitToken', 'imageAutomationToken', 'uptraceDsn'] as const)('take %s only as a secret', (key) => {
    expect(settings({ ...least, [key]: 'x' }).problems).toEqual([`RST944 config.${key}`]);
    const given = settings({ ...least, [key]: 'x' }, [key]);
    expect(given.problems).toEqual([]);
    expect(given.args).toHaveProperty(key);
    expect(settings(least).args).not.toHaveProperty(key);
  });

  it('take an account at a registry with its name', () => {
    expect(settings({ ...least, registryToken: 'x' }, ['registryToken']).problems).toEqual([
      'RST939 config.registryUsername',
    ]);
    const account = { registryToken: 'x', registryUsername: 'me', registryHost: 'registry.example.com' };
    expect(settings({ ...least, ...account }, ['registryToken']).args.registry).toMatchObject({
      username: 'me',
      host: 'registry.example.com',
    });
    expect(settings({ ...least, registryUsername: 'me' }).args).not.toHaveProperty('registry');
  });
});
