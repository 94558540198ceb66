/** What became of the record of a verdict. */
export interface EvidenceReport {
  /**
   * - `stored`: it is in its chain.
   * - `kept`: it is signed and waits in a ConfigMap for the next run.
   * - `logged`: it is signed, and could be neither stored nor kept; the log of this run holds it.
   * - `unsigned`: it could not be signed.
   * - `none`: the plan names no place for it.
   */
  readonly state: 'stored' | 'kept' | 'logged' | 'unsigned' | 'none';
  /** For people. Never a secret. */
  readonly message: string;
}

/** Whether somebody has to look after the evidence of this run. */
export function needsAttention({ state }: EvidenceReport): boolean {
  return state !== 'stored' && state !== 'none';
}
