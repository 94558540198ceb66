import type { IConstruct } from 'constructs';
import type { ProblemDefinition } from './definition';
import { formatProblem } from './format';
import { problem, type Problem, type ProblemDetails } from './problem';
import { RestorableError } from './restorable-error';

const LEDGER = Symbol.for('restorable.problems');

interface Root extends IConstruct {
  [LEDGER]?: Problem[];
}

/**
 * Gathers the problems of one construct in the list its tree shares, so that a composition reports all of them at once.
 * The tree of a plain cdk8s `App` reports them too: as validation errors of its root.
 */
export class Inspection {
  /** The inspection of this construct. */
  static of(construct: IConstruct): Inspection {
    return new Inspection(construct);
  }

  /** Every problem gathered in the tree this construct belongs to, in the order found. */
  static problemsIn(construct: IConstruct): readonly Problem[] {
    return ledgerOf(construct);
  }

  private constructor(private readonly construct: IConstruct) {}

  /** Reports a problem of this construct. */
  report(definition: ProblemDefinition, details: Omit<ProblemDetails, 'path'>): void {
    this.add(problem(definition, details));
  }

  /**
   * Reads a value that validates itself. What it throws from the catalogue is reported under this construct and
   * property, and the fallback stands in for it, so that the rest of the construct is inspected too.
   */
  read<T>(property: string, make: () => T, fallback: T): T {
    try {
      return make();
    } catch (error) {
      if (!RestorableError.is(error)) throw error;
      for (const p of error.problems) {
        const inner = p.property === undefined ? property : `${property}.${p.property}`;
        this.add({ ...p, property: inner });
      }
      return fallback;
    }
  }

  /** Adds problems found elsewhere; those without a path are this construct's. */
  add(...problems: readonly Problem[]): void {
    const ledger = ledgerOf(this.construct);
    for (const p of problems) ledger.push(p.path === '' ? { ...p, path: this.construct.node.path } : p);
  }
}

function ledgerOf(construct: IConstruct): Problem[] {
  const root = construct.node.root as Root;
  let ledger = root[LEDGER];
  if (ledger === undefined) {
    const created: Problem[] = [];
    ledger = created;
    Object.defineProperty(root, LEDGER, { value: created });
    root.node.addValidation({
      validate: () => created.filter((p) => p.severity === 'error').map(formatProblem),
    });
  }
  return ledger;
}
