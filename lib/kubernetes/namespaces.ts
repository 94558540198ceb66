import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { DnsLabel, Inspection, kubernetesProblems } from '../core';
import { FluxFolder } from '../flux/flux-folder';
import type { NamespacePlan } from '../plan';
import type { KubernetesCluster } from './kubernetes-cluster';
import { managedLabels } from './labels';

/** A namespace somebody uses. */
export interface NamespaceUse {
  readonly name: string;
  readonly purpose: NamespacePlan['purpose'];
  /** Whether the tree contains the Namespace object. */
  readonly managed: boolean;
  /** Who uses it. */
  readonly by: IConstruct;
}

/** The namespaces of one cluster. Those of live data stand in a folder of their own that everything else waits for. */
export class Namespaces {
  private readonly uses = new Map<string, NamespaceUse>();
  private madeFolder: FluxFolder | undefined;

  constructor(
    private readonly cluster: KubernetesCluster,
    private readonly path: string,
  ) {}

  /** The folder with the Namespace objects; undefined while no managed live namespace is declared. */
  get folder(): FluxFolder | undefined {
    return this.madeFolder;
  }

  /** The plan's list, sorted by name. */
  get plan(): readonly NamespacePlan[] {
    return [...this.uses.values()]
      .map(({ name, managed, purpose }) => ({ name, managed, purpose }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Whether the tree contains the Namespace object. */
  isManaged(name: string): boolean {
    return this.uses.get(name)?.managed ?? false;
  }

  /** Names of the namespaces with live data. */
  get live(): readonly string[] {
    return this.plan.filter((namespace) => namespace.purpose === 'live').map((namespace) => namespace.name);
  }

  /** Declares a use; the first one that is managed makes the Namespace object. */
  declare(use: NamespaceUse): void {
    const inspect = Inspection.of(use.by);
    const name = inspect.read('namespace', () => DnsLabel.of(use.name).text, undefined);
    if (name === undefined) return;
    const known = this.uses.get(name);
    if (known === undefined) {
      this.uses.set(name, use);
      if (use.managed && use.purpose === 'live') this.addObject(name);
      return;
    }
    if (known.purpose !== use.purpose) {
      inspect.report(kubernetesProblems.drillInLiveNamespace, {
        property: 'namespace',
        value: name,
        reason: `the namespace is used for drills and for live data ('${known.by.node.path}')`,
      });
    } else if (use.managed && !known.managed) {
      this.uses.set(name, use);
      if (use.purpose === 'live') this.addObject(name);
    }
  }

  private addObject(name: string): void {
    this.madeFolder ??= new FluxFolder(this.cluster, this.path, { name: 'namespaces' });
    new ApiObject(this.madeFolder, name, {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name, labels: managedLabels() },
    });
  }
}
