/**
 * Metadata of a Kubernetes object or of a pod template, as written by a client.
 *
 * Source: ObjectMeta of the Kubernetes 1.34 API (`meta/v1`), without the fields only the API server writes.
 */
export interface ObjectMeta {
  /** Unique in its namespace. @default - none: generated from `generateName`, or by the controller of a template */
  name?: string;
  /** Prefix of a name the API server makes; only for objects that are created, never for applied ones. @default - none */
  generateName?: string;
  /** @default - the namespace it is applied to, or none for cluster-wide kinds */
  namespace?: string;
  /** @default - none */
  labels?: Record<string, string>;
  /** At most 256 KiB in total. @default - none */
  annotations?: Record<string, string>;
  /** @default - none */
  finalizers?: string[];
  /** Objects whose deletion deletes this one. @default - none */
  ownerReferences?: OwnerReference[];
}

/** One owner of an object, in the same namespace or cluster-wide. */
export interface OwnerReference {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  /** True for the one owner that manages the object. @default - false */
  controller?: boolean;
  /** True where the owner's foreground deletion waits for this object. @default - false */
  blockOwnerDeletion?: boolean;
}
