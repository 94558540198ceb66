import type { DrillPhase } from '../plan';

/** Told while a rehearsal goes on, for people who wait. */
export interface Progress {
  readonly phase: DrillPhase['name'];
  /** What is being done, for example `taking a base backup`. */
  readonly step: string;
  /** Milliseconds since the rehearsal began. */
  readonly elapsed: number;
}

/** Takes the times of phases. */
export class PhaseClock {
  private readonly began = performance.now();
  private readonly taken: DrillPhase[] = [];
  private current: DrillPhase['name'] = 'preflight';

  /** @param onProgress @default - nobody is told */
  constructor(private readonly onProgress: ((progress: Progress) => void) | undefined) {}

  /** The phases so far, in order. */
  get phases(): readonly DrillPhase[] {
    return this.taken;
  }

  /** Runs a phase and takes its time, also where it throws. */
  async run<T>(name: DrillPhase['name'], step: string, work: () => Promise<T>): Promise<T> {
    const startedAt = new Date().toISOString();
    const start = performance.now();
    this.current = name;
    this.step(step);
    try {
      return await work();
    } finally {
      this.taken.push({ name, startedAt, duration: Math.round(performance.now() - start) });
    }
  }

  /** Tells what is being done within the phase. */
  step(step: string): void {
    this.onProgress?.({ phase: this.current, step, elapsed: Math.round(performance.now() - this.began) });
  }
}
