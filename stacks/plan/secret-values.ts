import type { Input } from '@pulumi/pulumi';
import type { RequiredSecret } from '../../lib/plan';

/**
 * Values of Secrets: by place, then by what a key holds (`accessKeyId`, `password`, `privateKey` …), never by key: which key
 * holds what is the composition's. A place is `namespace/name`, or `*` and a name for the Secret of that name in every
 * namespace; the exact place wins.
 */
export type SecretValues<V = Input<string>> = Readonly<Record<string, Readonly<Record<string, V>>>>;

/** Place of a Secret in its cluster: `namespace/name`. */
export function placeOf({ namespace, name }: Pick<RequiredSecret, 'namespace' | 'name'>): string {
  return `${namespace}/${name}`;
}

/** Identity of a Secret in the plan: `cluster/namespace/name`. */
export function secretId(secret: Pick<RequiredSecret, 'cluster' | 'namespace' | 'name'>): string {
  return `${secret.cluster}/${placeOf(secret)}`;
}

/** What is given for a Secret: for its place, and for its name in every namespace where the place says nothing. */
export function valuesFor<V>(
  values: SecretValues<V>,
  secret: Pick<RequiredSecret, 'namespace' | 'name'>,
): Readonly<Record<string, V>> {
  return { ...values[`*/${secret.name}`], ...values[placeOf(secret)] };
}

/** Several sets of values as one. For a place in several of them the later ones win, value by value. */
export function mergedValues<V>(...sets: readonly SecretValues<V>[]): SecretValues<V> {
  const merged: Record<string, Readonly<Record<string, V>>> = {};
  for (const [place, values] of sets.flatMap((set) => Object.entries(set))) {
    merged[place] = { ...merged[place], ...values };
  }
  return merged;
}
