import type { ApiObject } from 'cdk8s';

const POLICY = Symbol.for('restorable.prunePolicy');

/** Annotation that keeps an object although its file left Git, also when its Flux Kustomization is deleted (Flux 1.9.4, seen). */
export const PRUNE_ANNOTATION = 'kustomize.toolkit.fluxcd.io/prune';

/** Kinds that hold data, or without which data is lost, whoever declares them. */
const DATA_KINDS: ReadonlySet<string> = new Set([
  'Namespace',
  'Secret',
  'PersistentVolumeClaim',
  'PersistentVolume',
]);

type Policy = 'protected' | 'prunable';

interface Marked {
  [POLICY]?: Policy;
}

/**
 * Whether Flux may delete an object once its file is gone from Git. Without protection, removing the file of a database
 * deletes its volume (seen with kustomize-controller 1.9.4).
 */
export const PrunePolicy = {
  /** Protects an object of a kind that does not tell that it holds data. */
  protect(object: ApiObject): void {
    (object as ApiObject & Marked)[POLICY] = 'protected';
  },

  /** Lets Flux prune an object although its kind usually holds data: the namespace of a drill, for example. */
  allow(object: ApiObject): void {
    (object as ApiObject & Marked)[POLICY] = 'prunable';
  },

  /** Whether Flux must leave the object alone. */
  protects(object: ApiObject): boolean {
    const marked = (object as ApiObject & Marked)[POLICY];
    return marked === undefined ? DATA_KINDS.has(object.kind) : marked === 'protected';
  },
} as const;
