import { Duration, fail, veleroProblems, type DurationInput } from '../../core';
import type { BackupSpecHooksResources } from '../../kubernetes/generated/velero.io/v1';

/** Which pods a hook runs in, and how. */
export interface HookOptions {
  /** Labels of the pods. At least one: a hook in every pod fails where its program is missing. */
  readonly pods: Readonly<Record<string, string>>;
  readonly container: string;
  /**
   * What a hook that fails does. `Fail`: the pod and its volume are not in the backup (RST961). `Continue`: they are. Either
   * way the backup is PartiallyFailed (seen).
   */
  readonly onError: 'Fail' | 'Continue';
  /** When it counts as failed. @default 30s */
  readonly timeout?: DurationInput;
  /** Name in Velero's log. @default - after what it does */
  readonly name?: string;
}

/** A command that quiesces, and one that goes on. */
interface HookCommands {
  readonly pre?: readonly string[];
  readonly post?: readonly string[];
}

/** Names of PostgreSQL and MySQL that need no quoting in a shell or a statement. */
const PLAIN_NAME = /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/;
const ABSOLUTE_PATH = /^\/[A-Za-z0-9._/-]*$/;

/** A hook that Velero runs in a container before, or after, it copies the volumes of its pod. There is no shell. */
export class BackupHook {
  /**
   * PostgreSQL's CHECKPOINT, by `psql` over the local socket: the copy then starts from a flushed point and recovery of it
   * is short. It is no consistent copy by itself: files change while they are copied, and the WAL in the volume repairs
   * that. Throws RST960.
   */
  static postgresCheckpoint(
    options: HookOptions & { readonly user: string; readonly database: string },
  ): BackupHook {
    const { user, database } = options;
    const connection = ['-U', plain('user', user), '-d', plain('database', database)];
    const pre = ['psql', '-X', '-v', 'ON_ERROR_STOP=1', ...connection, '-c', 'CHECKPOINT'];
    return new BackupHook('postgres-checkpoint', { pre }, options);
  }

  /** Freezes the file system of a mounted volume while it is copied, by `fsfreeze`; needs a privileged container. Throws RST960. */
  static freeze(options: HookOptions & { readonly mountPath: string }): BackupHook {
    const { mountPath } = options;
    if (!ABSOLUTE_PATH.test(mountPath) || mountPath === '/') {
      fail(veleroProblems.invalidHook, {
        property: 'mountPath',
        value: mountPath,
        reason: 'it is no path of a mounted volume',
      });
    }
    const fsfreeze = (flag: string) => ['/sbin/fsfreeze', flag, mountPath];
    return new BackupHook('freeze', { pre: fsfreeze('--freeze'), post: fsfreeze('--unfreeze') }, options);
  }

  /**
   * Flushes what InnoDB keeps in memory (`FLUSH TABLES`). Tables cannot stay locked: a lock ends with the session of the
   * hook. The password is read from a file of options in the container. Throws RST960.
   */
  static mysqlFlush(options: HookOptions & { readonly defaultsFile: string }): BackupHook {
    const { defaultsFile } = options;
    if (!ABSOLUTE_PATH.test(defaultsFile)) {
      fail(veleroProblems.invalidHook, {
        property: 'defaultsFile',
        value: defaultsFile,
        reason: 'it is no absolute path',
      });
    }
    const pre = ['mysql', `--defaults-file=${defaultsFile}`, '-e', 'FLUSH TABLES; FLUSH ENGINE LOGS'];
    return new BackupHook('mysql-flush', { pre }, options);
  }

  /** Commands of your own: program and arguments. Throws RST960. */
  static exec(options: HookOptions & HookCommands): BackupHook {
    const { pre, post } = options;
    if (pre === undefined && post === undefined) refuse('pre', undefined, 'there is no command');
    for (const [property, command] of Object.entries({ pre, post }))
      if (command !== undefined && (command[0] === undefined || command[0] === ''))
        refuse(property, command, 'there is no program to run');
    return new BackupHook('exec', { ...(pre && { pre }), ...(post && { post }) }, options);
  }

  readonly name: string;
  readonly onError: 'Fail' | 'Continue';
  /** Whether it runs before the copy, so that its failing leaves the pod out. */
  readonly runsBefore: boolean;
  private readonly timeout: Duration;

  private constructor(
    kind: string,
    private readonly commands: HookCommands,
    private readonly options: HookOptions,
  ) {
    const { pods, container, onError, timeout = '30s', name } = options;
    const [first] = Object.values(pods);
    if (first === undefined) refuse('pods', pods, 'it names no labels, so it would run in every pod');
    if (container === '') refuse('container', container, 'it is empty');
    // Any other word is taken for Fail without being told (Velero 1.18, annotations of pods).
    if (!['Fail', 'Continue'].includes(onError))
      refuse('onError', onError, 'it is neither Fail nor Continue');
    this.timeout = Duration.of(timeout);
    if (this.timeout.seconds < 1) refuse('timeout', timeout, 'nothing is done in less than a second');
    this.name = name ?? `${kind}-${container}`;
    this.onError = onError;
    this.runsBefore = commands.pre !== undefined;
  }

  /** As a Backup has it, for pods of these namespaces. */
  resource(namespaces: readonly string[]): BackupSpecHooksResources {
    const { pre, post } = this.commands;
    return {
      name: this.name,
      includedNamespaces: [...namespaces],
      includedResources: ['pods'],
      labelSelector: { matchLabels: { ...this.options.pods } },
      ...(pre !== undefined && { pre: [{ exec: this.exec(pre) }] }),
      ...(post !== undefined && { post: [{ exec: this.exec(post) }] }),
    };
  }

  /** The same as annotations of the pods, which win over hooks of a Backup: for workloads that bring theirs along. */
  podAnnotations(): Readonly<Record<string, string>> {
    const { container, onError } = this.options;
    return Object.fromEntries(
      Object.entries(this.commands).flatMap(([when, command]) => [
        [`${when}.hook.backup.velero.io/container`, container],
        [`${when}.hook.backup.velero.io/command`, JSON.stringify(command)],
        [`${when}.hook.backup.velero.io/on-error`, onError],
        [`${when}.hook.backup.velero.io/timeout`, this.timeout.toGo()],
      ]),
    );
  }

  private exec(command: readonly string[]) {
    const { container, onError } = this.options;
    return { container, command: [...command], onError, timeout: this.timeout.toGo() };
  }
}

function plain(property: string, name: string): string {
  return PLAIN_NAME.test(name) ? name : refuse(property, name, 'it is no plain name of the database');
}

function refuse(property: string, value: unknown, reason: string): never {
  return fail(veleroProblems.invalidHook, { property, value, reason });
}
