import type { EnvPlan, RestoredPartPlan, RestoredProperty } from '../../plan';
import { namesOf } from './access';

/** A variable of a container (core/v1 EnvVar), as far as it is used. */
export interface EnvVar {
  readonly name: string;
  /** @default - empty, or of a Secret */
  readonly value?: string;
  /** @default - its value is written out */
  readonly valueFrom?: { readonly secretKeyRef: { readonly name: string; readonly key: string } };
}

/** Keys of the Secret with the owner's connection (CloudNativePG 1.30, "Connecting from an application"). */
const KEYS: Readonly<Record<RestoredProperty, string>> = {
  url: 'uri',
  host: 'host',
  port: 'port',
  user: 'username',
  password: 'password',
  database: 'dbname',
};

/**
 * The environment of a check's container. What is known of the restored database comes out of the operator's Secret by
 * reference, so that no value of it stands in a pod. Text with properties in it is put together by the kubelet, which
 * replaces `$(NAME)` by a variable that stands before it (Kubernetes documentation, "Define Dependent Environment
 * Variables"); what is written in code is kept from it.
 */
export function checkEnvironment(drill: string, env: readonly EnvPlan[]): readonly EnvVar[] {
  const taken = new Set(env.map(({ name }) => name));
  const parts = new Map<RestoredProperty, EnvVar>();
  const partOf = (property: RestoredProperty): EnvVar => {
    const known = parts.get(property);
    if (known !== undefined) return known;
    let name = `RESTORED_${property.toUpperCase()}`;
    while (taken.has(name)) name += '_';
    const part = fromSecret(name, namesOf(drill).ownerSecret, KEYS[property]);
    parts.set(property, part);
    return part;
  };
  const variables = env.map(({ name, value }) => {
    if ('secret' in value) return fromSecret(name, value.secret, value.key);
    const [only, ...rest] = value.parts;
    if (only !== undefined && rest.length === 0 && 'restored' in only)
      return fromSecret(name, namesOf(drill).ownerSecret, KEYS[only.restored]);
    return literal(name, value.parts.map((part) => textOf(part, partOf)).join(''));
  });
  return [...parts.values(), ...variables];
}

/** Text that the kubelet leaves as it is: `$$` is a `$` to it (Kubernetes API, EnvVar and Container.command). */
export function unexpanded(text: string): string {
  return text.replaceAll('$', '$$$$');
}

function textOf(part: RestoredPartPlan, partOf: (property: RestoredProperty) => EnvVar): string {
  return 'literal' in part ? unexpanded(part.literal) : `$(${partOf(part.restored).name})`;
}

function literal(name: string, value: string): EnvVar {
  // The API server leaves an empty value out.
  return value === '' ? { name } : { name, value };
}

function fromSecret(name: string, secret: string, key: string): EnvVar {
  return { name, valueFrom: { secretKeyRef: { name: secret, key } } };
}
