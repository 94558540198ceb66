import type { DeliveredFolder } from './deliverer';
import type { RecoveryStep } from './recovery';

/** What can be lost, each with a recovery of its own, from the smallest to the largest. */
export const LOSS_SCENARIOS = [
  'volume',
  'namespace',
  'corruption',
  'cluster',
  'region',
  'object-store',
  'git',
] as const;

/**
 * What is lost: a pod or its volume; a namespace with everything in it; the data itself by a wrong write, wanted back as it
 * was before; the whole Kubernetes cluster; the region with cluster and store; the store of the backups; the Git repository.
 */
export type LossScenario = (typeof LOSS_SCENARIOS)[number];

/**
 * In which order layers come back where more than one is lost: the state of the cluster, then what Git declares (no
 * protection: whoever delivers it), then objects and volumes of namespaces, then objects that are backed up without volumes,
 * then databases with a backup of their own.
 */
export type RunbookLayer = 'cluster-state' | 'namespaces' | 'objects' | 'databases';

/** The part of the runbook that is one protection's. Plain data, and the same at every call. */
export interface RunbookSection {
  readonly layer: RunbookLayer;
  /** Every scenario has an answer: a procedure, or an honest word that there is none. */
  readonly answers: Readonly<Record<LossScenario, ScenarioAnswer>>;
}

/** What a protection says to one scenario. */
export type ScenarioAnswer = ScenarioProcedure | ScenarioWithoutLoss | ScenarioNotCovered;

/** How the protected thing is got back. */
export interface ScenarioProcedure {
  readonly kind: 'procedure';
  /** One sentence: what is done. */
  readonly summary: string;
  /** What is gone all the same, for people. Whole sentences. */
  readonly loss: string;
  /**
   * How long it may take, seconds, where that is not what is promised.
   *
   * @default - the RTO of the protection
   */
  readonly duration?: number;
  /** Whether a drill rehearses just this, so that its measured time says something here. */
  readonly drilled: boolean;
  /**
   * Who decides.
   *
   * @default - the owner of the data together with whoever leads the incident
   */
  readonly decides?: string;
  /** What must be there before it can begin. Whole sentences. */
  readonly needs: readonly string[];
  /**
   * What is done before anything of Git is delivered to a new cluster. Only where the whole cluster is lost.
   *
   * @default - nothing
   */
  readonly beforeDelivery?: readonly RunbookStep[];
  /** In this order. */
  readonly steps: readonly RunbookStep[];
  /** What shows that it worked. */
  readonly verification: readonly RunbookStep[];
  /** How to get out of it again. */
  readonly wayBack: readonly RunbookStep[];
}

/** Nothing of the protected thing is lost. */
export interface ScenarioWithoutLoss {
  readonly kind: 'no-loss';
  /** Why. Whole sentences. */
  readonly because: string;
  /** What to do all the same. @default - nothing */
  readonly steps?: readonly RunbookStep[];
}

/** Nothing gets the protected thing back. Said plainly, so that nobody looks for it in an incident. */
export interface ScenarioNotCovered {
  readonly kind: 'not-covered';
  /** Why. Whole sentences. */
  readonly because: string;
  /** What would cover it. Whole sentences. */
  readonly fix: string;
}

/** One step; that of a recovery, which says besides where it waits for people or holds what delivers from Git. */
export interface RunbookStep extends RecoveryStep {
  /** Whose word is needed before this step. @default - nobody's: it undoes nothing */
  readonly decision?: string;
}

/** Holds what delivers folders from Git, lets it go on as before, or has it deliver them at once. */
export interface Delivery {
  readonly change: 'suspend' | 'resume' | 'deliver';
  readonly folders: readonly DeliveredFolder[];
  /** Paragraphs: why just now. */
  readonly why: readonly string[];
}

/** The section of a protection whose kind says nothing: no scenario is covered. */
export function uncoveredSection(kind: string): RunbookSection {
  const answer: ScenarioNotCovered = {
    kind: 'not-covered',
    because: `There is no procedure for a protection of the kind ${kind}.`,
    fix: 'Write the recovery down by hand, rehearse it, and keep it beside this runbook.',
  };
  return {
    layer: 'namespaces',
    answers: {
      volume: answer,
      namespace: answer,
      corruption: answer,
      cluster: answer,
      region: answer,
      'object-store': answer,
      git: answer,
    },
  };
}
