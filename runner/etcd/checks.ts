import type { CheckPlan, CheckResult, EtcdCheckPlan } from '../../lib/plan';
import { expectationText, satisfies } from '../checks/expectation';
import { listed, type Finding } from '../checks/finding';
import { TimeLimit } from '../checks/time-limit';
import type { ReadRange } from './key-value';

const NAMESPACES = '/registry/namespaces/';
const DEFINITIONS = '/registry/apiextensions.k8s.io/customresourcedefinitions/';

/** Carries checks out on a restored etcd, one after the other; gives one result for each, in order. Never rejects. */
export async function runEtcdChecks(
  plans: readonly CheckPlan[],
  range: ReadRange,
  signal: AbortSignal,
): Promise<readonly CheckResult[]> {
  const results: CheckResult[] = [];
  for (const plan of plans) results.push(await runOne(plan, range, signal));
  return results;
}

async function runOne(plan: CheckPlan, range: ReadRange, signal: AbortSignal): Promise<CheckResult> {
  const start = performance.now();
  const end = (found: Pick<CheckResult, 'status' | 'actual' | 'reason'>, expected: string): CheckResult => ({
    name: plan.name,
    kind: plan.kind,
    ...found,
    expected,
    duration: Math.round(performance.now() - start),
  });
  if (!isEtcdCheck(plan)) return end({ status: 'not-run', reason: 'it is no check of an etcd' }, 'an etcd');
  const expected = expectedOf(plan);
  if (signal.aborted) return end({ status: 'not-run', reason: 'the drill was ended before' }, expected);
  const limit = TimeLimit.start(plan.timeout, signal);
  try {
    const { passed, ...found } = await limit.guard(carryOut(plan, range, limit.signal));
    return end({ status: passed ? 'passed' : 'failed', ...found }, expected);
  } catch {
    const reason =
      limit.end === 'expired' ? `no answer within ${plan.timeout} s` : 'the restored etcd does not answer';
    return end({ status: 'error', reason }, expected);
  } finally {
    limit.stop();
  }
}

function isEtcdCheck(plan: CheckPlan): plan is EtcdCheckPlan {
  return plan.kind.startsWith('etcd.');
}

function expectedOf(plan: EtcdCheckPlan): string {
  switch (plan.kind) {
    case 'etcd.namespaces':
      return `the namespaces ${plan.namespaces.join(', ')}`;
    case 'etcd.customResources':
      return `${plan.resources.join(', ')} are defined, with an object of each`;
    case 'etcd.keys':
      return `${expectationText(plan.expect)} keys below ${plan.prefix}`;
  }
}

async function carryOut(plan: EtcdCheckPlan, range: ReadRange, signal: AbortSignal): Promise<Finding> {
  switch (plan.kind) {
    case 'etcd.namespaces': {
      const { entries } = await range({ key: NAMESPACES, isPrefix: true, only: 'keys' }, signal);
      const there = new Set(entries.map(({ key }) => key.slice(NAMESPACES.length)));
      const missing = plan.namespaces.filter((name) => !there.has(name));
      return {
        passed: missing.length === 0,
        actual: `${plan.namespaces.length - missing.length} of ${plan.namespaces.length} there`,
        ...(missing.length > 0 && { reason: `missing: ${listed(missing)}` }),
      };
    }
    case 'etcd.customResources':
      return customResources(plan.resources, range, signal);
    case 'etcd.keys': {
      const { count } = await range({ key: plan.prefix, isPrefix: true, only: 'count' }, signal);
      return { passed: satisfies(String(count), plan.expect), actual: String(count) };
    }
  }
}

async function customResources(
  resources: readonly string[],
  range: ReadRange,
  signal: AbortSignal,
): Promise<Finding> {
  const faults: string[] = [];
  const counts: string[] = [];
  for (const resource of resources) {
    const dot = resource.indexOf('.');
    const place = `/registry/${resource.slice(dot + 1)}/${resource.slice(0, dot)}/`;
    const { count: definitions } = await range({ key: `${DEFINITIONS}${resource}`, only: 'count' }, signal);
    const { count } = await range({ key: place, isPrefix: true, only: 'count' }, signal);
    counts.push(`${count} ${resource}`);
    if (definitions === 0) faults.push(`${resource} is not defined`);
    else if (count === 0) faults.push(`there is no object of ${resource}`);
  }
  return {
    passed: faults.length === 0,
    actual: listed(counts),
    ...(faults.length > 0 && { reason: listed(faults, '; ') }),
  };
}
