import type { Delivery } from './runbook-section';

/** What is recovered for real, to which point, and where to. */
export interface RecoveryRequest {
  /** Name of what is recovered. The name of the protection, in its namespace: in its place. */
  readonly name: string;
  readonly namespace: string;
  /** Time to recover to, RFC 3339 with a zone. @default - everything there is */
  readonly target?: string;
  /** Annotations of what is recovered: on which proof it was decided. */
  readonly annotations: Readonly<Record<string, string>>;
}

/** How a protected thing is got back for real. */
export interface Recovery {
  /** Objects to apply, in this order. */
  readonly manifests: readonly RecoveredObject[];
  /** What people do, in this order. Commands run in the folder that holds `manifests/`. */
  readonly steps: readonly RecoveryStep[];
}

/** An object of Kubernetes. */
export interface RecoveredObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace: string };
}

/** One step of a recovery. */
export interface RecoveryStep {
  readonly title: string;
  /** Paragraphs: what is done, and why now. */
  readonly text: readonly string[];
  /** For a POSIX shell. */
  readonly commands: readonly string[];
  /**
   * What the step does to the delivery from Git. Its commands are those of Flux; what else delivers has others.
   *
   * @default - nothing
   */
  readonly delivery?: Delivery;
}
