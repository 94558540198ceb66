import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VERSIONS } from '../../stacks/versions';
import { CERTIFICATE } from '../stacks/platform/localhost-certificate';
import { planOf } from '../stacks/plan-of';
import { getObject, kubectl, tryKubectl } from './kubectl';
import { findSetting } from './settings';
import { PulumiProject } from './stacks-project';
import { ChartRegistry } from './stacks-registry';

const { E2E_FLUX_OPERATOR_CHART } = process.env;
const why = 'E2E_FLUX_OPERATOR_CHART names no packaged chart of flux-operator (test/e2e/README.md)';
if (E2E_FLUX_OPERATOR_CHART === undefined) console.warn(`skipped: ${why}`);
const withChart = E2E_FLUX_OPERATOR_CHART === undefined ? describe.skip : describe;

const CLUSTER = 'e2e-operator';
const FLUX = 'flux-system';
const DRILL = 'e2e-operator-drill';
const CONTROLLERS = [
  'helm-controller',
  'image-automation-controller',
  'image-reflector-controller',
  'kustomize-controller',
  'notification-controller',
  'source-controller',
];
const UNCHANGED = ['--yes', '--skip-preview', '--expect-no-changes'];

/** A cluster without data, so that it may be destroyed; Secrets in Git are encrypted. */
const plan = planOf({
  clusters: [
    {
      name: CLUSTER,
      path: 'flux',
      environments: [],
      namespaces: [{ name: DRILL, managed: true, purpose: 'drill' }],
    },
  ],
  protections: [],
  requiredSecrets: [
    {
      cluster: CLUSTER,
      namespace: FLUX,
      name: 'sops-age',
      type: 'Opaque',
      roles: ['decryption'],
      keys: [{ key: 'age.agekey', holds: 'privateKey' }],
      source: { kind: 'bootstrap' },
      usedBy: [CLUSTER],
    },
  ],
});

function names(kind: string): string[] {
  const listed = kubectl(['get', kind, '--namespace', FLUX, '--output', 'name', '--ignore-not-found']);
  return listed
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split('/')[1] ?? '')
    .sort();
}

/**
 * Says of an object of Flux that it is ready, as a controller would that reaches the repository: the operator waits for
 * what it has applied, the root Kustomization included.
 */
function reportReady(kind: string): void {
  const found = tryKubectl(['get', kind, FLUX, '--namespace', FLUX, '--output', 'json']);
  if (found.status !== 0) return;
  const { metadata } = JSON.parse(found.stdout) as { metadata: { generation: number } };
  const condition = {
    type: 'Ready',
    status: 'True',
    reason: 'Succeeded',
    message: 'reported by the test',
    lastTransitionTime: new Date().toISOString(),
    observedGeneration: metadata.generation,
  };
  const status = { observedGeneration: metadata.generation, conditions: [condition] };
  tryKubectl([
    ...['patch', kind, FLUX, '--namespace', FLUX, '--subresource', 'status', '--type', 'merge'],
    ...['--patch', JSON.stringify({ status })],
  ]);
}

withChart('the platform with the real flux-operator, from its chart in a registry', () => {
  const folder = mkdtempSync(join(tmpdir(), 'restorable-operator-'));
  let registry: ChartRegistry;
  let project: PulumiProject;

  beforeAll(async () => {
    if (tryKubectl(['get', 'namespace', FLUX]).status === 0)
      throw new Error('the cluster has a namespace flux-system: this test needs one without');
    registry = await ChartRegistry.start({
      path: 'charts/flux-operator',
      version: VERSIONS.fluxOperator.version,
      archive: readFileSync(E2E_FLUX_OPERATOR_CHART ?? ''),
    });
    const trusted = join(folder, 'registry.pem');
    writeFileSync(trusted, CERTIFICATE);
    project = await PulumiProject.make({ SSL_CERT_FILE: trusted });
    project.write('plan.json', JSON.stringify(plan));
    await project.run('stack', 'init', 'platform');
    await project.configure('platform', {
      kind: 'platform',
      plan: 'plan.json',
      cluster: CLUSTER,
      gitUrl: 'https://example.com/platform.git',
      gitPath: `flux/clusters/${CLUSTER}`,
      fluxOperatorChart: `oci://${registry.host}/charts/flux-operator`,
    });
    await project.configure(
      'platform',
      {
        kubeconfig: readFileSync(findSetting('KUBECONFIG'), 'utf8'),
        gitToken: 'MARKED-git',
        [`secrets["${FLUX}/sops-age"].privateKey`]: 'MARKED-age',
      },
      true,
    );
  });

  afterAll(async () => {
    tryKubectl(['delete', 'namespace', '--ignore-not-found', '--wait=false', FLUX, DRILL]);
    await registry.stop();
    project.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is made in one run, which ends once the controllers and what they read are ready', async () => {
    const reporting = setInterval(() => {
      reportReady('gitrepositories.source.toolkit.fluxcd.io');
      reportReady('kustomizations.kustomize.toolkit.fluxcd.io');
    }, 3000);
    const output = await project
      .run('up', '--stack', 'platform', '--yes', '--skip-preview')
      .finally(() => clearInterval(reporting));
    expect(output).not.toContain('MARKED');
    expect(registry.asked.join('\n')).toContain(`/manifests/${VERSIONS.fluxOperator.version}`);
    expect(names('deployment')).toEqual([...CONTROLLERS, 'flux-operator'].sort());
    const { status } = getObject('fluxinstance', 'flux', FLUX) as {
      status: { conditions: { type: string; status: string }[]; lastAppliedRevision: string };
    };
    expect(status.conditions).toContainEqual(expect.objectContaining({ type: 'Ready', status: 'True' }));
    expect(status.lastAppliedRevision).toMatch(new RegExp(`^v${VERSIONS.flux}@sha256:`));
  });

  it('reads the repository with the Secret it made, and decrypts with the key it made', () => {
    expect(getObject('gitrepository', FLUX, FLUX)).toMatchObject({
      spec: {
        url: 'https://example.com/platform.git',
        ref: { name: 'refs/heads/main' },
        secretRef: { name: 'flux-system' },
      },
    });
    expect(getObject('kustomization', FLUX, FLUX)).toMatchObject({
      spec: {
        path: `flux/clusters/${CLUSTER}`,
        decryption: { provider: 'sops', secretRef: { name: 'sops-age' } },
      },
    });
  });

  it('is not changed by a second run, nor after a refresh', async () => {
    await project.run('up', '--stack', 'platform', ...UNCHANGED);
    await project.run('refresh', '--stack', 'platform', '--yes', '--skip-preview');
    await project.run('up', '--stack', 'platform', ...UNCHANGED);
  });

  it('is destroyed in order: Flux by its operator, then the operator, then the namespaces', async () => {
    const output = await project.run('destroy', '--stack', 'platform', '--yes', '--skip-preview');
    const gone = ['flux-instance deleted', 'flux-operator deleted', 'namespace-flux-system deleted'];
    const places = gone.map((text) => output.search(new RegExp(text.replace(' ', '.*'))));
    expect(places).toEqual([...places].sort((one, other) => one - other));
    expect(places).not.toContain(-1);
    expect(tryKubectl(['get', 'namespace', FLUX]).status).not.toBe(0);
    // Flux's own resource definitions go with it; those of the operator are kept by its chart.
    const definitions = kubectl(['get', 'customresourcedefinition', '--output', 'name']);
    expect(definitions).not.toContain('toolkit.fluxcd.io');
    expect(definitions).toContain('fluxinstances.fluxcd.controlplane.io');
  });
});
