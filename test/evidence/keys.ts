import { SigningKey } from '../../lib/evidence';

/** A key of a seed, as PEM: the 16 bytes before a seed are those of PKCS #8 for Ed25519 (RFC 8410, section 10.3). */
export function pemOfSeed(seed: string): string {
  const der = Buffer.from(`302e020100300506032b657004220420${seed}`, 'hex');
  return `-----BEGIN PRIVATE KEY-----\n${der.toString('base64')}\n-----END PRIVATE KEY-----\n`;
}

/** RFC 8032, section 7.1, test 1. */
export const SEED_A = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60';
/** RFC 8032, section 7.1, test 2. */
export const SEED_B = '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb';

/** The key that signs in tests. */
export const KEY = SigningKey.fromPem(pemOfSeed(SEED_A));
/** Somebody else's key. */
export const OTHER_KEY = SigningKey.fromPem(pemOfSeed(SEED_B));
