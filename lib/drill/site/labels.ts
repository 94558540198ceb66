import { managedLabels } from '../../kubernetes/labels';

/** Value of `app.kubernetes.io/component` on the pods of the runner itself. */
export const RUNNER_COMPONENT = 'drill-runner';

/** Value of `app.kubernetes.io/component` on the pods that checks start: they reach nothing outside the drill namespace. */
export const CHECK_COMPONENT = 'drill-check';

/** Annotation of the Job of a drill with who started it, where it was not its schedule; evidence says it. */
export const TRIGGER_ANNOTATION = 'restorable/triggered-by';

/** Annotation of what a runner makes with the run that made it: what has none is not the runner's to remove. */
export const RUN_ANNOTATION = 'restorable/run';

/** Annotation that keeps Flux from replacing what looks like a variable in an object (Flux 2, Kustomization API, "Post build variable substitution"). */
export const NO_SUBSTITUTION = { 'kustomize.toolkit.fluxcd.io/substitute': 'disabled' } as const;

/** Labels of everything that belongs to drills. */
export function drillLabels(more: Readonly<Record<string, string>> = {}): Record<string, string> {
  return managedLabels({
    'app.kubernetes.io/part-of': 'restorable',
    'app.kubernetes.io/name': 'restore-drill',
    ...more,
  });
}
