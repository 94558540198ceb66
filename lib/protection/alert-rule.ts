/** One alert of a protection: a question to Prometheus whose answer means that somebody must look. Plain data. */
export interface AlertRule {
  /** Name of the alert, the same for every protection: `RestorableDrillFailed`. */
  readonly name: string;
  /** PromQL; it fires while the expression has a result. It names this protection, so that no other one answers. */
  readonly expression: string;
  /** Seconds it must hold before it fires. 0: at once. */
  readonly holdsFor: number;
  /** `critical`: data may be lost already, or nothing proves that it is not. `warning`: that is about to happen. */
  readonly severity: 'critical' | 'warning';
  /** One line that names the protection and its environment. */
  readonly summary: string;
  /** What it means. */
  readonly description: string;
  /** What to do first. */
  readonly runbook: string;
}
