/** A kind of objects, in one namespace where they have one. */
export interface Resource {
  /** `v1`, or group and version: `postgresql.cnpg.io/v1`. */
  readonly apiVersion: string;
  /** Plural name in lower case, as in URLs. */
  readonly plural: string;
  /** @default - objects of this kind have none */
  readonly namespace?: string;
}

/** Which objects of a kind. */
export interface Selection {
  /** For example `cnpg.io/cluster=orders`. @default - any */
  readonly labels?: string;
  /** For example `metadata.name=orders`. @default - any */
  readonly fields?: string;
}

/** What every object has. */
export interface KubernetesObject {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata: ObjectMeta;
}

/** Metadata, as far as it is used. */
export interface ObjectMeta {
  readonly name: string;
  readonly namespace?: string;
  readonly uid?: string;
  readonly resourceVersion?: string;
  readonly creationTimestamp?: string;
  readonly deletionTimestamp?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Path of a kind, or of one object of it, or of a part of that object (Kubernetes API Concepts, "Resource URIs"). */
export function pathOf({ apiVersion, plural, namespace }: Resource, ...rest: readonly string[]): string {
  const root = apiVersion.includes('/') ? 'apis' : 'api';
  const place = namespace === undefined ? [] : ['namespaces', namespace];
  const parts = [...place, plural, ...rest].map(encodeURIComponent);
  return `/${root}/${apiVersion}/${parts.join('/')}`;
}

/** Query of a selection and other parameters, with its question mark; empty where there are none. */
export function queryOf(
  { labels, fields }: Selection,
  parameters: Readonly<Record<string, string>> = {},
): string {
  const query = new URLSearchParams({
    ...(labels !== undefined && { labelSelector: labels }),
    ...(fields !== undefined && { fieldSelector: fields }),
    ...parameters,
  }).toString();
  return query === '' ? '' : `?${query}`;
}
