/** How Flux decrypts the SOPS files of a folder. */
export interface Decryption {
  readonly provider: 'sops';
  /** Secret in Flux's namespace that holds the private key. */
  readonly secret: string;
  /** Keys that Secret must have. */
  readonly keys: readonly string[];
}

/** SOPS, the tool that encrypts the Secrets kept in Git. */
export const Sops = {
  /**
   * Decrypts with an age key.
   *
   * @param secret name of the Secret in Flux's namespace; its key `age.agekey` holds the private key (Flux reads every
   * key that ends in `.agekey`)
   */
  age(secret: string): Decryption {
    return { provider: 'sops', secret, keys: ['age.agekey'] };
  },
} as const;
