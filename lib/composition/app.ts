import { resolve } from 'node:path';
import * as cdk8s from 'cdk8s';
import { RestorableError } from '../core';
import { writeTree } from '../flux/write';
import { compose, type Composition } from './compose';
import { currentSession } from './session';

/** Options of an App. */
export interface AppProps {
  /** Root of the Git repository, relative to the folder of the app. Paths in the composition are below it. */
  readonly repository: string;
  /** File of the recovery plan, below the repository's root. @default recovery-plan.json */
  readonly recoveryPlan?: string;
  /**
   * The day on which waivers are looked at. It decides whether synth is refused, never what is written.
   *
   * @default - today
   */
  readonly today?: Date;
}

/**
 * A cdk8s App whose output is a tree for Flux. `synth` writes only what changed, removes only what it once wrote, and
 * touches nothing while the composition has an error.
 */
export class App extends cdk8s.App {
  /** Root of the tree: the repository, or the folder that cdk8s or the command line asks for instead. */
  readonly repository: string;
  readonly recoveryPlan: string;
  readonly today: Date;

  constructor(props: AppProps) {
    const session = currentSession();
    const repository = resolve(session?.projectFolder ?? process.cwd(), props.repository);
    // cdk8s-cli names the folder it collects manifests from in CDK8S_OUTDIR (cdk8s-cli 2, `cdk8s synth`).
    super({ outdir: resolve(session?.outputFolder ?? process.env['CDK8S_OUTDIR'] ?? repository) });
    this.repository = repository;
    this.recoveryPlan = props.recoveryPlan ?? 'recovery-plan.json';
    this.today = props.today ?? new Date();
    session?.begin?.(this);
  }

  /** The composition as data: files, plan and problems. Touches nothing. */
  compose(): Composition {
    return compose(this);
  }

  /**
   * Writes the tree. Under the command line, hands the composition to it instead.
   *
   * Throws a RestorableError with every problem where the composition has an error.
   */
  override synth(): void {
    const composition = this.compose();
    const session = currentSession();
    if (session !== undefined) {
      session.receive(this, composition);
      return;
    }
    if (composition.problems.some((p) => p.severity === 'error'))
      throw new RestorableError(composition.problems);
    writeTree(this.outdir, composition.tree);
  }
}
