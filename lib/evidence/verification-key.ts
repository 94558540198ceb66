import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import { evidenceProblems, fail } from './problems';
import { sha256 } from './canonical-json';

/** A public key that signatures are verified with (Ed25519, RFC 8032). */
export class VerificationKey {
  /** Reads a public key: PEM, SPKI. @throws RestorableError `RST802` */
  static fromPem(pem: string): VerificationKey {
    const refuse = (reason: string): never => fail(evidenceProblems.invalidPublicKey, { reason });
    // Node would take the public half of a private key; a private key given here is one that is carried around.
    if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(pem)) return refuse('it is a private key');
    let key: KeyObject;
    try {
      key = createPublicKey({ key: pem, format: 'pem', type: 'spki' });
    } catch {
      return refuse('it is no public key in PEM');
    }
    return key.asymmetricKeyType === 'ed25519'
      ? new VerificationKey(key)
      : refuse(`it is a key for ${key.asymmetricKeyType ?? 'something else'}, not for Ed25519`);
  }

  /** The public half of a key. Not for use outside this folder. @internal */
  static ofKey(key: KeyObject): VerificationKey {
    return new VerificationKey(createPublicKey(key));
  }

  /** Name of the key in signatures: SHA-256 of its SPKI (DER), lower-case hex. */
  readonly id: string;

  private readonly key: KeyObject;

  private constructor(key: KeyObject) {
    this.key = key;
    this.id = sha256(key.export({ format: 'der', type: 'spki' }));
  }

  /** The key as PEM, SPKI. */
  toPem(): string {
    return this.key.export({ format: 'pem', type: 'spki' }).toString();
  }

  /** Whether this key made a signature over bytes. Several are verified at once on a machine of several processors. */
  verifies(bytes: Uint8Array, signature: Uint8Array): Promise<boolean> {
    return new Promise((resolve, reject) => {
      verify(null, bytes, this.key, signature, (error, valid) => {
        if (error === null) resolve(valid);
        else reject(error);
      });
    });
  }
}
