import type {
  ClaimsCheckPlan,
  FilesCheckPlan,
  HttpCheckPlan,
  NamespaceCheckPlan,
  PodCommandCheckPlan,
  ReadyCheckPlan,
  RestoredPodPlan,
} from '../../lib/plan';
import { CheckImpossible, type Finding, type NamespaceExecutor } from '../checks';
import { satisfies } from '../checks/expectation';
import { findingOf, listed } from '../checks/finding';
import { httpGet, type Answer } from '../containers/http-get';
import { ApiError, pause, type ExecResult } from '../kubernetes';
import type { DrillPlace } from './drill-place';
import { kindsIn, type Claim } from './objects';
import { findPod } from './restored-pod';
import { isReady, workloadsOf } from './rollout';

/** Time between two requests, milliseconds. */
const BETWEEN = 500;

/** How long before the end of a check's time a finding is made of what was seen, milliseconds. */
const HASTE = 1000;

/** Files whose checksums are asked for at once: their paths stand in one request. */
const FILES_AT_ONCE = 50;

/** Exit codes of shells and container runtimes for a program that is not there or cannot be run (POSIX, "Exit Status"). */
const NO_PROGRAM: readonly (number | undefined)[] = [126, 127, 128];

/** Folder that a restore leaves in every volume (Velero 1.18, seen). */
const VELERO_FOLDER = '.velero';

/** Where a Service answers, for tests. */
export type HostOf = (service: string, namespace: string) => string;

/** Carries out the checks on what a drill has restored, each in the namespace that its own was restored to. */
export class NamespaceChecks implements NamespaceExecutor {
  constructor(
    private readonly place: DrillPlace,
    private readonly mapping: Readonly<Record<string, string>>,
    private readonly hostOf: HostOf = (service, namespace) => `${service}.${namespace}.svc`,
  ) {}

  async run(plan: NamespaceCheckPlan, signal: AbortSignal): Promise<Finding> {
    try {
      switch (plan.kind) {
        case 'namespace.ready':
          return await this.ready(plan, signal);
        case 'namespace.claims':
          return await this.claims(plan, signal);
        case 'namespace.files':
          return await this.files(plan, signal);
        case 'namespace.http':
          return await this.http(plan, signal);
        case 'namespace.command':
          return await this.command(plan, signal);
      }
    } catch (error) {
      signal.throwIfAborted();
      throw ApiError.is(error) ? new CheckImpossible(error.message) : error;
    }
  }

  private target(namespace: string): string {
    const target = this.mapping[namespace];
    if (target === undefined)
      throw new CheckImpossible(`the namespace ${namespace} is not restored by this drill`);
    return target;
  }

  private async ready({ namespace, workloads }: ReadyCheckPlan, signal: AbortSignal): Promise<Finding> {
    const target = this.target(namespace);
    const found = (await workloadsOf(this.place, signal)).filter((one) => one.namespace === target);
    const names = workloads.length === 0 ? found.map(({ object }) => object.metadata.name) : workloads;
    if (names.length === 0)
      return { passed: false, actual: 'no workload', reason: 'nothing that runs was restored' };
    const faults = names.flatMap((name) => {
      const same = found.filter(({ object }) => object.metadata.name === name);
      if (same.length === 0) return [`${name} is not there`];
      return same.every(({ object }) => isReady(object)) ? [] : [`${name} lacks replicas`];
    });
    return findingOf(faults, `${names.length - faults.length} of ${names.length} ready`);
  }

  private async claims({ namespace, claims }: ClaimsCheckPlan, signal: AbortSignal): Promise<Finding> {
    const { items } = await this.place.client.list(kindsIn(this.target(namespace)).claims, {}, signal);
    const bound = new Set(
      (items as readonly Claim[]).flatMap(({ metadata, status }) =>
        status?.phase === 'Bound' ? [metadata.name] : [],
      ),
    );
    const faults = claims
      .filter((claim) => !bound.has(claim))
      .map((claim) => `${claim} is not there, or not bound`);
    return findingOf(faults, `${claims.length - faults.length} of ${claims.length} bound`);
  }

  private async files(plan: FilesCheckPlan, signal: AbortSignal): Promise<Finding> {
    const { folder, checksums, count } = plan;
    const faults: string[] = [];
    for (let at = 0; at < checksums.length; at += FILES_AT_ONCE) {
      const some = checksums.slice(at, at + FILES_AT_ONCE);
      const paths = some.map(({ path }) => `${folder.replace(/\/+$/, '')}/${path}`);
      const { stdout } = await this.exec(plan.in, ['sha256sum', '--', ...paths], signal);
      const sums = new Map(
        stdout.split('\n').map((line) => [line.slice(line.indexOf(' ') + 2), line.split(' ')[0]]),
      );
      for (const [index, { path, sha256 }] of some.entries()) {
        const sum = sums.get(paths[index] ?? '');
        if (sum === undefined) faults.push(`${path} is not there, or cannot be read`);
        else if (sum !== sha256) faults.push(`${path} has other content`);
      }
    }
    const right = `${checksums.length - faults.length} of ${checksums.length} files as expected`;
    if (count === undefined) return findingOf(faults, right);
    const number = await this.countFiles(plan, signal);
    if (!satisfies(String(number), count)) faults.push(`there are ${number} files`);
    return findingOf(faults, checksums.length === 0 ? `${number} files` : `${right}, ${number} files`);
  }

  private async countFiles({ in: pod, folder }: FilesCheckPlan, signal: AbortSignal): Promise<number> {
    const command = ['find', folder, '-name', VELERO_FOLDER, '-prune', '-o', '-type', 'f', '-print'];
    const { stdout, exitCode, stderr } = await this.exec(pod, command, signal);
    const files = stdout.split('\n').filter((line) => line !== '').length;
    // A folder that is not there is a finding, one that cannot be read whole is none.
    if (exitCode !== 0 && files > 0)
      throw new CheckImpossible(`not every folder can be read: ${stderr.slice(0, 200)}`);
    return files;
  }

  private async command(plan: PodCommandCheckPlan, signal: AbortSignal): Promise<Finding> {
    const { exitCode, stdout } = await this.exec(plan.in, plan.command, signal);
    const { prints } = plan;
    if (exitCode !== 0)
      return { passed: false, actual: `exit code ${exitCode ?? 'unknown'}`, reason: 'the command failed' };
    if (prints === undefined) return { passed: true, actual: 'exit code 0' };
    const has = stdout.includes(prints);
    return { passed: has, actual: `exit code 0, ${has ? 'with' : 'without'} the text in its output` };
  }

  /** What it says stays here: it may be anything. Throws a CheckImpossible where the program could not be run. */
  private async exec(
    { namespace, pod, container }: RestoredPodPlan,
    command: readonly string[],
    signal: AbortSignal,
  ): Promise<ExecResult> {
    const target = this.target(namespace);
    const { metadata, spec } = await findPod(this.place, target, pod, signal);
    const name = container ?? spec?.containers?.[0]?.name;
    const options = { command, ...(name !== undefined && { container: name }) };
    const result = await this.place.client.exec(kindsIn(target).pods, metadata.name, options, signal);
    if (result.exitCode === undefined || NO_PROGRAM.includes(result.exitCode)) {
      const why = result.problem ?? `exit code ${result.exitCode ?? ''}`;
      throw new CheckImpossible(
        `${command[0] ?? ''} cannot be run in ${metadata.name}: ${why.slice(0, 300)}`,
      );
    }
    return result;
  }

  private async http(plan: HttpCheckPlan, signal: AbortSignal): Promise<Finding> {
    const host = this.hostOf(plan.service, this.target(plan.namespace));
    const time = Math.max(plan.timeout * 1000 - HASTE, HASTE / 2);
    const until = AbortSignal.any([signal, AbortSignal.timeout(time)]);
    let answer: Answer | undefined;
    try {
      for (;;) {
        answer = await httpGet({ host, port: plan.port, path: plan.path }, until);
        if (isExpected(answer, plan)) return { passed: true, actual: textOf(answer, plan) };
        await pause(BETWEEN, until);
      }
    } catch (error) {
      if (!until.aborted || signal.aborted) throw error;
    }
    if (answer === undefined) throw new CheckImpossible('the Service gave no answer in time');
    // A name that is not there says that the Service is not: ENOTFOUND.
    if (answer.kind === 'unreachable' && answer.code !== 'ENOTFOUND')
      throw new CheckImpossible(`the runner does not reach the Service: ${answer.code}`);
    return { passed: false, actual: textOf(answer, plan), reason: 'it did not answer as expected in time' };
  }
}

function isExpected(answer: Answer, { status, contains }: HttpCheckPlan): boolean {
  if (answer.kind !== 'answered' || answer.status !== status) return false;
  return contains === undefined || answer.body.includes(contains);
}

function textOf(answer: Answer, { service, port, contains }: HttpCheckPlan): string {
  switch (answer.kind) {
    case 'answered':
      if (contains === undefined) return `status ${answer.status}`;
      return `status ${answer.status}, ${answer.body.includes(contains) ? 'with' : 'without'} the text`;
    case 'refused':
      return `nothing listens on port ${port}`;
    case 'silent':
      return `port ${port} is open, but gives no whole answer`;
    case 'unreachable':
      return `there is no Service ${service}: ${listed([answer.code])}`;
  }
}
