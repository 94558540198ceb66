/** Kinds of one API version that are wanted. */
export interface WantedKinds {
  /** `group/version`, or the version alone for the core group. */
  readonly apiVersion: string;
  readonly kinds: readonly string[];
  /** Those whose status is read, and so typed. @default - none */
  readonly withStatus?: readonly string[];
}

/** The content of `kinds.json`: what is to be generated, by where it is described. */
export interface Wanted {
  /** Described by CustomResourceDefinitions. */
  readonly customResources: readonly WantedKinds[];
  /** Described by the OpenAPI document of an API server. */
  readonly builtIn: readonly WantedKinds[];
}
