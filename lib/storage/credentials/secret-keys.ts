import { fail, storageProblems } from '../../core';

/** Which key of a Secret holds which part of S3 credentials. */
export interface S3Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** @default - the credentials have no session token: they do not expire */
  readonly sessionToken?: string;
  /** @default - the region is not in the Secret */
  readonly region?: string;
  /** @default - the bucket is not in the Secret */
  readonly bucket?: string;
  /** @default - the endpoint is not in the Secret */
  readonly endpoint?: string;
}

/** Which key of a Secret holds which part of a name and password. */
export interface BasicAuthKeys {
  readonly username: string;
  readonly password: string;
}

/** Which key of a Secret holds the private key that signs evidence (Ed25519, PEM). */
export interface SigningKeys {
  readonly privateKey: string;
}

/** Which key of a Secret holds the certificates that sign a store's own (PEM, the full chain). */
export interface CertificateAuthorityKeys {
  readonly certificates: string;
}

/**
 * Which key of a Secret holds a credentials file of AWS with the profile `default`, as Velero reads it
 * (velero-plugin-for-aws documentation).
 */
export interface CredentialsFileKeys {
  readonly credentialsFile: string;
}

/** Which key of a Secret holds the password that Velero's repositories of volume data are encrypted with. */
export interface RepositoryKeys {
  readonly repositoryPassword: string;
}

/** What the keys of a Secret hold. */
export type SecretKeys =
  S3Keys | BasicAuthKeys | SigningKeys | CertificateAuthorityKeys | CredentialsFileKeys | RepositoryKeys;

/** Every kind of contract: what its Secret must hold, and what it may. */
const CONTRACTS: readonly { readonly required: readonly string[]; readonly optional: readonly string[] }[] = [
  {
    required: ['accessKeyId', 'secretAccessKey'],
    optional: ['sessionToken', 'region', 'bucket', 'endpoint'],
  },
  { required: ['username', 'password'], optional: [] },
  { required: ['privateKey'], optional: [] },
  { required: ['certificates'], optional: [] },
  { required: ['credentialsFile'], optional: [] },
  { required: ['repositoryPassword'], optional: [] },
];

/** Everything a key can hold, in the order it is listed in. */
const HOLDS = CONTRACTS.flatMap(({ required, optional }) => [...required, ...optional]);

/** Keys of a Secret (Kubernetes, constraints on Secret names and data). */
const KEY = /^[-._a-zA-Z0-9]{1,253}$/;

/** What each key holds, as pairs, in an order that does not depend on how the contract was written. */
export function keyPairs(keys: SecretKeys): readonly (readonly [holds: string, key: string])[] {
  return Object.entries(keys as object as Readonly<Record<string, string | undefined>>)
    .filter((pair): pair is [string, string] => pair[1] !== undefined)
    .sort(([a], [b]) => HOLDS.indexOf(a) - HOLDS.indexOf(b));
}

/** Whether a Secret of these keys has the Kubernetes type for a name and password. */
export function isBasicAuth(keys: SecretKeys): keys is BasicAuthKeys {
  return 'username' in keys;
}

/**
 * Checks what the keys of a Secret are said to hold.
 *
 * @throws RestorableError `RST214`
 */
export function checkSecretKeys(keys: SecretKeys): void {
  const pairs = keyPairs(keys);
  const holds = pairs.map(([what]) => what);
  const refuse = (value: string, reason: string): never =>
    fail(storageProblems.invalidSecretContract, { property: 'keys', value, reason });
  const contract = CONTRACTS.find(({ required }) => required.every((what) => holds.includes(what)));
  if (contract === undefined) {
    const kinds = CONTRACTS.map(({ required }) => required.join(' and ')).join('; ');
    return refuse(holds.join(', '), `it holds none of: ${kinds}`);
  }
  const known = [...contract.required, ...contract.optional];
  const seen = new Map<string, string>();
  for (const [what, key] of pairs) {
    if (!known.includes(what))
      refuse(what, `a Secret with ${contract.required.join(' and ')} holds no '${what}'`);
    if (!KEY.test(key)) refuse(key, 'keys of a Secret are letters, digits, dots, dashes and underscores');
    const other = seen.get(key);
    if (other !== undefined) refuse(key, `the key is to hold ${other} and ${what}`);
    seen.set(key, what);
    // The type has fixed keys (Kubernetes, basic authentication Secret), and CloudNativePG reads no others.
    if (isBasicAuth(keys) && key !== what)
      refuse(key, `a Secret of type kubernetes.io/basic-auth keeps the ${what} in '${what}'`);
  }
}
