import fc from 'fast-check';
import { PAYLOAD_TYPE, preAuthenticationEncoding } from '../../lib/evidence';
import {
  envelopeBytes,
  openEnvelope,
  signEnvelope,
  signerOf,
  type Envelope,
} from '../../lib/evidence/envelope';
import { KEY, OTHER_KEY } from './keys';

const STATEMENT = 'eyJfdHlwZSI6Imh0dHBzOi8vaW4tdG90by5pby9TdGF0ZW1lbnQvdjEifQ==';

/** secure-systems-lab/dsse, testvectors/vectors.json: envelopes of one signature, and what is signed. Their keys A and B are ours. */
const VECTORS = [
  {
    id: 'single-signature',
    payload: STATEMENT,
    payloadType: 'application/vnd.in-toto+json',
    sig: '2WAfaHm5jluo0w+0rk8uVkluELJYWjSmU9x7EUzx+AyteDGJ4/nqyJXfmAUVFIAoQafWm7AxBZNw5M9ixNHiCA==',
    pae: '445353457631203238206170706c69636174696f6e2f766e642e696e2d746f746f2b6a736f6e203433207b225f74797065223a2268747470733a2f2f696e2d746f746f2e696f2f53746174656d656e742f7631227d',
    accepted: true,
  },
  {
    id: 'url-safe-base64',
    payload: '-_-_Pj8=',
    payloadType: 'application/vnd.in-toto+json',
    sig: 'P-_KHICeR7tI6S_YyejJTRtrXhcQyQ2LYPaL8h90KjC9qN8HU_svOQ6TuDOT1HIrsGW886DbWNWcCmX5twLrAw==',
    pae: '445353457631203238206170706c69636174696f6e2f766e642e696e2d746f746f2b6a736f6e203520fbffbf3e3f',
    accepted: true,
  },
  {
    id: 'non-ascii-payload-type',
    payload: STATEMENT,
    payloadType: 'application/vnd.exämple+json',
    sig: 'xmSk/ug66ysT7ayhkCIjhAq42zgZXSsEWuzUaNL7w2eGAdF/NU6/fRXPtmfN+5DNSAs5/i2lUnHjbbjPsu0tAw==',
    pae: '445353457631203239206170706c69636174696f6e2f766e642e6578c3a46d706c652b6a736f6e203433207b225f74797065223a2268747470733a2f2f696e2d746f746f2e696f2f53746174656d656e742f7631227d',
    accepted: true,
  },
  {
    id: 'empty-payload',
    payload: '',
    payloadType: 'application/vnd.in-toto+json',
    sig: 'gSggCAaTLTYyRH6FIDBem6meyIynsYy8RTHVzwx9tnTb7Bg/1jMWnuVgI/gffqmbsC2VX5/jHfkkDqsj7CDbDg==',
    pae: '445353457631203238206170706c69636174696f6e2f766e642e696e2d746f746f2b6a736f6e203020',
    accepted: true,
  },
  {
    id: 'payload-type-swapped',
    payload: STATEMENT,
    payloadType: 'application/vnd.example.other+json',
    sig: '2WAfaHm5jluo0w+0rk8uVkluELJYWjSmU9x7EUzx+AyteDGJ4/nqyJXfmAUVFIAoQafWm7AxBZNw5M9ixNHiCA==',
    pae: '445353457631203334206170706c69636174696f6e2f766e642e6578616d706c652e6f746865722b6a736f6e203433207b225f74797065223a2268747470733a2f2f696e2d746f746f2e696f2f53746174656d656e742f7631227d',
    accepted: false,
  },
];

/** An envelope that opens. */
function opened(envelope: unknown) {
  const open = openEnvelope(Buffer.from(JSON.stringify(envelope)));
  if (typeof open === 'string') throw new Error(open);
  return open;
}

test.each(VECTORS)('the vector $id of DSSE is encoded and judged as it says', async (vector) => {
  const { payload, payloadType, sig, pae, accepted } = vector;
  const open = opened({ payload, payloadType, signatures: [{ sig, keyid: 'A' }] });
  expect(preAuthenticationEncoding(payloadType, open.payload).toString('hex')).toBe(pae);
  const signer = await signerOf(open, [OTHER_KEY.publicKey, KEY.publicKey]);
  expect(signer?.id).toBe(accepted ? KEY.id : undefined);
});

test('the signature of the first vector of DSSE is made', () => {
  const envelope = signEnvelope(Buffer.from(STATEMENT, 'base64'), [KEY]);
  expect(envelope).toEqual({
    payload: STATEMENT,
    payloadType: PAYLOAD_TYPE,
    signatures: [{ keyid: KEY.id, sig: VECTORS[0]?.sig }],
  });
});

test('any payload is read back, verified, and no other payload with its signature', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array(), fc.uint8Array(), async (payload, other) => {
      const envelope = signEnvelope(payload, [KEY]);
      const open = openEnvelope(envelopeBytes(envelope));
      if (typeof open === 'string') throw new Error(open);
      expect(open.payload.equals(payload)).toBe(true);
      await expect(signerOf(open, [KEY.publicKey])).resolves.toBe(KEY.publicKey);
      await expect(signerOf(open, [OTHER_KEY.publicKey])).resolves.toBeUndefined();
      const swapped = { ...open, payload: Buffer.from(other) };
      const signer = await signerOf(swapped, [KEY.publicKey]);
      expect(signer !== undefined).toBe(open.payload.equals(other));
    }),
  );
});

test('no two pairs of type and payload are signed as the same bytes', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.nat(20), (type, payload, moved) => {
      const text = Buffer.from(payload);
      const otherType = type + payload.slice(0, moved);
      const otherPayload = Buffer.from(payload.slice(moved));
      fc.pre(otherType !== type);
      const encoded = preAuthenticationEncoding(type, text);
      expect(encoded.equals(preAuthenticationEncoding(otherType, otherPayload))).toBe(false);
    }),
  );
});

test('one trusted signature of several is enough, wherever it stands and whatever its name says', async () => {
  const payload = Buffer.from('{}');
  const both = signEnvelope(payload, [OTHER_KEY, KEY]);
  await expect(signerOf(opened(both), [KEY.publicKey])).resolves.toBe(KEY.publicKey);
  const misnamed: Envelope = {
    ...both,
    signatures: both.signatures.map(({ sig }) => ({ keyid: OTHER_KEY.id, sig })),
  };
  await expect(signerOf(opened(misnamed), [KEY.publicKey])).resolves.toBe(KEY.publicKey);
});

const SIGNED = signEnvelope(Buffer.from('{}'), [KEY]);

test.each([
  ['no JSON', '{', 'no JSON'],
  ['a list', '[]', 'no payload type'],
  ['null', 'null', 'no envelope'],
  ['an envelope without a type', JSON.stringify({ ...SIGNED, payloadType: 1 }), 'no payload type'],
  ['a payload with white space', JSON.stringify({ ...SIGNED, payload: 'e3 0=' }), 'payload is not Base64'],
  ['a payload that was cut', JSON.stringify({ ...SIGNED, payload: 'e30aa' }), 'payload is not Base64'],
  ['a payload that is a number', JSON.stringify({ ...SIGNED, payload: 5 }), 'payload is not Base64'],
  [
    'signatures that are none',
    JSON.stringify({ ...SIGNED, signatures: ['e30='] }),
    'a signature is not Base64',
  ],
  ['a name that is none', JSON.stringify({ ...SIGNED, signatures: [{ sig: '', keyid: 1 }] }), 'a signature'],
  ['signatures in an object', JSON.stringify({ ...SIGNED, signatures: {} }), 'no list'],
  [
    'endless signatures',
    JSON.stringify({ ...SIGNED, signatures: Array(17).fill({ sig: '' }) }),
    'more than 16',
  ],
])('%s is no envelope, and it is said why', (_, content, reason) => {
  expect(openEnvelope(Buffer.from(content))).toContain(reason);
});

test('an envelope whose empty fields are left out has no signatures', () => {
  expect(opened({ payload: '', payloadType: PAYLOAD_TYPE })).toMatchObject({ signatures: [] });
});
