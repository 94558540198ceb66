import fc from 'fast-check';
import { canonicalJson } from '../../lib/evidence';
import { envelopeBytes, signEnvelope } from '../../lib/evidence/envelope';
import { edited, name, tampered, withFailure } from './edited-records';
import { KEY, OTHER_KEY } from './keys';
import { chain, chainOf, codes, nth, verify } from './records';

describe('a single record', () => {
  test('that was changed after it was signed is RST805, and the one after it misses it', async () => {
    const records = withFailure().map((record, index) => (index === 1 ? tampered(record) : record));
    expect(await codes(records)).toEqual([
      [name(2), 'RST805'],
      [name(3), 'RST808'],
    ]);
    const { records: counted } = await verify(records);
    expect(counted.map(({ record }) => record.sequence)).toEqual([1, 3]);
  });

  test('that is signed by another key is RST806, with the name of that key', async () => {
    const { findings, records } = await verify(chainOf({}, { key: OTHER_KEY }, {}));
    expect(findings).toMatchObject([
      { code: 'RST806', path: name(2), reason: expect.stringContaining(OTHER_KEY.id.slice(0, 16)) as string },
    ]);
    expect(records.map(({ record }) => record.sequence)).toEqual([1, 3]);
  });

  test('that calls its key by a trusted name, but is signed by another, is RST805', async () => {
    const forged = edited(nth(chainOf({ key: OTHER_KEY }), 0), (envelope) => ({
      signatures: [
        {
          keyid: KEY.id,
          sig: signEnvelope(Buffer.from(envelope.payload, 'base64'), [OTHER_KEY]).signatures[0]?.sig,
        },
      ],
    }));
    expect(await codes([forged])).toEqual([[name(1), 'RST805']]);
  });

  test('that nobody signed is RST806', async () => {
    const record = edited(nth(chain(1), 0), () => ({ signatures: [] }));
    const { findings } = await verify([record]);
    expect(findings).toMatchObject([{ code: 'RST806', path: name(1), reason: 'nobody signed it' }]);
  });

  test('of another payload type is RST804, and RST805 too since the type is signed with it', async () => {
    const record = edited(nth(chain(1), 0), () => ({ payloadType: 'application/json' }));
    expect(await codes([record])).toEqual([
      [name(1), 'RST804'],
      [name(1), 'RST805'],
    ]);
  });

  test('that is validly signed with another payload type is RST804', async () => {
    const payload = Buffer.from('{}');
    const type = 'application/vnd.example+json';
    const pae = Buffer.concat([Buffer.from(`DSSEv1 ${type.length} ${type} ${payload.length} `), payload]);
    const content = envelopeBytes({
      payload: payload.toString('base64'),
      payloadType: type,
      signatures: [{ sig: KEY.sign(pae).toString('base64') }],
    });
    expect(await codes([{ name: name(1), content }])).toEqual([[name(1), 'RST804']]);
  });

  test('that states something else is RST807', async () => {
    const content = envelopeBytes(signEnvelope(Buffer.from('{"_type":"x"}'), [KEY]));
    expect(await codes([{ name: name(1), content }])).toEqual([[name(1), 'RST807']]);
  });

  test('that is signed, but no statement of a drill can be read from, is RST803', async () => {
    const payload = Buffer.from(
      '{"_type":"https://in-toto.io/Statement/v1","predicateType":"https://restorable.dev/attestations/restore-drill/v1"}',
    );
    const content = envelopeBytes(signEnvelope(payload, [KEY]));
    expect(await codes([{ name: name(1), content }])).toEqual([[name(1), 'RST803']]);
  });

  test('that could not be read is RST803 with the reason', async () => {
    const { findings } = await verify([
      { name: name(1), content: new Uint8Array(), unread: 'it is too long' },
    ]);
    expect(findings).toMatchObject([{ code: 'RST803', path: name(1), reason: 'it is too long' }]);
  });

  test('that somebody overwrote is RST816, and its oldest version counts', async () => {
    const records = chain(2).map((record) => ({ ...record, altered: 'overwritten' as const }));
    const verification = await verify(records);
    expect(verification.findings.map(({ code }) => code)).toEqual(['RST816', 'RST816']);
    expect(verification.records.map(({ doubts }) => doubts)).toEqual([[], []]);
  });

  test('made of any bytes never throws, and is never taken for a drill', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.uint8Array(),
          fc.json().map((text) => Buffer.from(text)),
        ),
        async (content) => {
          const { findings, records } = await verify([{ name: name(1), content }]);
          expect(findings.length).toBeGreaterThan(0);
          expect(records).toEqual([]);
        },
      ),
    );
  });

  test('with any one byte of its file changed is found, unless it says the same', async () => {
    const record = nth(chain(1), 0);
    const content = Buffer.from(record.content);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(content.length - 1),
        fc.integer({ min: 1, max: 255 }),
        async (position, change) => {
          const changed = Buffer.from(content);
          changed[position] = (changed[position] ?? 0) ^ change;
          const { findings, records } = await verify([{ name: name(1), content: changed }]);
          const said = canonicalJson(records.map(({ record: { statement } }) => statement));
          expect(findings.length > 0 || said === canonicalJson([record.statement])).toBe(true);
        },
      ),
    );
  });
});
