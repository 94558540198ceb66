import { drillProblems, fail } from '../../core/problems';
import { BaseCheck, CLUSTER_ONLY, type CheckOptions } from '../../drill/check/base-check';
import type { NamespaceCheckPlan, RestoredPodPlan } from '../../plan';

/** What checks of a restored namespace can be told. */
export interface NamespaceCheckOptions extends CheckOptions {
  /** Live namespace, as in the backup. @default - the only one that is backed up */
  readonly namespace?: string;
}

/** A restored pod to look into. */
export interface RestoredPod extends NamespaceCheckOptions {
  /** Name of the pod, or a prefix ending in `*`: the first ready one. */
  readonly pod: string;
  /** @default - the first container */
  readonly container?: string;
}

/** One assertion about a restored namespace. Values: they never change. */
export abstract class NamespaceBaseCheck extends BaseCheck {
  readonly runsIn = CLUSTER_ONLY;
  /** Live namespace it was told; undefined: the only one. */
  readonly namespace: string | undefined;

  protected constructor(defaultName: string, defaultTimeout: string, options: NamespaceCheckOptions) {
    super(defaultName, defaultTimeout, options);
    this.namespace = options.namespace;
  }

  /** As the recovery plan has it, for a namespace. */
  abstract planIn(namespace: string): NamespaceCheckPlan;

  override plan(): NamespaceCheckPlan {
    return this.planIn(this.namespace ?? '');
  }

  /** The same check of this namespace, where it was told none. */
  boundTo(namespace: string): NamespaceBaseCheck {
    return this.namespace === undefined ? new BoundCheck(this, namespace) : this;
  }
}

/** A check that was told its namespace by the protection. */
class BoundCheck extends NamespaceBaseCheck {
  constructor(
    private readonly check: NamespaceBaseCheck,
    namespace: string,
  ) {
    super(check.name, check.timeout.toGo(), { name: check.name, namespace });
  }

  override get readsData(): boolean {
    return this.check.readsData;
  }

  override planIn(namespace: string): NamespaceCheckPlan {
    return this.check.planIn(namespace);
  }
}

/** The pod of a check as the plan has it. Throws RST609 for a name that no pod has. */
export function podPlan({ pod, container }: RestoredPod, namespace: string): RestoredPodPlan {
  return { namespace, pod, ...(container !== undefined && { container }) };
}

/** Reads the name of a pod, or its prefix. Throws RST609. */
export function readPod(pod: string): string {
  if (/^[a-z0-9]([a-z0-9.-]*[a-z0-9*])?$/.test(pod)) return pod;
  return fail(drillProblems.invalidContainer, {
    property: 'pod',
    value: pod,
    reason: 'it is neither the name of a pod nor the begin of one with * at its end',
  });
}
