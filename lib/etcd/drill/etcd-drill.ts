import type { Construct } from 'constructs';
import { etcdProblems, Inspection, Quantity } from '../../core';
import { declareDrill, RestoreTo, type PolicyRule } from '../../drill';
import type { Environment } from '../../kubernetes/environment';
import type { DrilledProtectionPlan, DrillPlan, ObjectivesPlan } from '../../plan';
import type { Archive } from '../../storage';
import type { EtcdDrillProps } from '../etcd-snapshots-props';
import { scratchContainer, SCRATCH_FOLDER } from './scratch-container';

/** What the drill of an etcd is made of. */
export interface EtcdDrillInput {
  readonly environment: Environment;
  /** Name of the protection. */
  readonly name: string;
  readonly namespace: string;
  readonly props: EtcdDrillProps;
  readonly objectives: ObjectivesPlan;
  readonly archive: Archive;
  readonly image: string;
  /** The whole part of the recovery plan, asked for when manifests are written. */
  readonly plan: () => DrilledProtectionPlan;
}

const DEFAULT_SCRATCH = '4Gi';
const LEAST_SCRATCH = Quantity.of('256Mi');

/**
 * What the runner may read of the live cluster: which one it is. A namespace is read by a Role in that namespace, too
 * (Kubernetes, apiserver request info: the namespace of a request for a namespace is that one).
 */
const IDENTITY_RULES: readonly PolicyRule[] = [
  { apiGroups: [''], resources: ['namespaces'], verbs: ['get'], resourceNames: ['kube-system'] },
];

/** The drill of EtcdSnapshots: its plan, and a CronJob whose pod has an etcd beside the runner. */
export class EtcdDrill {
  readonly plan: DrillPlan;
  /** Space for the snapshot and what is restored from it, bytes. */
  readonly scratch: number;

  constructor(owner: Construct, input: EtcdDrillInput) {
    const { environment, archive } = input;
    const inspect = Inspection.of(owner);
    const scratch = readScratch(input.props, inspect);
    this.scratch = scratch.value;
    const { site, plan, egress, secrets } = declareDrill(owner, {
      environment,
      archive,
      name: input.name,
      objectives: input.objectives,
      props: { ...input.props, targets: [onlyLatest(input.props, inspect)] },
    });
    this.plan = plan;
    inspectChecks(plan.checks, inspect);
    site.addDrill({
      name: plan.name,
      sourceNamespace: input.namespace,
      sourceRules: IDENTITY_RULES,
      restoresCluster: false,
      plan: input.plan,
      egress,
      secrets,
      needs: { cpu: '100m', memory: '256Mi', storage: '0' },
      checks: this.plan.checks,
      beside: {
        container: scratchContainer(input.image),
        folder: { name: 'etcd', mountPath: SCRATCH_FOLDER, sizeLimit: scratch.toString() },
      },
    });
  }
}

/** The only target there is; any other is reported. */
function onlyLatest({ targets }: EtcdDrillProps, inspect: Inspection): RestoreTo {
  const latest = RestoreTo.latest();
  if (targets?.some((target) => target.toString() !== latest.toString()) === true) {
    inspect.report(etcdProblems.etcdHasNoPointInTime, {
      property: 'drill.targets',
      value: targets.map(String),
      reason: 'a target is no newest snapshot',
    });
  }
  return latest;
}

function readScratch({ scratch }: EtcdDrillProps, inspect: Inspection): Quantity {
  const fallback = Quantity.of(DEFAULT_SCRATCH);
  if (scratch === undefined) return fallback;
  const read = inspect.read('drill.scratch', () => Quantity.of(scratch), fallback);
  if (read.value >= LEAST_SCRATCH.value) return read;
  inspect.report(etcdProblems.invalidScratchSpace, {
    property: 'drill.scratch',
    value: read.toString(),
    reason: `it is less than ${LEAST_SCRATCH.toString()}`,
  });
  return fallback;
}

function inspectChecks(checks: DrillPlan['checks'], inspect: Inspection): void {
  const others = checks.filter(({ kind }) => !kind.startsWith('etcd.')).map(({ name }) => name);
  if (others.length === 0) return;
  inspect.report(etcdProblems.checkOfOtherSystem, {
    property: 'drill.checks',
    value: others,
    reason: 'they look at a database or a namespace, and there is an etcd',
  });
}
