import { Incident } from './incident';

/** A signal that is aborted after so many seconds, and must be cleared before. Its reason is an Incident. */
export function deadlineOf(seconds: number): { readonly signal: AbortSignal; readonly clear: () => void } {
  const controller = new AbortController();
  const incident = new Incident('deadline-exceeded', `the drill was stopped at its deadline of ${seconds} s`);
  const timer = setTimeout(() => controller.abort(incident), seconds * 1000);
  return { signal: controller.signal, clear: () => clearTimeout(timer) };
}
