import type { SuppliedSecret } from './secrets-step';

/** One Kubernetes cluster, as far as bringing it back takes. Paths are seen from the folder that commands run in. */
export interface RunbookCluster {
  readonly name: string;
  /** Folder of its tree. */
  readonly path: string;
  /** Folder with a Flux Kustomization for every other folder. */
  readonly entry: string;
  /** GitRepository that Flux reads, and the namespace of Flux. */
  readonly source: string;
  readonly deliveryNamespace: string;
  /** Secrets that Flux needs before it can deliver: keys that decrypt what is in Git. */
  readonly decryption: readonly SuppliedSecret[];
  /** Every Secret that it needs. */
  readonly secrets: readonly SuppliedSecret[];
  /** Names of the Flux Kustomizations, those that others wait for first. */
  readonly folders: readonly string[];
}
