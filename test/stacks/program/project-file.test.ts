import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { clusterSettings, inspectClusterSettings } from '../../../stacks/cluster';
import { readRecoveryPlan } from '../../../stacks/plan/read-recovery-plan';
import { designPlatform } from '../../../stacks/platform/platform-design';
import { clusterStackSettings } from '../../../stacks/program/cluster-settings';
import { platformSettings } from '../../../stacks/program/platform-settings';
import { storageSettings } from '../../../stacks/program/storage-settings';
import { designStorage } from '../../../stacks/storage/storage-design';
import { ROOT } from '../../examples/compile';
import { codesAndPlaces } from '../problem-codes';
import { configOf } from './config-of';

interface ProjectKey {
  readonly type: string;
  readonly description?: string;
  readonly default?: unknown;
}

const project = parse(readFileSync(join(ROOT, 'Pulumi.yaml'), 'utf8')) as {
  readonly name: string;
  readonly main: string;
  readonly config: Readonly<Record<string, ProjectKey>>;
};

const program = join(ROOT, 'stacks', 'program');
const source = readdirSync(program)
  .map((file) => readFileSync(join(program, file), 'utf8'))
  .join('\n');
const folder = join(ROOT, 'examples', 'safeops');

/** Configuration of a stack file, keys without the project. */
function stackFile(stack: string): Readonly<Record<string, unknown>> {
  const { config } = parse(readFileSync(join(folder, `Pulumi.${stack}.yaml`), 'utf8')) as {
    readonly config: Readonly<Record<string, unknown>>;
  };
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [key.replace('restorable:', ''), value]),
  );
}

describe('Pulumi.yaml', () => {
  it('runs the compiled program', () => {
    expect(project).toMatchObject({ name: 'restorable', main: 'dist/stacks/program/main.js' });
  });

  it('describes every key, with type and default', () => {
    for (const [key, { type, description, default: otherwise }] of Object.entries(project.config)) {
      expect([key, type]).toEqual([key, expect.stringMatching(/^(string|integer|boolean|array|object)$/)]);
      expect([key, description]).toEqual([key, expect.stringMatching(/\.$/)]);
      if (key !== 'kind') expect([key, otherwise]).toEqual([key, expect.anything()]);
    }
  });

  it('has every key that the program reads', () => {
    const read = [...source.matchAll(/config\s*\.(?:try)?[A-Za-z]+\('(\w+)'/g)].map((match) => match[1]);
    expect(read.length).toBeGreaterThan(20);
    for (const key of read) expect(Object.keys(project.config)).toContain(key);
  });
});

describe('the stacks of SafeOps', () => {
  const plan = readRecoveryPlan(readFileSync(join(folder, 'recovery-plan.json'), 'utf8'));

  it('have files without secrets, whose keys the project knows', () => {
    const files = readdirSync(folder).filter((file) => /^Pulumi\..*\.yaml$/.test(file));
    expect(files).toEqual(
      expect.arrayContaining([
        'Pulumi.safeops-cluster.yaml',
        'Pulumi.safeops-platform.yaml',
        'Pulumi.safeops-storage.yaml',
      ]),
    );
    for (const file of files) {
      expect(readFileSync(join(folder, file), 'utf8')).not.toMatch(/^\s+secure:/m);
      for (const key of Object.keys(stackFile(file.slice('Pulumi.'.length, -'.yaml'.length)))) {
        expect(Object.keys(project.config)).toContain(key);
      }
    }
  });

  it('lack nothing but secrets: storage', () => {
    const config = configOf(stackFile('safeops-storage'));
    const { problems, buckets } = designStorage(storageSettings(config, plan));
    expect(config.problems).toEqual([]);
    expect([...buckets.values()]).toMatchObject([
      { bucket: 'safeops-evidence', region: 'eu-central-1', lock: { mode: 'COMPLIANCE', days: 365 } },
    ]);
    const errors = problems.filter(({ severity }) => severity === 'error');
    expect(new Set(errors.map(({ code }) => code))).toEqual(new Set(['RST933']));
    expect(problems.map(({ code }) => code)).toContain('RST210');
  });

  it('lack nothing but secrets: cluster', () => {
    const config = configOf(stackFile('safeops-cluster'));
    const made = {
      accessKeyId: 'id',
      secretAccessKey: 'key',
      bucket: 'safeops-backups',
      folder: 'safeops/etcd-snapshots',
    };
    const args = clusterStackSettings(config, { plan, etcdSnapshots: { safeops: made } });
    expect(codesAndPlaces(config.problems)).toEqual(['RST939 config.hcloudToken']);
    expect(inspectClusterSettings(clusterSettings(args))).toEqual([]);
  });

  it('lack nothing but secrets: platform', () => {
    const config = configOf(stackFile('safeops-platform'));
    const args = platformSettings(config, { plan, kubeconfig: '', credentials: {} });
    const { problems, namespaces, decryptionSecret } = designPlatform(args);
    expect(config.problems).toEqual([]);
    expect(new Set(problems.map(({ code }) => code))).toEqual(new Set(['RST933']));
    expect(namespaces.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'flux-system',
        'develop',
        'staging',
        'production',
        'observability',
        'auth',
        'restore-test',
      ]),
    );
    expect(decryptionSecret).toBe('sops-age');
  });
});
