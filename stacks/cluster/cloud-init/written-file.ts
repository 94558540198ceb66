/** A file that cloud-init writes. */
export interface WrittenFile {
  /** Absolute path. */
  readonly path: string;
  /** Mode in octal, for example `0600`. */
  readonly mode: '0600' | '0644' | '0755';
  readonly content: string;
}
