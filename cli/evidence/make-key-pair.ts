import { lstatSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cliProblems, problem, RestorableError } from '../../lib/core/problems';
import { SigningKey } from '../../lib/evidence';
import { guarded } from '../write-file';

/** Names of the two files. */
const PRIVATE = 'evidence-signing-key.pem';
const PUBLIC = 'evidence-public-key.pem';

/** A pair of keys on disk. */
export interface KeyPair {
  /** Name of the key in signatures. */
  readonly keyId: string;
  /** File of the private key, as the user knows it. */
  readonly privateKey: string;
  /** File of the public key, as the user knows it. */
  readonly publicKey: string;
}

/**
 * Makes a pair of keys and writes it, both halves or none, the private one for its owner only. Throws RST721, RST732.
 *
 * @param folder absolute; made where it is missing
 * @param shown the folder as the user knows it
 */
export function makeKeyPair(folder: string, shown: string): KeyPair {
  const existing = guarded(shown, () =>
    [PRIVATE, PUBLIC].filter((name) => lstatSync(join(folder, name), { throwIfNoEntry: false })),
  );
  if (existing.length > 0) refuse(existing.map((name) => join(shown, name)));
  const key = SigningKey.generate();
  guarded(shown, () => mkdirSync(folder, { recursive: true }));
  create(folder, shown, PRIVATE, key.toPem(), 0o600);
  try {
    create(folder, shown, PUBLIC, key.publicKey.toPem(), 0o644);
  } catch (error) {
    rmSync(join(folder, PRIVATE), { force: true });
    throw error;
  }
  return { keyId: key.id, privateKey: join(shown, PRIVATE), publicKey: join(shown, PUBLIC) };
}

/** Writes a file that must not be there yet; a link in its place, which could lead anywhere, is not followed either. */
function create(folder: string, shown: string, name: string, content: string, mode: number): void {
  guarded(join(shown, name), () => writeFileSync(join(folder, name), content, { flag: 'wx', mode }));
}

function refuse(files: readonly string[]): never {
  throw new RestorableError(
    files.map((value) => problem(cliProblems.keyFileExists, { value, reason: 'it is there' })),
  );
}
