import fc from 'fast-check';
import { recordDigest, signRecord } from '../../lib/evidence';
import { edited, name, OTHER, renamed, tampered, withFailure } from './edited-records';
import { KEY, OTHER_KEY } from './keys';
import {
  at,
  chain,
  chainOf,
  codes,
  drillInput,
  nth,
  PROTECTION,
  verify,
  type RecordChanges,
} from './records';

describe('a whole chain', () => {
  test('has no findings, all its records without doubts in their order, and its head', async () => {
    const records = chain(4);
    const verification = await verify([...records].reverse(), { now: at(60) });
    expect(verification.findings).toEqual([]);
    expect(verification.records.map(({ record }) => record.name)).toEqual([1, 2, 3, 4].map((n) => name(n)));
    expect(verification.records.map(({ doubts }) => doubts)).toEqual([[], [], [], []]);
    expect(verification.records.map(({ record }) => record.keyId)).toEqual(Array(4).fill(KEY.id));
    const { sequence, digest } = { sequence: 4, digest: nth(records, -1).digest };
    expect(verification.heads).toEqual({ [PROTECTION]: { sequence, digest } });
  });

  test('of each of several protections is one of its own', async () => {
    const records = [
      ...chain(2),
      ...chainOf({ result: { protection: OTHER } }, { result: { protection: OTHER } }),
    ];
    const { findings, heads } = await verify(records);
    expect(findings).toEqual([]);
    expect(Object.keys(heads).sort()).toEqual([OTHER, PROTECTION]);
  });

  test('may be signed by several trusted keys, one after the other', async () => {
    const records = chainOf({}, { key: OTHER_KEY }, {});
    const publicKeys = [KEY.publicKey, OTHER_KEY.publicKey];
    expect(await codes(records, { publicKeys })).toEqual([]);
  });

  test('may be empty', async () => {
    expect(await verify([])).toEqual({ findings: [], records: [], heads: {} });
  });
});

describe('the chain', () => {
  test('without a record in its middle is RST808, with the name of the missing one', async () => {
    const { findings, records } = await verify(chain(4).filter((_, index) => index !== 1));
    expect(findings).toMatchObject([
      { code: 'RST808', path: name(3), reason: expect.stringContaining(name(2)) as string },
    ]);
    expect(records.map(({ doubts }) => doubts)).toEqual([[], ['RST808'], []]);
  });

  test('without its begin is RST808', async () => {
    expect(await codes(chain(3).slice(1))).toEqual([[name(2), 'RST808']]);
  });

  test('of which a record was replaced by another one with a valid signature is RST808', async () => {
    const replacement = nth(chain(2), 1);
    const records = withFailure().map((record, index) => (index === 1 ? replacement : record));
    const { findings } = await verify(records);
    expect(findings).toMatchObject([{ code: 'RST808', path: name(3) }]);
    expect(findings[0]?.reason).toContain(`${name(2)} is not the record it was signed after`);
  });

  test('of which a file was written anew with the same content is RST808, since its digest is another', async () => {
    const records = chain(2);
    const spaced = edited(nth(records, 0), () => ({ more: 1 }));
    expect(await codes([spaced, nth(records, 1)])).toEqual([[name(2), 'RST808']]);
  });

  test('without its end is whole, unless a head is known: then it is RST814', async () => {
    const records = chain(4);
    const heads = { [PROTECTION]: { sequence: 4, digest: nth(records, 3).digest } };
    expect(await codes(records, { heads })).toEqual([]);
    expect(await codes(records.slice(0, 3))).toEqual([]);
    expect(await codes(records.slice(0, 3), { heads })).toEqual([[name(4), 'RST814']]);
    expect(await codes([], { heads })).toEqual([[name(4), 'RST814']]);
  });

  test('that went on after a known head has no findings', async () => {
    const records = chain(4);
    const heads = { [PROTECTION]: { sequence: 2, digest: nth(records, 1).digest } };
    expect(await codes(records, { heads })).toEqual([]);
  });

  test('whose end was replaced is RST814 where the head is known', async () => {
    const records = chain(2);
    const heads = { [PROTECTION]: { sequence: 2, digest: nth(records, 1).digest } };
    const rewritten = chainOf({}, { result: { message: 'another story' } });
    expect(await codes(rewritten, { heads })).toEqual([[name(2), 'RST814']]);
  });

  test('a known head of a protection that nothing can be named after is found, too', async () => {
    expect(await codes([], { heads: { '../x': { sequence: 1, digest: '' } } })).toEqual([['../x', 'RST814']]);
  });

  test('with a record that is copied to a newer number is RST809, with the name of the original', async () => {
    const records = chain(3);
    const copy = renamed(nth(records, 0), name(4));
    const { findings, records: counted } = await verify([copy, ...records]);
    expect(findings).toMatchObject([{ code: 'RST809', path: name(4), reason: `it is a copy of ${name(1)}` }]);
    expect(counted).toHaveLength(3);
  });

  test('with a record that is copied to another protection is RST809, and proves nothing there', async () => {
    const records = chain(1);
    const copy = renamed(nth(records, 0), name(1, OTHER));
    const { findings, records: counted } = await verify([...records, copy]);
    expect(findings).toMatchObject([{ code: 'RST809', path: name(1, OTHER) }]);
    expect(counted.map(({ record }) => record.protection)).toEqual([PROTECTION]);
  });

  test('with a copy whose envelope is written in another way is RST809', async () => {
    const records = chain(2);
    const copy = renamed(
      edited(nth(records, 0), () => ({ more: 1 })),
      name(3),
    );
    expect(await codes([...records, copy])).toEqual([[name(3), 'RST809']]);
  });

  test('with a record that was moved is RST809, and that record is in doubt', async () => {
    const records = chain(2);
    const moved = renamed(nth(records, 1), name(7));
    const verification = await verify([nth(records, 0), moved]);
    expect(verification.findings).toMatchObject([{ code: 'RST809', path: name(7) }]);
    expect(verification.records.map(({ doubts }) => doubts)).toEqual([[], ['RST809']]);
  });

  test('in which two records follow the same one is RST810 for both', async () => {
    const records = chain(2);
    const first = nth(records, 0);
    const other = signRecord(drillInput(30), { sequence: 3, previous: first.digest }, KEY, at(32));
    expect(await codes([...records, other])).toEqual([
      [name(2), 'RST810'],
      [name(3), 'RST810'],
      [name(3), 'RST812'],
    ]);
  });

  test('with two first records is RST810 for both', async () => {
    const first = nth(chain(1), 0);
    const another = signRecord(drillInput(30), { sequence: 2, previous: undefined }, KEY, at(32));
    const found = await codes([first, another]);
    expect(found).toEqual([
      [name(1), 'RST810'],
      [name(2), 'RST810'],
      [name(2), 'RST812'],
    ]);
  });

  test.each<[string, RecordChanges]>([
    ['skips a number', { sequence: 3 }],
    ['repeats its first number', { sequence: 1 }],
    ['was signed outside of it', { sequence: 0 }],
    ['begins anew at a later number', { previous: undefined }],
  ])('with a record that %s is RST812', async (_, changes) => {
    const records = chainOf({}, changes);
    const found = await codes(records.map((record, index) => renamed(record, name(index + 1))));
    expect(found).toContainEqual([name(2), 'RST812']);
  });

  test.each<[string, RecordChanges]>([
    ['is dated before the one it follows', { recordedAt: at(1) }],
    ['ends before it begins', { result: { finishedAt: at(9).toISOString() } }],
    ['is recorded before its drill ended', { result: { finishedAt: at(13).toISOString() } }],
  ])('with a record that %s is RST811, and that record is in doubt', async (_, changes) => {
    const verification = await verify(chainOf({}, changes));
    expect([...new Set(verification.findings.map(({ code }) => code))]).toEqual(['RST811']);
    expect(verification.records.map(({ doubts }) => doubts)).toEqual([[], ['RST811']]);
  });

  test('with two records of the same moment has no findings', async () => {
    const changes = {
      recordedAt: at(2),
      result: { startedAt: at(0).toISOString(), finishedAt: at(1).toISOString() },
    };
    expect(await codes(chainOf(changes, changes))).toEqual([]);
  });

  test('with a record from the future is RST815, unless clocks only differ a little or nobody says what time it is', async () => {
    const records = chain(2);
    expect(await codes(records, { now: at(6) })).toEqual([[name(2), 'RST815']]);
    expect(await codes(records, { now: at(8) })).toEqual([]);
    expect(await codes(records)).toEqual([]);
  });

  test('with a rehearsal among drills is RST813, a warning that marks it', async () => {
    const { findings } = await verify(chainOf({}, { result: { mode: 'rehearsal' } }, {}));
    expect(findings).toMatchObject([{ code: 'RST813', severity: 'warning', path: name(2) }]);
  });

  test('of rehearsals alone has no findings', async () => {
    const rehearsal = { result: { mode: 'rehearsal' as const } };
    expect(await codes(chainOf(rehearsal, rehearsal))).toEqual([]);
  });

  test('goes on over a forged record whose digest it names: only the forged one is found', async () => {
    const first = nth(chain(1), 0);
    const forged = Buffer.from('{"forged":true}');
    const third = signRecord(drillInput(20), { sequence: 3, previous: recordDigest(forged) }, KEY, at(22));
    const records = [first, { name: name(2), content: forged }, third];
    expect(await codes(records)).toEqual([[name(2), 'RST803']]);
  });

  test('goes on over one of several forged files of the same content', async () => {
    const forged = Buffer.from('{}');
    const third = signRecord(drillInput(20), { sequence: 3, previous: recordDigest(forged) }, KEY, at(22));
    const files = [
      nth(chain(1), 0),
      { name: name(2), content: forged },
      third,
      { name: name(900), content: forged },
    ];
    expect(await codes(files)).toEqual([
      [name(2), 'RST803'],
      [name(900), 'RST803'],
    ]);
  });

  test('into which a record is put that was signed outside of it has no other doubts, and its head', async () => {
    const records = chain(2);
    const outside = signRecord(drillInput(30), { sequence: 0, previous: undefined }, KEY, at(32));
    const { findings, records: counted, heads } = await verify([...records, outside]);
    expect(findings).toMatchObject([{ code: 'RST812', path: name(0) }]);
    expect(counted.map(({ doubts }) => doubts)).toEqual([['RST812'], [], []]);
    expect(heads[PROTECTION]?.sequence).toBe(2);
    expect((await verify([outside])).heads).toEqual({});
  });

  test('with several faults at once has a finding for each', async () => {
    const failed = { result: { verdict: 'failed' as const } };
    const records = chainOf({}, failed, {}, { recordedAt: at(1) }, { key: OTHER_KEY })
      .map((record, index) => (index === 1 ? tampered(record) : record))
      .filter((_, index) => index !== 2);
    expect(await codes([...records, { name: name(6), content: Buffer.from('{') }])).toEqual([
      [name(2), 'RST805'],
      [name(4), 'RST808'],
      [name(4), 'RST811'],
      [name(5), 'RST806'],
      [name(6), 'RST803'],
    ]);
  });

  test('with any of its records removed, but the last one, is found', async () => {
    const records = chain(6);
    await fc.assert(
      fc.asyncProperty(fc.nat(4), fc.nat(4), async (a, b) => {
        const kept = records.filter((_, index) => index !== a && index !== b);
        const found = await codes(kept);
        expect(found.map(([, code]) => code)).toContain('RST808');
      }),
    );
  });
});
