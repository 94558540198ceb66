/** Type of a statement (in-toto Attestation Framework, statement layer v1). */
export const STATEMENT_TYPE = 'https://in-toto.io/Statement/v1';

/** Digests by algorithm, lower-case hex (in-toto Attestation Framework v1, DigestSet). */
export type DigestSet = Readonly<Record<string, string>>;

/** A resource and how it is known (in-toto Attestation Framework v1, ResourceDescriptor): as far as it is used here. */
export interface ResourceDescriptor {
  readonly name?: string;
  readonly uri?: string;
  readonly digest?: DigestSet;
}

/** What is said of which thing (in-toto Attestation Framework, statement layer v1). */
export interface Statement<Type extends string, Predicate> {
  readonly _type: typeof STATEMENT_TYPE;
  /** The one thing it is about. Statements have lists of them; ours have one. */
  readonly subject: readonly [Subject];
  readonly predicateType: Type;
  readonly predicate: Predicate;
}

/** The protection a statement is about, in the configuration it had. */
export interface Subject {
  /** `id` of the protection. */
  readonly name: string;
  /** Of its configuration: what was promised, backed up and checked. */
  readonly digest: { readonly sha256: string };
}
