/** A ConfigMap or Secret whose values Flux puts in the place of variables in a folder's manifests. */
export interface SubstitutionSource {
  readonly kind: 'ConfigMap' | 'Secret';
  /** Name, in Flux's namespace. */
  readonly name: string;
  /** Whether Flux goes on without it. @default false */
  readonly optional?: boolean;
}

/**
 * A variable that Flux fills in from `substituteFrom`. Flux substitutes text before it parses YAML, so a number loses its
 * quotes and the object is refused (seen); a value that must be a string therefore needs other text beside the variable,
 * or quotes of its own in the source.
 *
 * @param name of the variable: letters, digits and underscores
 */
export function fluxVariable(name: string): string {
  return '$' + `{${name}}`;
}
