import { canonicalJson } from './canonical-json';
import type { SigningKey } from './signing-key';
import type { VerificationKey } from './verification-key';

/** Type of the payload of every record: an in-toto statement (in-toto Attestation Framework v1, envelope layer). */
export const PAYLOAD_TYPE = 'application/vnd.in-toto+json';

/** More signatures than anybody needs: each is verified with every key, which must not become an endless task. */
const MOST_SIGNATURES = 16;

/** Bytes with signatures, as the JSON envelope of DSSE v1 has them. */
export interface Envelope {
  /** Base64. */
  readonly payload: string;
  readonly payloadType: string;
  readonly signatures: readonly EnvelopeSignature[];
}

/** One signature of an envelope. */
export interface EnvelopeSignature {
  /** Name of the key. A hint: nothing is believed because of it (DSSE v1, protocol). */
  readonly keyid?: string;
  /** Base64. */
  readonly sig: string;
}

/**
 * What is really signed: type and bytes with their lengths, so that neither can be read as a part of the other
 * (DSSE v1, protocol, `PAE`).
 */
export function preAuthenticationEncoding(payloadType: string, payload: Uint8Array): Buffer {
  const type = Buffer.from(payloadType, 'utf8');
  return Buffer.concat([
    Buffer.from(`DSSEv1 ${type.length} `),
    type,
    Buffer.from(` ${payload.length} `),
    payload,
  ]);
}

/** Signs a payload with each key. */
export function signEnvelope(payload: Uint8Array, keys: readonly SigningKey[]): Envelope {
  const signed = preAuthenticationEncoding(PAYLOAD_TYPE, payload);
  return {
    payload: Buffer.from(payload).toString('base64'),
    payloadType: PAYLOAD_TYPE,
    signatures: keys.map((key) => ({ keyid: key.id, sig: key.sign(signed).toString('base64') })),
  };
}

/** The bytes of an envelope's file. */
export function envelopeBytes(envelope: Envelope): Buffer {
  return Buffer.from(`${canonicalJson(envelope)}\n`);
}

/** An envelope with its bytes decoded. */
export interface OpenEnvelope {
  readonly payload: Buffer;
  readonly payloadType: string;
  readonly signatures: readonly { readonly keyid?: string; readonly signature: Buffer }[];
}

/** Opens an envelope without believing anything in it; a text says why it is none. */
export function openEnvelope(content: Uint8Array): OpenEnvelope | string {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(content.buffer, content.byteOffset, content.length).toString('utf8'));
  } catch {
    return 'it is no JSON';
  }
  if (typeof value !== 'object' || value === null) return 'it is no envelope';
  const { payload, payloadType, signatures } = value as Readonly<Record<string, unknown>>;
  if (typeof payloadType !== 'string') return 'the envelope has no payload type';
  const bytes = fromBase64(payload);
  if (bytes === undefined) return 'the payload is not Base64';
  // Empty fields may be omitted (DSSE v1, envelope).
  const list: unknown = signatures ?? [];
  if (!Array.isArray(list)) return 'the signatures are no list';
  if (list.length > MOST_SIGNATURES) return `it has more than ${MOST_SIGNATURES} signatures`;
  const opened = list.map(openSignature).filter((signature) => signature !== undefined);
  return opened.length === list.length
    ? { payload: bytes, payloadType, signatures: opened }
    : 'a signature is not Base64';
}

/** The first of the keys that made a signature of the envelope; undefined where none did. */
export async function signerOf(
  { payload, payloadType, signatures }: OpenEnvelope,
  keys: readonly VerificationKey[],
): Promise<VerificationKey | undefined> {
  const signed = preAuthenticationEncoding(payloadType, payload);
  for (const { keyid, signature } of signatures) {
    // Every key is tried, but the one that is named first: a name is only a hint.
    const named = keys.filter(({ id }) => id === keyid);
    for (const key of [...named, ...keys.filter(({ id }) => id !== keyid)]) {
      if (await key.verifies(signed, signature)) return key;
    }
  }
  return undefined;
}

function openSignature(value: unknown): OpenEnvelope['signatures'][number] | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { keyid, sig } = value as Readonly<Record<string, unknown>>;
  const signature = fromBase64(sig);
  if (signature === undefined || (keyid !== undefined && typeof keyid !== 'string')) return undefined;
  return { ...(keyid !== undefined && { keyid }), signature };
}

/**
 * Bytes of a text in Base64 of either alphabet (DSSE v1, protocol: verifiers accept both); undefined for any other text. Node
 * overlooks what is not Base64, and then has fewer bytes than the text has room for.
 */
function fromBase64(text: unknown): Buffer | undefined {
  if (typeof text !== 'string') return undefined;
  const digits = text.length - (text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0);
  const bytes = Buffer.from(text, 'base64');
  return digits % 4 !== 1 && bytes.length === Math.floor((digits * 3) / 4) ? bytes : undefined;
}
