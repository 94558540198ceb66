import { Kubectl } from '../../../cli/cluster/kubectl';
import type { KubectlEnd, KubectlInput, KubectlProcess } from '../../../cli/cluster/kubectl-process';

/** An object of a fake cluster. */
export interface FakeObject {
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly [field: string]: unknown;
  };
  readonly [field: string]: unknown;
}

const PLURALS: Readonly<Record<string, string>> = {
  Cluster: 'clusters.postgresql.cnpg.io',
  Backup: 'backups.postgresql.cnpg.io',
  ScheduledBackup: 'scheduledbackups.postgresql.cnpg.io',
  ObjectStore: 'objectstores.barmancloud.cnpg.io',
  CronJob: 'cronjobs.batch',
  Job: 'jobs.batch',
  Pod: 'pods',
  ConfigMap: 'configmaps',
  Event: 'events',
};

/** A cluster in memory that answers as kubectl 1.34 does. */
export class FakeCluster {
  /** Every command line. */
  readonly calls: (readonly string[])[] = [];
  readonly objects: FakeObject[] = [];
  /** What is made of an object once it is created, one state after the other. */
  afterCreate: (created: FakeObject) => readonly FakeObject[] = () => [];
  /** Lines of the logs of pods, by each time they are asked for. */
  logs: (readonly string[])[] = [];
  /** Answer of commands in pods; undefined: they are forbidden. */
  execAnswer: string | undefined;
  /** What everything fails with. */
  refusal: string | undefined;
  user = 'anna@example.org';

  /** The cluster as commands see it. */
  get kubectl(): Kubectl {
    return Kubectl.of(this.run, { context: 'test' });
  }

  readonly run = (args: readonly string[], input: KubectlInput = {}): KubectlProcess => {
    this.calls.push(args);
    const rest = args.filter((_, index) => !['--context', '--kubeconfig'].includes(args[index - 1] ?? ''));
    const words = rest.filter((word) => !['--context', '--kubeconfig'].includes(word));
    if (this.refusal !== undefined) return ended('', 1, this.refusal);
    if (words.includes('--watch')) return this.watch(words, input.signal);
    switch (words[0]) {
      case 'get':
        return this.get(words);
      case 'create':
        return this.create(input.input ?? '');
      case 'auth':
        return ended(JSON.stringify({ status: { userInfo: { username: this.user } } }));
      case 'logs':
        return ended((this.logs.shift() ?? []).map((line) => `${line}\n`).join(''));
      case 'exec':
        return this.execAnswer === undefined
          ? ended('', 1, 'Error from server (Forbidden): pods "orders-1" is forbidden: no exec')
          : ended(this.execAnswer);
      default:
        return ended('', 1, `error: unknown command "${words.join(' ')}"`);
    }
  };

  /** Adds objects, or replaces those of the same kind, namespace and name. */
  add(...objects: readonly FakeObject[]): this {
    for (const object of objects) {
      const index = this.objects.findIndex((other) => keyOf(other) === keyOf(object));
      if (index < 0) this.objects.push(object);
      else this.objects[index] = object;
    }
    return this;
  }

  /** The objects of a kind that were created. */
  created(kind: string): readonly FakeObject[] {
    return this.objects.filter((object) => object.kind === kind && object['created'] === true);
  }

  private get(words: readonly string[]): KubectlProcess {
    const found = this.select(words);
    const isNamed = words[2] !== undefined && !words[2].startsWith('--');
    if (!isNamed) return ended(JSON.stringify({ kind: 'List', items: found }));
    return ended(found[0] === undefined ? '' : JSON.stringify(found[0]));
  }

  private create(text: string): KubectlProcess {
    const object = { ...(JSON.parse(text) as FakeObject), created: true };
    this.add(object);
    return ended(`${object.kind}/${object.metadata.name}\n`);
  }

  private watch(words: readonly string[], signal: AbortSignal | undefined): KubectlProcess {
    const select = () => this.select(words);
    const states = () => this.created(kindOf(words[1] ?? '')).flatMap((object) => this.afterCreate(object));
    async function* output(): AsyncGenerator<string> {
      for (const object of select()) yield JSON.stringify({ type: 'ADDED', object }, undefined, 4);
      for (const object of states()) {
        const type = object['deleted'] === true ? 'DELETED' : 'MODIFIED';
        yield `${JSON.stringify({ type, object })}\n`;
      }
      await new Promise<void>((resolve) => {
        if (signal?.aborted === true) resolve();
        else signal?.addEventListener('abort', () => resolve(), { once: true });
      });
    }
    return { output: output(), ended: Promise.resolve({ status: 0, stderr: '' }) };
  }

  private select(words: readonly string[]): readonly FakeObject[] {
    const [, resource = '', name = ''] = words;
    const namespace = words[words.indexOf('--namespace') + 1];
    const selector = words.includes('--selector') ? (words[words.indexOf('--selector') + 1] ?? '') : '';
    const labels = selector.split(',').filter((part) => part !== '');
    return this.objects.filter(
      ({ kind, metadata }) =>
        PLURALS[kind] === resource &&
        metadata.namespace === namespace &&
        (name.startsWith('--') || metadata.name === name) &&
        labels.every((label) => {
          const [key = '', value] = label.split('=');
          return metadata.labels?.[key] === value;
        }),
    );
  }
}

function kindOf(resource: string): string {
  return Object.keys(PLURALS).find((kind) => PLURALS[kind] === resource) ?? '';
}

function keyOf({ kind, metadata }: FakeObject): string {
  return `${kind}/${metadata.namespace ?? ''}/${metadata.name}`;
}

/** A kubectl that has ended. */
export function ended(stdout: string, status = 0, stderr = ''): KubectlProcess {
  // eslint-disable-next-line @typescript-eslint/require-await -- a stream that is there already
  async function* output(): AsyncGenerator<string> {
    // In pieces, as pipes hand them over.
    for (let at = 0; at < stdout.length; at += 1000) yield stdout.slice(at, at + 1000);
  }
  const end: KubectlEnd = { status, stderr };
  return { output: output(), ended: Promise.resolve(end) };
}
