import { createPrivateKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { evidenceProblems, fail } from './problems';
import { VerificationKey } from './verification-key';

/** A private key that evidence is signed with (Ed25519, RFC 8032). Printed or written as JSON it shows only its name. */
export class SigningKey {
  /** A new key. */
  static generate(): SigningKey {
    return new SigningKey(generateKeyPairSync('ed25519').privateKey);
  }

  /**
   * Reads a private key: PEM, PKCS #8, without a passphrase. Errors never quote it.
   *
   * @throws RestorableError `RST801`
   */
  static fromPem(pem: string): SigningKey {
    const refuse = (reason: string): never => fail(evidenceProblems.invalidSigningKey, { reason });
    if (pem.includes('-----BEGIN ENCRYPTED PRIVATE KEY-----'))
      return refuse('it is protected by a passphrase');
    if (pem.includes('-----BEGIN PUBLIC KEY-----')) return refuse('it is a public key');
    let key: KeyObject;
    try {
      key = createPrivateKey({ key: pem, format: 'pem', type: 'pkcs8' });
    } catch {
      // The cause is left out: nobody promises that it never quotes what it could not read.
      return refuse('it is no private key in PEM');
    }
    return key.asymmetricKeyType === 'ed25519'
      ? new SigningKey(key)
      : refuse(`it is a key for ${key.asymmetricKeyType ?? 'something else'}, not for Ed25519`);
  }

  /** The key that verifies what this one signs. */
  readonly publicKey: VerificationKey;

  readonly #key: KeyObject;

  private constructor(key: KeyObject) {
    this.#key = key;
    this.publicKey = VerificationKey.ofKey(key);
  }

  /** Name of the key in signatures: that of its public key. */
  get id(): string {
    return this.publicKey.id;
  }

  /** The private key as PEM, PKCS #8: for the file that keygen writes, and for nothing else. */
  toPem(): string {
    return this.#key.export({ format: 'pem', type: 'pkcs8' }).toString();
  }

  /** The signature of bytes: 64 bytes, the same for the same bytes. */
  sign(bytes: Uint8Array): Buffer {
    return sign(null, bytes, this.#key);
  }

  /** Only the name of the key. */
  toJSON(): { readonly id: string } {
    return { id: this.id };
  }
}
