import type { CheckPlan, CheckResult, NamespaceCheckPlan } from '../../lib/plan';
import type { CheckContext } from './check-context';
import { failureOf } from './failure';
import { CheckImpossible, type Finding } from './finding';
import { expectedInNamespace } from './namespace-expectation';
import { redactor } from './redact';
import { Session } from './session';
import { sqlCheckOf, type SqlCheckPlan } from './sql-checks';
import { TimeLimit } from './time-limit';

type Found = Pick<CheckResult, 'status' | 'actual' | 'reason'>;

/**
 * Carries checks out one after the other, each on a connection of its own and within its own time; gives one result for
 * each, in order. It never rejects: what a check throws is the reason of its result. Results hold no secret.
 */
export async function runChecks(
  plans: readonly CheckPlan[],
  context: CheckContext,
): Promise<readonly CheckResult[]> {
  const results: CheckResult[] = [];
  for (const plan of plans) results.push(await runCheck(plan, context));
  return results;
}

/** Carries one check out. Never rejects. */
export async function runCheck(plan: CheckPlan, context: CheckContext): Promise<CheckResult> {
  const start = performance.now();
  const { status, actual, reason } = hindrance(plan, context) ?? (await carryOut(plan, context));
  const password = context.address?.password;
  const shown = redactor([...(password === undefined ? [] : [password]), ...(context.secrets ?? [])]);
  return {
    name: plan.name,
    kind: plan.kind,
    status,
    expected: shown(expectedOf(plan)),
    ...(actual !== undefined && { actual: shown(actual) }),
    ...(reason !== undefined && { reason: shown(reason) }),
    duration: Math.round(performance.now() - start),
  };
}

/** Why a check is not even begun. */
function hindrance(plan: CheckPlan, context: CheckContext): Found | undefined {
  const { place, containers, namespace, address, signal } = context;
  if (!plan.runsIn.includes(place))
    return notRun(`it runs only ${plan.runsIn.map((where) => PLACES[where]).join(' or ')}`);
  if (needsContainer(plan) && containers === undefined)
    return notRun('there is nothing here that starts containers');
  if (isOfNamespace(plan) && namespace === undefined) return notRun('no namespace was restored here');
  if (isSqlCheck(plan) && address === undefined) return notRun('no database was restored here');
  return signal.aborted ? notRun('the drill was ended before') : undefined;
}

const PLACES = { cluster: 'on a cluster', embedded: 'on an embedded PostgreSQL' } as const;

function notRun(reason: string): Found {
  return { status: 'not-run', reason };
}

async function carryOut(plan: CheckPlan, context: CheckContext): Promise<Found> {
  const limit = TimeLimit.start(plan.timeout, context.signal);
  try {
    const { passed, ...found } = await limit.guard(find(plan, context, limit));
    return { status: passed ? 'passed' : 'failed', ...found };
  } catch (error) {
    return failureOf(error, plan, limit);
  } finally {
    limit.stop();
  }
}

async function find(plan: CheckPlan, context: CheckContext, limit: TimeLimit): Promise<Finding> {
  if (needsContainer(plan)) {
    if (context.containers === undefined)
      throw new CheckImpossible('there is nothing that starts containers');
    return context.containers.run(plan, limit.signal);
  }
  if (isOfNamespace(plan)) {
    if (context.namespace === undefined) throw new CheckImpossible('no namespace was restored');
    return context.namespace.run(plan, limit.signal);
  }
  if (!isSqlCheck(plan)) throw new CheckImpossible('nothing here carries out checks of this kind');
  if (context.address === undefined) throw new CheckImpossible('no database was restored');
  const session = await Session.open(context.address, limit);
  try {
    return await sqlCheckOf(plan).run(plan, session, context);
  } finally {
    await session.close();
  }
}

function expectedOf(plan: CheckPlan): string {
  if (plan.kind === 'command')
    return `the command ends with exit code 0${quoted(' and prints ', plan.prints)}`;
  if (plan.kind === 'application') {
    const { path, status, contains } = plan.http;
    return `the application answers ${path} with ${status}${quoted(' and ', contains)}`;
  }
  if (isOfNamespace(plan)) return expectedInNamespace(plan);
  return isSqlCheck(plan) ? sqlCheckOf(plan).expected(plan) : plan.name;
}

function quoted(before: string, text: string | undefined): string {
  return text === undefined ? '' : `${before}${JSON.stringify(text)}`;
}

function needsContainer(plan: CheckPlan): plan is Extract<CheckPlan, { kind: 'application' | 'command' }> {
  return plan.kind === 'application' || plan.kind === 'command';
}

function isSqlCheck(plan: CheckPlan): plan is SqlCheckPlan {
  return plan.kind.startsWith('sql.');
}

function isOfNamespace(plan: CheckPlan): plan is NamespaceCheckPlan {
  return plan.kind.startsWith('namespace.');
}
