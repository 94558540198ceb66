import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EVIDENCE_SECRETS } from '../../lib/drill/evidence/evidence-secrets';
import type { S3Credentials } from '../../lib/evidence/signature-v4';
import { SigningKey } from '../../lib/evidence/signing-key';
import { storeRefusal } from '../../lib/evidence/store-refusal';
import type { DrillPlan, EvidencePlan } from '../../lib/plan';

/** Where keys are: the plan that names them, and the folder with a folder for each mounted Secret. */
export interface MountedKeys {
  readonly namespace: DrillPlan['namespace'];
  readonly evidence: EvidencePlan;
  readonly secrets: string;
}

/** The key that signs; a text says why there is none. */
export function readSigningKey({ namespace, evidence, secrets }: MountedKeys): SigningKey | string {
  const { secret, key } = evidence.signingKey;
  const pem = tryRead(join(secrets, EVIDENCE_SECRETS.signingKey, key));
  if (pem === undefined) return missing(namespace, secret, key);
  try {
    return SigningKey.fromPem(pem);
  } catch (error) {
    return `the key ${key} of the Secret ${namespace}/${secret} signs nothing: ${storeRefusal(error, secret).reason}`;
  }
}

/** What opens the store of the evidence; a text says what is missing. */
export function readCredentials({ namespace, evidence, secrets }: MountedKeys): S3Credentials | string {
  const { secret, keys } = evidence.credentials;
  const values = new Map<string, string>();
  for (const holds of HELD) {
    const key = keys[holds];
    if (key === undefined) continue;
    const value = tryRead(join(secrets, EVIDENCE_SECRETS.credentials, key));
    if (value === undefined) return missing(namespace, secret, key);
    values.set(holds, value);
  }
  const [accessKeyId, secretAccessKey, sessionToken] = HELD.map((holds) => values.get(holds));
  if (accessKeyId === undefined || secretAccessKey === undefined)
    return `the plan does not say which keys of the Secret ${namespace}/${secret} hold the credentials`;
  return { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) };
}

const HELD = ['accessKeyId', 'secretAccessKey', 'sessionToken'] as const;

/** What a file holds; undefined where it is missing or empty. Secrets are mounted as optional. */
function tryRead(path: string): string | undefined {
  try {
    const text = readFileSync(path, 'utf8').trim();
    return text === '' ? undefined : text;
  } catch {
    return undefined;
  }
}

function missing(namespace: string, secret: string, key: string): string {
  return `the Secret ${namespace}/${secret} is missing, or its key ${key} is missing or empty`;
}
