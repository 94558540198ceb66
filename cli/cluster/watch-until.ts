import type { ExitCode } from '../exit-codes';
import type { Host } from '../host';

/** How watching ended: with what was waited for, or without it. */
export type Watched<T> =
  | { readonly kind: 'seen'; readonly seen: T }
  | { readonly kind: 'interrupted'; readonly code: ExitCode }
  | { readonly kind: 'too-late' };

/**
 * Watches until there is a result, the time is over, or somebody interrupts. What is watched goes on in the cluster.
 *
 * @param watch ends soon after its signal is aborted; undefined where it saw nothing
 * @param seconds longest time
 */
export async function watchUntil<T>(
  host: Host,
  seconds: number,
  watch: (signal: AbortSignal) => Promise<T | undefined>,
): Promise<Watched<T>> {
  const stop = new AbortController();
  let interruptedBy: ExitCode | undefined;
  const endWatch = host.onInterrupt((code) => {
    interruptedBy = code;
    stop.abort();
  });
  const timer = setTimeout(() => stop.abort(), seconds * 1000);
  try {
    const seen = await watch(stop.signal);
    if (seen !== undefined) return { kind: 'seen', seen };
    return interruptedBy === undefined ? { kind: 'too-late' } : { kind: 'interrupted', code: interruptedBy };
  } finally {
    clearTimeout(timer);
    endWatch();
  }
}
