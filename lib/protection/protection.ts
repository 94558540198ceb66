import { Construct, type IConstruct } from 'constructs';
import type { ProtectionPlan } from '../plan';
import type { Archive } from '../storage';
import type { AlertRule } from './alert-rule';
import type { Recovery, RecoveryRequest } from './recovery';
import { uncoveredSection, type RunbookSection } from './runbook-section';
import type { RunbookContext } from './secrets-step';
import type { Surroundings } from './surroundings';

const MARK = Symbol.for('restorable.Protection');

/**
 * One protected thing, declared once with its objectives, its backup and its drill. A protected system is one folder of
 * the library with a subclass of this; nothing else lists the systems by name.
 */
export abstract class Protection extends Construct {
  /** True for protections of any copy of this package. */
  static is(construct: unknown): construct is Protection {
    return typeof construct === 'object' && construct !== null && MARK in construct;
  }

  /** Every protection below a construct, in tree order. */
  static allIn(scope: IConstruct): readonly Protection[] {
    return scope.node.findAll().filter((construct) => Protection.is(construct));
  }

  constructor(scope: Construct, id: string) {
    super(scope, id);
    Object.defineProperty(this, MARK, { value: true });
  }

  /** The places it writes backups to. No two protections of a composition may share one. */
  abstract readonly archives: readonly Archive[];

  /** The part of the recovery plan that is this protection's. Pure: the same data at every call. */
  abstract plan(): ProtectionPlan;

  /**
   * Reports what is wrong on a day, as a waiver that has ended, or beside what else is composed. Asked once everything is
   * declared; never changes what is written.
   */
  abstract inspectOn(day: Date, around: Surroundings): void;

  /** Its rows of the Backup Matrix. */
  abstract matrixRows(): readonly MatrixRow[];

  /** Alerts on its backups. Those on its drill are made for every protection, and are not among them. */
  alerts(): readonly AlertRule[] {
    return [];
  }

  /** How it is got back for real. Undefined: its kind is recovered in another way than by objects and steps. */
  tryRecover(request: RecoveryRequest): Recovery | undefined;
  tryRecover(): undefined {
    return undefined;
  }

  /** What it says to each loss in the runbook. Its kind says nothing: that no loss is covered. */
  runbook(context: RunbookContext): RunbookSection;
  runbook(): RunbookSection {
    return uncoveredSection(this.plan().kind);
  }
}

/** One row of the Backup Matrix, the table people ask for in audits. */
export interface MatrixRow {
  readonly component: string;
  readonly method: string;
  readonly schedule: string;
  readonly retention: string;
  readonly location: string;
  readonly recovery: string;
}
