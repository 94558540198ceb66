import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { RestorableError } from '../../lib/core/problems';
import { SigningKey, VerificationKey } from '../../lib/evidence';
import { guarded } from '../write-file';

/** One block of a PEM file (RFC 7468), with its label whatever that is. */
const BLOCK = /-----BEGIN [^\n-]+-----[^-]*-----END [^\n-]+-----/g;

/** Reads the public keys of files; each may hold several. Each key once. Throws RST721, RST802. */
export function readPublicKeys(files: readonly string[], cwd: string): readonly VerificationKey[] {
  const keys = files.flatMap((file) => {
    const text = guarded(file, () => readFileSync(resolve(cwd, file), 'utf8'));
    return naming(file, () => (text.match(BLOCK) ?? [text]).map((block) => VerificationKey.fromPem(block)));
  });
  return [...new Map(keys.map((key) => [key.id, key])).values()];
}

/** Reads a private key. Throws RST721, RST801. */
export function readSigningKey(file: string, cwd: string): SigningKey {
  const pem = guarded(file, () => readFileSync(resolve(cwd, file), 'utf8'));
  return naming(file, () => SigningKey.fromPem(pem));
}

/** Adds the name of the file to what is wrong with its content. */
function naming<T>(file: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (!RestorableError.is(error)) throw error;
    throw new RestorableError(
      error.problems.map((found) => ({ ...found, value: `'${file}'` })),
      { cause: error },
    );
  }
}
