import {
  ApiObject,
  ApiObjectMetadataDefinition,
  type App,
  ImplicitTokenResolver,
  JsonPatch,
  Lazy,
  LazyResolver,
  NumberStringUnionResolver,
} from 'cdk8s';
import { fail, fluxProblems } from '../../core/problems';

/** Metadata of a manifest, as Kubernetes' ObjectMeta names its fields. */
export interface ManifestMetadata {
  readonly name?: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly [field: string]: unknown;
}

/** A Kubernetes object as plain JSON, keys in the order they are written. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ManifestMetadata;
  readonly [field: string]: unknown;
}

/**
 * The plain JSON of an API object: equal to `object.toJson()` of cdk8s 2.70.106, key order included, except that
 * `CDK8S_DISABLE_SORT` is not read: the output of synth depends on code only. One walk resolves, drops nulls and sorts;
 * cdk8s takes two and allocates a context object per value.
 *
 * Objects that have a `toJson()` of their own (the types of `cdk8s import` and cdk8s-plus), apps with custom resolvers and
 * anything out of the ordinary are left to `toJson()`. What a Lazy or a token throws is thrown on as it is, with its stack.
 *
 * @throws RST401 when the object holds something that has no JSON form, or a patch does not apply
 */
export function manifestOf(object: ApiObject): Manifest {
  if (rendersAsUsual(object)) {
    try {
      return patched(object, renderObject(object));
    } catch (error) {
      // A stack overflow is a cycle: cdk8s meets it as well and says where.
      if (error !== UNUSUAL && !(error instanceof RangeError)) throw error;
    }
  }
  return renderedByCdk8s(object);
}

/** Thrown by the walk at anything cdk8s should judge itself. Made once: it says nothing but "not here". */
const UNUSUAL = new Error('not a usual API object');

// The private parts of cdk8s 2.70.106 that `toJson()` reads (api-object.js, metadata.js).
interface ApiObjectParts {
  readonly props: Readonly<Record<string, unknown>>;
  readonly patches: readonly JsonPatch[];
}
interface MetadataParts {
  readonly _additionalAttributes: Readonly<Record<string, unknown>>;
  readonly finalizers: unknown;
  readonly ownerReferences: unknown;
  readonly labels: unknown;
  readonly annotations: unknown;
}

// App (cdk8s app.js) appends these three to the resolvers it is given.
const BUILT_IN_RESOLVERS = [LazyResolver, ImplicitTokenResolver, NumberStringUnionResolver] as const;

function rendersAsUsual(object: ApiObject): boolean {
  if (object.toJson !== ApiObject.prototype.toJson) return false;
  if (object.metadata.toJson !== ApiObjectMetadataDefinition.prototype.toJson) return false;
  const { resolvers } = object.node.root as Partial<App>;
  return (
    resolvers?.length === BUILT_IN_RESOLVERS.length &&
    BUILT_IN_RESOLVERS.every((resolver, i) => resolvers[i]?.constructor === resolver)
  );
}

function renderObject(object: ApiObject): Record<string, unknown> {
  const { props } = object as unknown as ApiObjectParts;
  if (Object.hasOwn(props, 'constructor')) throw UNUSUAL;
  const result: Record<string, unknown> = {};
  put(result, 'apiVersion', render(props['apiVersion'], false));
  put(result, 'kind', render(props['kind'], false));
  put(result, 'metadata', renderMetadata(object.metadata));
  for (const key of sortedKeys(props)) {
    if (key === 'apiVersion' || key === 'kind' || key === 'metadata') continue;
    put(result, key, render(props[key], false));
  }
  return result;
}

function renderMetadata(metadata: ApiObjectMetadataDefinition): unknown {
  const parts = metadata as unknown as MetadataParts;
  // Assigning it below would set the prototype.
  if (Object.hasOwn(parts._additionalAttributes, '__proto__')) throw UNUSUAL;
  // Not a spread: cdk8s deletes a property of these attributes, which makes spreading them slow.
  const attributes: Record<string, unknown> = Object.assign({}, parts._additionalAttributes);
  attributes['name'] = metadata.name;
  attributes['namespace'] = metadata.namespace;
  attributes['annotations'] = parts.annotations;
  attributes['finalizers'] = parts.finalizers;
  attributes['ownerReferences'] = parts.ownerReferences;
  attributes['labels'] = parts.labels;
  return render(attributes, true);
}

/** Undefined stands for what is left out. `dropEmpty` leaves out empty maps and lists too, as cdk8s does in metadata. */
function render(value: unknown, dropEmpty: boolean): unknown {
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'boolean':
    case 'undefined':
      return value;
    case 'object':
      return value === null ? undefined : renderComposite(value, dropEmpty);
    default:
      throw UNUSUAL;
  }
}

function renderComposite(value: object, dropEmpty: boolean): unknown {
  if (value instanceof Lazy) return render(value.produce(), dropEmpty);
  const { resolve } = value as { readonly resolve?: unknown };
  if (typeof resolve === 'function') return render(resolve.call(value), dropEmpty);
  if (value.constructor === Object) return renderMap(value as Readonly<Record<string, unknown>>, dropEmpty);
  const { value: union } = value as { readonly value?: unknown };
  // IntOrString, Quantity and the like: their importers read `.value` of what is resolved.
  if (typeof union === 'number' || typeof union === 'string') return { value: union };
  if (!Array.isArray(value)) throw UNUSUAL;
  if (dropEmpty && value.length === 0) return undefined;
  return value.map((item) => render(item, dropEmpty));
}

function renderMap(map: Readonly<Record<string, unknown>>, dropEmpty: boolean): unknown {
  const result: Record<string, unknown> = {};
  let empty = true;
  for (const key of sortedKeys(map)) {
    const rendered = render(map[key], dropEmpty);
    put(result, key, rendered);
    if (rendered !== undefined) empty = false;
  }
  return dropEmpty && empty ? undefined : result;
}

function sortedKeys(map: Readonly<Record<string, unknown>>): string[] {
  const keys = Object.keys(map);
  // Most maps are written in order, and looking is cheaper than sorting.
  for (let i = 1; i < keys.length; i++) {
    if ((keys[i - 1] ?? '') > (keys[i] ?? '')) return keys.sort();
  }
  return keys;
}

function put(target: Record<string, unknown>, key: string, value: unknown): void {
  // Assigning it would set the prototype.
  if (key === '__proto__') throw UNUSUAL;
  if (value !== undefined) target[key] = value;
}

function patched(object: ApiObject, json: Record<string, unknown>): Manifest {
  const { patches } = object as unknown as ApiObjectParts;
  if (patches.length === 0) return json as unknown as Manifest;
  let result: unknown;
  try {
    result = JsonPatch.apply(json, ...patches);
  } catch {
    throw UNUSUAL;
  }
  if (typeof result !== 'object' || result === null) throw UNUSUAL;
  const { apiVersion, kind, metadata, ...fields } = result as Record<string, unknown>;
  return {
    ...(apiVersion !== undefined && { apiVersion }),
    ...(kind !== undefined && { kind }),
    ...(metadata !== undefined && { metadata }),
    ...fields,
  } as unknown as Manifest;
}

function renderedByCdk8s(object: ApiObject): Manifest {
  try {
    return object.toJson() as Manifest;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return fail(
      fluxProblems.unrenderableObject,
      { path: object.node.path, value: `${object.kind}/${object.name}`, reason: message },
      error,
    );
  }
}
