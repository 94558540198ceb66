/** Where the Secrets of evidence are mounted in the pod of the runner, below the folder of all Secrets. */
export const EVIDENCE_SECRETS = {
  credentials: 'evidence',
  signingKey: 'signing-key',
  certificates: 'evidence-ca',
} as const;
