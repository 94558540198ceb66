import { drillProblems, fail } from '../../core/problems';
import { readList } from '../../drill/check/base-check';
import { readCommand } from '../../drill/check/container';
import { readExpectedText } from '../../drill/check/container-input';
import { Expectation, type CountExpectation } from '../../drill/check/expectation';
import type {
  ClaimsCheckPlan,
  FilesCheckPlan,
  HttpCheckPlan,
  PodCommandCheckPlan,
  ReadyCheckPlan,
} from '../../plan';
import {
  NamespaceBaseCheck,
  podPlan,
  readPod,
  type NamespaceCheckOptions,
  type RestoredPod,
} from './namespace-base-check';

/** What of a namespace must be ready. */
export interface ReadyOptions extends NamespaceCheckOptions {
  /** Names of Deployments, StatefulSets and DaemonSets. @default - all that were restored, and at least one */
  readonly workloads?: readonly string[];
}

/** Workloads have all their replicas. */
export class ReadyCheck extends NamespaceBaseCheck {
  /** Throws RST602 for an empty list, RST612. */
  static of(options: ReadyOptions): ReadyCheck {
    if (options.workloads !== undefined) readList('workloads', options.workloads);
    return new ReadyCheck(options);
  }

  private constructor(private readonly options: ReadyOptions) {
    super('workloads ready', '5m', options);
  }

  override planIn(namespace: string): ReadyCheckPlan {
    return { ...this.base, kind: 'namespace.ready', namespace, workloads: this.options.workloads ?? [] };
  }
}

/** Claims are there and bound. */
export class ClaimsCheck extends NamespaceBaseCheck {
  /** Throws RST602, RST612. */
  static of(claims: readonly string[], options: NamespaceCheckOptions): ClaimsCheck {
    return new ClaimsCheck(readList('claims', claims), options);
  }

  private constructor(
    readonly claims: readonly string[],
    options: NamespaceCheckOptions,
  ) {
    super(`claims ${claims.join(', ')}`, '2m', options);
  }

  /** The same check with options. Throws RST612. */
  with(options: NamespaceCheckOptions): ClaimsCheck {
    return ClaimsCheck.of(this.claims, options);
  }

  override planIn(namespace: string): ClaimsCheckPlan {
    return { ...this.base, kind: 'namespace.claims', namespace, claims: this.claims };
  }
}

/** Which files there must be. */
export interface FilesOptions extends RestoredPod {
  /** Absolute path of the folder, in the container that mounts the volume. */
  readonly folder: string;
  /** SHA-256 by path in the folder. @default - none */
  readonly checksums?: Readonly<Record<string, string>>;
  /** How many files there must be. @default - any number, where checksums are given */
  readonly count?: CountExpectation;
}

/** Files of a restored volume. */
export class FilesCheck extends NamespaceBaseCheck {
  /** Throws RST602 without anything to look for, RST603, RST604, RST605, RST609, RST612. */
  static of(options: FilesOptions): FilesCheck {
    const { folder, checksums = {}, count } = options;
    const refuse = (property: string, value: unknown, reason: string) =>
      fail(drillProblems.invalidContainer, { property, value, reason });
    readPod(options.pod);
    if (!folder.startsWith('/')) refuse('folder', folder, 'it is no absolute path');
    if (count === undefined) readList('checksums', Object.keys(checksums));
    for (const [path, sum] of Object.entries(checksums)) {
      if (path === '' || path.startsWith('/') || path.split('/').includes('..'))
        refuse('checksums', path, 'it is no path below the folder');
      if (!/^[0-9a-f]{64}$/.test(sum)) refuse(`checksums.${path}`, sum, 'it is no SHA-256 in lower-case hex');
    }
    return new FilesCheck(options, count === undefined ? undefined : Expectation.ofCount(count));
  }

  private constructor(
    private readonly options: FilesOptions,
    private readonly count: Expectation | undefined,
  ) {
    super(`files in ${options.folder}`, '5m', options);
  }

  override get readsData(): boolean {
    return true;
  }

  override planIn(namespace: string): FilesCheckPlan {
    const { folder, checksums = {} } = this.options;
    return {
      ...this.base,
      kind: 'namespace.files',
      in: podPlan(this.options, namespace),
      folder,
      checksums: Object.entries(checksums)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([path, sha256]) => ({ path, sha256 })),
      ...(this.count !== undefined && { count: this.count.plan() }),
    };
  }
}

/** What a restored Service must answer. */
export interface HttpOptions extends NamespaceCheckOptions {
  readonly port: number;
  /** Path of the request. */
  readonly get: string;
  /** @default 200 */
  readonly status?: number;
  /** Text the body must contain. @default - any body */
  readonly contains?: string;
}

/** A restored Service answers over HTTP. */
export class HttpCheck extends NamespaceBaseCheck {
  /** Throws RST604, RST609, RST612. */
  static of(service: string, options: HttpOptions): HttpCheck {
    const { port, get, status = 200, contains } = options;
    const refuse = (property: string, value: unknown, reason: string) =>
      fail(drillProblems.invalidContainer, { property, value, reason });
    if (!/^[a-z]([a-z0-9-]*[a-z0-9])?$/.test(service)) refuse('service', service, 'no Service is called so');
    if (!Number.isInteger(port) || port < 1 || port > 65535) refuse('port', port, 'it is no port');
    if (!/^\/[^\s#]*$/.test(get)) refuse('get', get, 'it is not a path that starts with /');
    if (!Number.isInteger(status) || status < 100 || status > 599)
      refuse('status', status, 'it is no status of HTTP');
    if (contains !== undefined) readExpectedText('contains', contains);
    return new HttpCheck(service, options);
  }

  private constructor(
    private readonly service: string,
    private readonly options: HttpOptions,
  ) {
    super(`http ${service}${options.get}`, '2m', options);
  }

  override planIn(namespace: string): HttpCheckPlan {
    const { port, get, status = 200, contains } = this.options;
    return {
      ...this.base,
      kind: 'namespace.http',
      namespace,
      service: this.service,
      port,
      path: get,
      status,
      ...(contains !== undefined && { contains }),
    };
  }
}

/** A command in a restored pod. */
export interface PodCommandOptions extends RestoredPod {
  /** Program and arguments; there is no shell. */
  readonly command: readonly string[];
  /** Text its output must contain. @default - any output */
  readonly prints?: string;
}

/** A command in a restored pod exits with 0. */
export class PodCommandCheck extends NamespaceBaseCheck {
  /** Throws RST604, RST609, RST612. */
  static of(options: PodCommandOptions): PodCommandCheck {
    readPod(options.pod);
    readCommand(options.command);
    if (options.prints !== undefined) readExpectedText('prints', options.prints);
    return new PodCommandCheck(options);
  }

  private constructor(private readonly options: PodCommandOptions) {
    // Arguments stay out of the name: they may be anything.
    super(`command ${options.command[0] ?? ''} in ${options.pod}`, '2m', options);
  }

  override get readsData(): boolean {
    return true;
  }

  override planIn(namespace: string): PodCommandCheckPlan {
    const { command, prints } = this.options;
    return {
      ...this.base,
      kind: 'namespace.command',
      in: podPlan(this.options, namespace),
      command,
      ...(prints !== undefined && { prints }),
    };
  }
}
