import { setTimeout as sleep } from 'node:timers/promises';
import { fail, operationProblems } from '../../lib/core/problems';
import { jsonDocuments } from './json-documents';
import type { KubectlProcess, RunKubectl } from './kubectl-process';
import { kubectlRefusal } from './kubectl-refusal';
import { textLines } from './text-lines';

/** Which cluster kubectl talks to. */
export interface ClusterConnection {
  /** @default - the current context */
  readonly context?: string;
  /** @default - KUBECONFIG, or ~/.kube/config */
  readonly kubeconfig?: string;
}

/** Where an object is. */
export interface ObjectPlace {
  /** Plural and group, for example `clusters.postgresql.cnpg.io`. */
  readonly resource: string;
  readonly namespace: string;
  readonly name: string;
}

/** A change of an object, as a watch tells it (Kubernetes API Concepts, "Efficient detection of changes"). */
interface Change<T> {
  readonly type: string;
  readonly object: T;
}

/** Longest wait for an answer to a single request. */
const REQUEST_TIMEOUT = '--request-timeout=30s';

/** How often in a row a watch may fail before that is told, and the pause after each, milliseconds. */
const PATIENCE = { attempts: 5, pause: 1000 } as const;

/** A cluster, through the user's kubectl. Every method rejects with RST740 to RST744 where kubectl fails. */
export class Kubectl {
  /** The cluster of a context. */
  static of(run: RunKubectl, connection: ClusterConnection = {}): Kubectl {
    return new Kubectl(run, connection);
  }

  private constructor(
    private readonly run: RunKubectl,
    private readonly connection: ClusterConnection,
  ) {}

  /** An object; undefined where there is none. */
  async tryGet<T>({ resource, namespace, name }: ObjectPlace): Promise<T | undefined> {
    const text = await this.answer(`${resource} ${namespace}/${name}`, [
      ...['get', resource, name, '--namespace', namespace],
      ...['--ignore-not-found', '--output', 'json', REQUEST_TIMEOUT],
    ]);
    return text.trim() === '' ? undefined : (JSON.parse(text) as T);
  }

  /** An object. Rejects with RST743 where there is none. */
  async find<T>(place: ObjectPlace): Promise<T> {
    const found = await this.tryGet<T>(place);
    if (found !== undefined) return found;
    const value = `${place.resource} ${place.namespace}/${place.name}`;
    return fail(operationProblems.clusterObjectMissing, { value, reason: 'there is none of that name' });
  }

  /** The objects of a kind in a namespace, all or those with the labels. */
  async list<T>(resource: string, namespace: string, labels?: string): Promise<readonly T[]> {
    const text = await this.answer(`${resource} in ${namespace}`, [
      ...['get', resource, '--namespace', namespace],
      ...(labels === undefined ? [] : ['--selector', labels]),
      ...['--output', 'json', REQUEST_TIMEOUT],
    ]);
    return (JSON.parse(text) as { readonly items: readonly T[] }).items;
  }

  /** Makes an object, which goes through a pipe: arguments could be read by others. */
  async create(what: string, object: object): Promise<void> {
    const args = ['create', '--filename', '-', '--output', 'name', REQUEST_TIMEOUT];
    await this.answer(what, args, JSON.stringify(object));
  }

  /** The output of a command in a container. */
  async exec(
    place: { readonly namespace: string; readonly pod: string; readonly container: string },
    command: readonly string[],
  ): Promise<string> {
    const { namespace, pod, container } = place;
    return this.answer(`commands in pod ${namespace}/${pod}`, [
      ...['exec', pod, '--namespace', namespace, '--container', container, REQUEST_TIMEOUT],
      ...['--', ...command],
    ]);
  }

  /** Who the API server sees (authentication.k8s.io/v1, SelfSubjectReview; Kubernetes 1.28 and newer). */
  async whoAmI(): Promise<string> {
    const text = await this.answer('the own identity', [
      'auth',
      'whoami',
      '--output',
      'json',
      REQUEST_TIMEOUT,
    ]);
    const { status } = JSON.parse(text) as {
      readonly status?: { readonly userInfo?: { username?: string } };
    };
    return status?.userInfo?.username ?? 'unknown';
  }

  /** An object, and again after every change until the signal is aborted; undefined, as the last, once it is deleted. */
  async *watch<T>(
    { resource, namespace, name }: ObjectPlace,
    signal: AbortSignal,
  ): AsyncGenerator<T | undefined> {
    const what = `${resource} ${namespace}/${name}`;
    for await (const { type, object } of this.changes<T>(
      what,
      [resource, name, '--namespace', namespace],
      signal,
    )) {
      yield type === 'DELETED' ? undefined : object;
      if (type === 'DELETED') return;
    }
  }

  /** Every object with the labels, and again after every change of one, until the signal is aborted. */
  async *watchAll<T>(
    {
      resource,
      namespace,
      labels,
    }: { readonly resource: string; readonly namespace: string; readonly labels: string },
    signal: AbortSignal,
  ): AsyncGenerator<T> {
    const selected = [resource, '--namespace', namespace, '--selector', labels];
    for await (const { type, object } of this.changes<T>(`${resource} in ${namespace}`, selected, signal))
      if (type !== 'DELETED') yield object;
  }

  /** The lines of a container's log, from its begin, until the container ends or the signal is aborted. */
  async *logs(
    {
      namespace,
      pod,
      container,
    }: { readonly namespace: string; readonly pod: string; readonly container: string },
    signal: AbortSignal,
  ): AsyncGenerator<string> {
    const args = ['logs', pod, '--namespace', namespace, '--container', container, '--follow'];
    const { output, ended, stop } = this.start(args, signal);
    try {
      yield* textLines(output);
      const { status, stderr } = await ended;
      if (status !== 0 && !signal.aborted) throw kubectlRefusal(`the log of ${namespace}/${pod}`, stderr);
    } finally {
      stop();
    }
  }

  private async *changes<T>(
    what: string,
    selected: readonly string[],
    signal: AbortSignal,
  ): AsyncGenerator<Change<T>> {
    const args = ['get', ...selected, '--watch', '--output-watch-events', '--output', 'json'];
    let failures = 0;
    while (!signal.aborted) {
      const { output, ended, stop } = this.start(args, signal);
      try {
        for await (const text of jsonDocuments(output)) {
          failures = 0;
          const change = JSON.parse(text) as Change<T>;
          if (change.type !== 'ERROR') yield change;
        }
        const { status, stderr } = await ended;
        // The API server ends every watch after a while, which is no failure.
        if (status !== 0) failures += 1;
        const isFinal = failures >= PATIENCE.attempts || /\((NotFound|Forbidden)\)/.test(stderr);
        if (isFinal && !isAborted(signal)) throw kubectlRefusal(what, stderr);
      } finally {
        stop();
      }
      await sleep(PATIENCE.pause, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Starts what ends only when it is stopped: whoever has seen enough does not read on. */
  private start(
    args: readonly string[],
    signal: AbortSignal,
  ): KubectlProcess & { readonly stop: () => void } {
    const seenEnough = new AbortController();
    const input = { signal: AbortSignal.any([signal, seenEnough.signal]) };
    return { ...this.run(this.withConnection(args), input), stop: () => seenEnough.abort() };
  }

  private async answer(what: string, args: readonly string[], input?: string): Promise<string> {
    const { output, ended } = this.run(this.withConnection(args), input === undefined ? {} : { input });
    let text = '';
    for await (const chunk of output) text += chunk;
    const { status, stderr } = await ended;
    if (status !== 0) throw kubectlRefusal(what, stderr);
    return text;
  }

  /** Before a `--`, behind which everything belongs to a command in the cluster. */
  private withConnection(args: readonly string[]): readonly string[] {
    const { context, kubeconfig } = this.connection;
    return [
      ...(kubeconfig === undefined ? [] : ['--kubeconfig', kubeconfig]),
      ...(context === undefined ? [] : ['--context', context]),
      ...args,
    ];
  }
}

/** A signal may be aborted while its owner waits. */
function isAborted({ aborted }: AbortSignal): boolean {
  return aborted;
}
