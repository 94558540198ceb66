import { Chart } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import { Duration, fail, fluxProblems, Inspection, type DurationInput, type Problem } from '../core';
import { folderPath } from './folder-path';
import type { HealthCheck } from './health-check';
import type { SubstitutionSource } from './substitution';

const MARK = Symbol.for('restorable.FluxFolder');

/** Options of a FluxFolder. */
export interface FluxFolderProps {
  /**
   * Name of the Flux Kustomization that applies the folder; unique in its cluster.
   *
   * @default - the last two segments of the path, joined by a dash
   */
  readonly name?: string;
  /**
   * Folders that must be ready first.
   *
   * @default - none, besides the namespaces of the environment
   */
  readonly dependsOn?: readonly (FluxFolder | readonly FluxFolder[])[];
  /**
   * Whether Flux deletes objects whose file is gone. What holds data is kept all the same.
   *
   * @default true
   */
  readonly prune?: boolean;
  /**
   * Whether Flux waits until everything in the folder is healthy. Cannot be told how to read the health of an object,
   * so health checks are the better choice for Clusters.
   *
   * @default false
   */
  readonly wait?: boolean;
  /** How often Flux compares the cluster with Git. @default 10m */
  readonly interval?: DurationInput;
  /** How soon Flux tries again after a failure. @default 1m */
  readonly retryInterval?: DurationInput;
  /** How long Flux waits for health. @default 10m */
  readonly timeout?: DurationInput;
  /**
   * Where the values of variables in this folder come from.
   *
   * @default - those of the cluster
   */
  readonly substituteFrom?: readonly SubstitutionSource[];
  /**
   * Namespace of objects that name none.
   *
   * @default - the namespace of the environment; none outside an environment
   */
  readonly namespace?: string;
}

/** A file in a folder that others write. */
export interface KeptFile {
  /** Name of the file in the folder. */
  readonly file: string;
  /** The construct that needs it. */
  readonly owner: IConstruct;
  /** Looks at its text: problems, without any secret in them. */
  readonly inspect: (text: string) => readonly Problem[];
}

/**
 * A chart that becomes one folder of the repository, applied by Flux as one Kustomization. Its objects are written to
 * files by kind (`cluster.yaml`, `scheduled-backup.yaml` …) with a `kustomization.yaml` that lists them. Anything of
 * cdk8s and cdk8s-plus can stand in it.
 */
export class FluxFolder extends Chart {
  /** True for folders of any copy of this package. */
  static isFluxFolder(construct: unknown): construct is FluxFolder {
    return typeof construct === 'object' && construct !== null && MARK in construct;
  }

  /** The folder a construct belongs to. Throws RST427 outside one. */
  static findOf(construct: IConstruct): FluxFolder {
    const folder = FluxFolder.tryFindOf(construct);
    if (folder !== undefined) return folder;
    return fail(fluxProblems.outsideFolder, {
      path: construct.node.path,
      reason: 'none of the constructs around it is a FluxFolder',
    });
  }

  /** The folder a construct belongs to, if any. */
  static tryFindOf(construct: IConstruct): FluxFolder | undefined {
    return construct.node.scopes.findLast((scope): scope is FluxFolder => FluxFolder.isFluxFolder(scope));
  }

  /** Path below the cluster's folder in the repository. */
  readonly path: string;
  /** Name of the Flux Kustomization. */
  readonly kustomizationName: string;
  readonly prune: boolean;
  readonly wait: boolean;
  readonly interval: Duration;
  readonly retryInterval: Duration;
  readonly timeout: Duration;
  readonly substituteFrom: readonly SubstitutionSource[] | undefined;

  private readonly required: FluxFolder[] = [];
  private readonly checks: HealthCheck[] = [];
  private readonly fileNames = new Map<IConstruct, string>();
  private readonly kept: KeptFile[] = [];

  /**
   * @param path below the cluster's folder in the repository, for example `infrastructure/data/cnpg-clusters/develop`
   */
  constructor(scope: Construct, path: string, props: FluxFolderProps = {}) {
    const namespace = props.namespace ?? namespaceOf(scope);
    super(scope, path, namespace === undefined ? {} : { namespace });
    Object.defineProperty(this, MARK, { value: true });
    const inspect = Inspection.of(this);
    const duration = (property: 'interval' | 'retryInterval' | 'timeout', fallback: Duration): Duration => {
      const given = props[property];
      return given === undefined ? fallback : inspect.read(property, () => Duration.of(given), fallback);
    };
    this.path = inspect.read('path', () => folderPath(path), `invalid-${this.node.addr.slice(-8)}`);
    this.kustomizationName = props.name ?? defaultName(this.path);
    this.prune = props.prune ?? true;
    this.wait = props.wait ?? false;
    this.interval = duration('interval', Duration.minutes(10));
    this.retryInterval = duration('retryInterval', Duration.minutes(1));
    this.timeout = duration('timeout', Duration.minutes(10));
    this.substituteFrom = props.substituteFrom;
    this.dependOn(...(props.dependsOn ?? []).flat());
  }

  /** Folders that must be ready before this one is applied. */
  get dependsOn(): readonly FluxFolder[] {
    return this.required;
  }

  /** Objects whose health makes the folder ready. */
  get healthChecks(): readonly HealthCheck[] {
    return this.checks;
  }

  /** Files that others keep in the folder and its kustomization lists: Secrets encrypted by SOPS. One entry for each need. */
  get keptFiles(): readonly KeptFile[] {
    return this.kept;
  }

  /** Makes Flux wait for other folders first. */
  dependOn(...folders: readonly FluxFolder[]): void {
    for (const folder of folders)
      if (folder !== this && !this.required.includes(folder)) this.required.push(folder);
  }

  /** Makes the folder ready only once an object is healthy. */
  addHealthCheck(check: HealthCheck): void {
    this.checks.push(check);
  }

  /** Lists a file that others keep in the folder; synth reads it, and never writes or removes it. */
  keepFile(file: KeptFile): void {
    this.kept.push(file);
  }

  /** Writes everything below a construct to a file of its own instead of the files by kind. */
  assignFile(construct: IConstruct, file: string): void {
    this.fileNames.set(construct, file);
  }

  /** The file a construct below this folder was assigned to, if any. */
  tryFindFile(construct: IConstruct): string | undefined {
    if (this.fileNames.size === 0) return undefined;
    for (const scope of [...construct.node.scopes].reverse()) {
      const file = this.fileNames.get(scope);
      if (file !== undefined) return file;
    }
    return undefined;
  }
}

/** Something whose objects have a default namespace; an Environment is one. */
interface Namespaced extends IConstruct {
  readonly defaultNamespace: string;
}

function namespaceOf(scope: IConstruct): string | undefined {
  const namespaced = scope.node.scopes.findLast((s): s is Namespaced => 'defaultNamespace' in s);
  return namespaced?.defaultNamespace;
}

function defaultName(path: string): string {
  return path
    .split('/')
    .slice(-2)
    .join('-')
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]/g, '-');
}
