import type { ProtectionPlan, RecoveryPlan } from '../../plan';
import {
  LOSS_SCENARIOS,
  type Deliverer,
  type LossScenario,
  type RunbookCluster,
  type RunbookLayer,
  type RunbookSection,
  type RunbookStep,
  type ScenarioAnswer,
} from '../../protection';
import { deliverSteps, newClusterSteps, type RunbookStack } from './cluster-steps';
import { copiesOf, type BucketCopy } from './bucket-copies';
import { gitSteps } from './git-steps';

/** What a runbook is made of. */
export interface RunbookInput {
  readonly plan: RecoveryPlan;
  readonly clusters: readonly RunbookCluster[];
  /** By the id of their protection. */
  readonly sections: ReadonlyMap<string, RunbookSection>;
  readonly deliverer: Deliverer;
  /** Pulumi stacks of the project. */
  readonly stacks: readonly RunbookStack[];
  /** The newest drill of protections, by id; undefined: no evidence was given. */
  readonly measured?: ReadonlyMap<string, MeasuredDrill>;
}

/** What verified evidence says of a protection. Seconds. */
export type MeasuredDrill =
  | {
      readonly finishedAt: string;
      readonly rto?: number;
      readonly rpo?: number;
      /** When a drill failed after it, and why. @default - none did */
      readonly failedSince?: { readonly finishedAt: string; readonly reason: string };
    }
  | { readonly unproven: string };

/** The runbook as data. */
export interface Runbook {
  readonly deliverer: Pick<Deliverer, 'id' | 'name'>;
  /** By id. */
  readonly protections: readonly RunbookProtection[];
  readonly clusters: readonly {
    readonly name: string;
    readonly losses: readonly RunbookLoss[];
    /** Copies of its buckets that a stack of the project makes. */
    readonly copies: readonly BucketCopy[];
  }[];
}

/** What is promised of a protection, and what was measured. */
export interface RunbookProtection {
  readonly plan: ProtectionPlan;
  readonly layer: RunbookLayer;
  /** @default - no evidence was given */
  readonly measured?: MeasuredDrill;
}

/** One loss on one cluster, and everything that is done, in this order. */
export interface RunbookLoss {
  readonly scenario: LossScenario;
  readonly parts: readonly RunbookPart[];
}

/** One part of a procedure: that of a protection, or what belongs to the cluster itself. */
export type RunbookPart =
  | { readonly kind: 'cluster'; readonly title: string; readonly steps: readonly RunbookStep[] }
  | {
      readonly kind: 'protection';
      readonly id: string;
      /** `before-delivery`: only what comes before Git is delivered to a new cluster. */
      readonly stage: 'before-delivery' | 'recovery';
      readonly answer: ScenarioAnswer;
    };

const LAYERS: readonly RunbookLayer[] = ['cluster-state', 'namespaces', 'objects', 'databases'];

/** Whoever reads in an incident looks for what to do. */
const KINDS: readonly ScenarioAnswer['kind'][] = ['procedure', 'no-loss', 'not-covered'];

/** The runbook of a composition: every loss of every cluster, with what each protection says to it. */
export function makeRunbook(input: RunbookInput): Runbook {
  const { plan, clusters, deliverer, measured } = input;
  return {
    deliverer: { id: deliverer.id, name: deliverer.name },
    protections: plan.protections.map((protection) => {
      const drill = measured?.get(protection.id);
      const layer = input.sections.get(protection.id)?.layer ?? 'namespaces';
      return { plan: protection, layer, ...(drill !== undefined && { measured: drill }) };
    }),
    clusters: clusters.map((cluster) => ({
      name: cluster.name,
      copies: copiesOf(
        plan.protections.filter((protection) => protection.cluster === cluster.name),
        input.stacks,
      ),
      losses: LOSS_SCENARIOS.map((scenario) => ({ scenario, parts: partsOf(scenario, cluster, input) })),
    })),
  };
}

/** A protection on the cluster and what it says to the loss. */
interface Answered {
  readonly id: string;
  readonly layer: RunbookLayer;
  readonly answer: ScenarioAnswer;
}

function partsOf(
  scenario: LossScenario,
  cluster: RunbookCluster,
  input: RunbookInput,
): readonly RunbookPart[] {
  const answered = answersOf(scenario, cluster, input);
  const recovery = ({ id, answer }: Answered): RunbookPart => ({
    kind: 'protection',
    id,
    stage: 'recovery',
    answer,
  });
  if (scenario === 'git')
    return [
      { kind: 'cluster', title: 'The repository', steps: gitSteps(cluster, input.deliverer) },
      ...answered.map(recovery),
    ];
  if (scenario !== 'cluster' && scenario !== 'region') return answered.map(recovery);
  const state = answered.filter(({ layer }) => layer === 'cluster-state');
  const others = answered.filter(({ layer }) => layer !== 'cluster-state');
  return [
    ...(state.some(({ answer }) => answer.kind === 'procedure')
      ? []
      : [
          {
            kind: 'cluster' as const,
            title: 'A new cluster',
            steps: newClusterSteps(cluster, input.stacks),
          },
        ]),
    ...state.map(recovery),
    ...others.flatMap(({ id, answer }): readonly RunbookPart[] =>
      answer.kind === 'procedure' && answer.beforeDelivery !== undefined
        ? [{ kind: 'protection', id, stage: 'before-delivery', answer }]
        : [],
    ),
    {
      kind: 'cluster',
      title: 'What Git declares',
      steps: deliverSteps(cluster, {
        ...input,
        stateRestored: state.some(({ answer }) => answer.kind === 'procedure'),
      }),
    },
    ...others.map(recovery),
  ];
}

/** What is to be done first, by layer, then by id. Steps that hold or release the delivery are those of the deliverer. */
function answersOf(
  scenario: LossScenario,
  cluster: RunbookCluster,
  { plan, sections, deliverer }: RunbookInput,
): readonly Answered[] {
  const found = plan.protections
    .filter((protection) => protection.cluster === cluster.name)
    .flatMap(({ id }): readonly Answered[] => {
      const section = sections.get(id);
      if (section === undefined) return [];
      return [{ id, layer: section.layer, answer: deliveredBy(deliverer, section.answers[scenario]) }];
    });
  const inLayers = LAYERS.flatMap((layer) => found.filter((each) => each.layer === layer));
  return KINDS.flatMap((kind) => inLayers.filter(({ answer }) => answer.kind === kind));
}

function deliveredBy(deliverer: Deliverer, answer: ScenarioAnswer): ScenarioAnswer {
  const own = (steps: readonly RunbookStep[]): readonly RunbookStep[] =>
    steps.map((step) => (step.delivery === undefined ? step : { ...step, ...deliverer.step(step.delivery) }));
  switch (answer.kind) {
    case 'procedure':
      return {
        ...answer,
        ...(answer.beforeDelivery !== undefined && { beforeDelivery: own(answer.beforeDelivery) }),
        steps: own(answer.steps),
        verification: own(answer.verification),
        wayBack: own(answer.wayBack),
      };
    case 'no-loss':
      return { ...answer, ...(answer.steps !== undefined && { steps: own(answer.steps) }) };
    case 'not-covered':
      return answer;
  }
}
