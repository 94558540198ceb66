import type { PlannedStore } from '../plan/stores-of-plan';
import type { StorageIdentity } from './identities';

/** A pair of keys of a store. */
export interface KeyPair<V> {
  readonly accessKeyId: V;
  readonly secretAccessKey: V;
}

/** A pair of keys as the file of the AWS tools has it, which Velero's plugin reads (velero-plugin-for-aws 1.14, README). */
export function credentialsFile({ accessKeyId, secretAccessKey }: KeyPair<string>): string {
  return `[default]\naws_access_key_id=${accessKeyId}\naws_secret_access_key=${secretAccessKey}\n`;
}

/** Values made of the keys. */
export interface DerivedValues<V> {
  /** The keys as one file. @default - not known */
  readonly credentialsFile?: V;
}

/**
 * What the holder of an identity is told, by what a key holds: for a Secret exactly what its contract names, for etcd
 * snapshots everything. AWS has an endpoint for tools that insist on one (AWS General Reference, S3 endpoints).
 */
export function credentialValues<V>(
  { bucket, secret }: StorageIdentity,
  store: PlannedStore | undefined,
  keys: KeyPair<V>,
  derived: DerivedValues<V> = {},
): Readonly<Record<string, V | string>> {
  const region = store?.region;
  const endpoint = store?.endpoint ?? (store?.profile === 'aws' ? awsEndpoint(region ?? '') : undefined);
  const known: Readonly<Record<string, V | string | undefined>> = { ...keys, bucket, region, endpoint };
  const told: typeof known = { ...known, ...derived };
  const wanted = secret?.keys.map(({ holds, expected }) => [holds, expected ?? told[holds]] as const);
  const values = wanted ?? Object.entries(known);
  return Object.fromEntries(values.filter((pair): pair is [string, V | string] => pair[1] !== undefined));
}

function awsEndpoint(region: string): string {
  return `https://s3.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
}
