import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { RecoveryPlan } from '../../../lib/plan';
import { ARGO_CD_NAMESPACE, LOSS_SCENARIOS } from '../../../lib/protection';
import { EXAMPLES } from '../../examples/example-folders';
import type { Composed } from '../../postgres/fixture';
import { blocksOf, CASES, runbookOfExample, variablesOf } from './example-runbooks';
import { runBlocks, type Call } from './run-commands';

/** An object that a command names. */
interface Named {
  readonly resource: string;
  readonly name: string;
  readonly namespace: string | undefined;
}

/** Verbs whose first arguments name objects. */
const VERBS = ['get', 'wait', 'patch', 'annotate', 'delete'];

/** Options of those commands that have no value. */
const FLAGS = ['--overwrite', '--ignore-not-found', '--all', '--wait', '--help'];

/** Kinds by what kubectl calls them, in the singular and the plural. */
const KINDS: Readonly<Record<string, string>> = {
  cluster: 'Cluster',
  objectstore: 'ObjectStore',
  kustomization: 'Kustomization',
  namespace: 'Namespace',
  schedule: 'Schedule',
  backupstoragelocation: 'BackupStorageLocation',
  cronjob: 'CronJob',
};

describe.each(CASES)('the runbook of %s, delivered by %s', (example, deliverer) => {
  const { composed, plan, page, runbook } = runbookOfExample(example, deliverer);
  const blocks = [...new Set(blocksOf(page))];
  const env = Object.fromEntries(variablesOf(blocks).map((name) => [name, 'recorded']));
  const { calls } = runBlocks(blocks, { ...env, RECOVERY_BUNDLE: 'bundle' });
  const named = calls.flatMap(namedBy);

  test('names only objects that are in the manifests, or that an operator or a step makes of them', () => {
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((object) => !isThere(object, { composed, plan, calls }))).toEqual([]);
  });

  test('names only namespaces that there are', () => {
    const namespaces = new Set([
      ...composed.findAll('Namespace').map(({ metadata }) => metadata.name),
      ...plan.clusters.flatMap((cluster) => cluster.namespaces.map(({ name }) => name)),
      ...composed.findAll('Kustomization').map(({ metadata }) => metadata.namespace),
      ...(deliverer === 'argocd' ? [ARGO_CD_NAMESPACE] : []),
    ]);
    const unknown = calls
      .map((call) => optionOf(call, '--namespace', '-n'))
      .filter((namespace) => namespace !== undefined && !namespaces.has(namespace));
    expect(unknown).toEqual([]);
  });

  test('names only files and folders of the tree, or such as a step writes', () => {
    const paths = calls.flatMap((call) => [
      optionOf(call, '--kustomize') ?? [],
      call[0] === 'sops' ? (call[2] ?? []) : [],
    ]);
    const files = composed.files.map(([path]) => path);
    // Sealed Secrets are kept in Git by others than synth.
    const known = (path: string) =>
      files.some((file) => file === path || file.startsWith(`${path}/`)) ||
      existsSync(join(EXAMPLES, example, path));
    expect(paths.flat().filter((path) => !known(path))).toEqual([]);
  });

  test('names only protections that the plan has, or that a recovery adds', () => {
    const ids = plan.protections.flatMap(({ id }) => [id, `${id}-recovered`]);
    const own = calls.filter(
      ([program, verb]) => program === 'restorable' && verb !== 'plan' && verb !== 'synth',
    );
    const unknown = own
      .map(([, ...args]) => args.find((arg) => arg.includes('/')))
      .filter((id) => !ids.includes(id ?? ''));
    expect(own.length).toBeGreaterThanOrEqual(
      plan.protections.filter(({ kind }) => kind !== 'EtcdSnapshots').length,
    );
    expect(unknown).toEqual([]);
  });

  test('answers every loss for every protection', () => {
    for (const { name, losses } of runbook.clusters) {
      const ids = plan.protections.filter(({ cluster }) => cluster === name).map(({ id }) => id);
      expect(losses.map(({ scenario }) => scenario)).toEqual(LOSS_SCENARIOS);
      for (const { parts } of losses) {
        const answered = parts.flatMap((part) =>
          part.kind === 'protection' && part.stage === 'recovery' ? [part.id] : [],
        );
        expect([...answered].sort()).toEqual([...ids].sort());
      }
    }
  });
});

describe('what is looked at', () => {
  const { composed, plan } = runbookOfExample('safeops', 'flux');
  const there = (resource: string, name: string, namespace: string) =>
    isThere({ resource, name, namespace }, { composed, plan, calls: [] });

  test('an object that is not there is noticed', () => {
    expect(there('cluster.postgresql.cnpg.io', 'app-postgres', 'production')).toBe(true);
    expect(there('cluster.postgresql.cnpg.io', 'other', 'production')).toBe(false);
    expect(there('cluster.postgresql.cnpg.io', 'app-postgres', 'elsewhere')).toBe(false);
    expect(there('secret', 'postgres-app', 'production')).toBe(true);
    expect(there('secret', 'other', 'production')).toBe(false);
    expect(there('somethings.example.com', 'app-postgres', 'production')).toBe(false);
  });

  test('objects are found however kubectl is told of them', () => {
    const at = (...args: string[]) => namedBy(['kubectl', ...args]);
    const cluster = { resource: 'cluster.postgresql.cnpg.io', name: 'a', namespace: 'n' };
    expect(at('get', 'cluster.postgresql.cnpg.io', 'a', '--namespace', 'n')).toEqual([cluster]);
    expect(at('wait', '--for=x', 'cluster.postgresql.cnpg.io/a', '-n', 'n')).toEqual([cluster]);
    expect(at('get', 'pods,secrets', '--namespace', 'n')).toEqual([]);
  });
});

/** Objects that a call of kubectl names. */
function namedBy(call: Call): readonly Named[] {
  const [program, ...args] = call;
  if (program !== 'kubectl') return [];
  const namespace = optionOf(call, '--namespace', '-n');
  const [verb = '', resource = '', ...names] = positionalsOf(args);
  const from = optionOf(call, '--from');
  if (verb === 'create' && from !== undefined) return [named(from, namespace)];
  if (!VERBS.includes(verb) || resource === '') return [];
  // `key=value` sets an annotation and `key-` takes one away.
  const objects = [resource, ...names].filter((arg) => !arg.includes('=') && !arg.endsWith('-'));
  const slashed = objects.filter((arg) => arg.includes('/'));
  if (slashed.length > 0) return slashed.map((arg) => named(arg, namespace));
  return objects.slice(1).map((name) => ({ resource, name, namespace }));
}

function named(text: string, namespace: string | undefined): Named {
  const [resource = '', name = ''] = text.split('/');
  return { resource, name, namespace };
}

function positionalsOf(args: readonly string[]): readonly string[] {
  const found: string[] = [];
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index] ?? '';
    if (arg === '--') break;
    if (!arg.startsWith('-')) found.push(arg);
    else if (!arg.includes('=') && !FLAGS.includes(arg)) index += 1;
  }
  return found;
}

function optionOf(call: Call, ...names: readonly string[]): string | undefined {
  for (const [index, arg] of call.entries()) {
    const [name = '', ...value] = arg.split('=');
    if (names.includes(name) && value.length > 0) return value.join('=');
    if (names.includes(arg)) return call[index + 1];
  }
  return undefined;
}

interface Surroundings {
  readonly composed: Composed;
  readonly plan: RecoveryPlan;
  readonly calls: readonly Call[];
}

function isThere({ resource, name, namespace }: Named, { composed, plan, calls }: Surroundings): boolean {
  // A value that a command has found, or that people set.
  if (name.includes('recorded') || name.includes('{}')) return true;
  const [type = ''] = resource.split('.');
  const singular = type.replace(/s$/, '');
  const made = (program: string, option: string) =>
    calls.some((call) => call[0] === program && optionOf(call, option) === name);
  const isOf = (kind: string, called: string) =>
    composed
      .findAll(kind)
      .some(
        ({ metadata }) =>
          metadata.name === called && (kind === 'Namespace' || metadata.namespace === namespace),
      );
  switch (singular) {
    case 'secret':
      return plan.requiredSecrets.some((secret) => secret.name === name && secret.namespace === namespace);
    case 'gitrepository':
      return composed
        .findAll('Kustomization')
        .some(({ spec }) => (spec as { sourceRef?: { name: string } } | undefined)?.sourceRef?.name === name);
    case 'application':
      return composed.findAll('Kustomization').some(({ metadata }) => metadata.name === name);
    case 'restore':
      return made('restorable', '--name');
    case 'job':
      return calls.some((call) => call[1] === 'create' && call[2] === 'job' && call[3] === name);
    // Of a Schedule, by a step of the runbook, which appends the time as Velero does.
    case 'backup':
      return isOf('Schedule', name.replace(/-\d{14}$/, ''));
    case 'cluster':
      return (
        isOf('Cluster', name) ||
        (made('restorable', '--name') && isOf('Cluster', name.replace(/-recovered$/, '')))
      );
    case 'namespace':
      return (
        isOf('Namespace', name) ||
        name === ARGO_CD_NAMESPACE ||
        plan.clusters.some((cluster) => cluster.namespaces.some((one) => one.name === name))
      );
    default: {
      const kind = KINDS[singular];
      return kind !== undefined && isOf(kind, name);
    }
  }
}
