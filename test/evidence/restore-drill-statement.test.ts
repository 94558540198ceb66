import { readStatement } from '../../lib/evidence/read-statement';
import { inputOf, restoreDrillStatement } from '../../lib/evidence/restore-drill-statement';
import { canonicalJson } from '../../lib/evidence';
import { refusal } from '../core/refusal';
import { at, CONFIGURATION, drillInput, drillResult, nth, PROTECTION } from './records';

const FIRST = { sequence: 1, previous: undefined };
const STATEMENT = restoreDrillStatement({ ...drillInput(), trigger: 'schedule' }, FIRST, at(2));

function read(statement: unknown) {
  return readStatement(Buffer.from(canonicalJson(statement)));
}

test('a statement binds the result to the protection, its configuration, the revision and its place', () => {
  expect(STATEMENT).toEqual({
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: PROTECTION, digest: { sha256: CONFIGURATION } }],
    predicateType: 'https://restorable.dev/attestations/restore-drill/v1',
    predicate: {
      sequence: 1,
      previous: null,
      recordedAt: at(2).toISOString(),
      revision: `main@sha1:${'ab'.repeat(20)}`,
      trigger: 'schedule',
      cleanup: { verified: false },
      measured: { rpo: 120, rto: 43 },
      result: drillResult(),
    },
  });
  const second = restoreDrillStatement(drillInput(), { sequence: 2, previous: 'd1'.repeat(32) }, at(2));
  expect(second.predicate.previous).toEqual({ sha256: 'd1'.repeat(32) });
});

test('the worst target counts; where a target was not measured the worst is not known', () => {
  const target = nth(drillResult().targets, 0);
  const slower = { ...target, measuredRpo: 60, measuredRto: 90 };
  const measured = (targets: (typeof target)[]) =>
    restoreDrillStatement(drillInput(0, { targets }), FIRST, at(2)).predicate.measured;
  expect(measured([target, slower])).toEqual({ rpo: 120, rto: 90 });
  expect(measured([target, { target: { kind: 'latest' }, measuredRpo: 1, checks: [] }])).toEqual({
    rpo: 120,
  });
  expect(measured([])).toEqual({});
});

test('a clean-up is verified where it was looked for what is left, and nothing was', () => {
  const cleanup = (changes: Parameters<typeof drillInput>[1]) =>
    restoreDrillStatement(drillInput(0, changes), FIRST, at(2)).predicate.cleanup;
  const phases = [{ name: 'verify-clean', startedAt: at(1).toISOString(), duration: 40 }] as const;
  expect(cleanup({ phases, cleanedUp: true })).toEqual({ verified: true, at: at(1).toISOString() });
  expect(cleanup({ phases, cleanedUp: false })).toEqual({ verified: false, at: at(1).toISOString() });
  expect(cleanup({ phases: [], cleanedUp: true })).toEqual({ verified: false });
});

test('a configuration that is no SHA-256 is refused as RST820', () => {
  const input = { ...drillInput(), configuration: 'ABC' };
  expect(refusal(() => restoreDrillStatement(input, FIRST, at(2)))).toMatchObject({
    code: 'RST820',
    property: 'configuration',
  });
});

test('a statement is read back, and says what was recorded', () => {
  const found = read(STATEMENT);
  expect(found).toEqual({ kind: 'restore-drill', statement: STATEMENT });
  expect(inputOf(STATEMENT)).toEqual({ ...drillInput(), trigger: 'schedule' });
});

test.each([
  ['another statement type', { ...STATEMENT, _type: 'https://in-toto.io/Statement/v0.1' }],
  ['another predicate', { ...STATEMENT, predicateType: 'https://slsa.dev/provenance/v1' }],
  ['no object', 7],
])('%s is a statement of another kind', (_, statement) => {
  expect(read(statement).kind).toBe('other');
});

test('what is no JSON is unreadable', () => {
  expect(readStatement(Buffer.from('{')).kind).toBe('unreadable');
});

const { predicate } = STATEMENT;
const { result } = predicate;

test.each([
  ['subject', { subject: [] }],
  ['subject', { subject: [...STATEMENT.subject, ...STATEMENT.subject] }],
  ['subject', { subject: [{ name: PROTECTION, digest: { sha1: 'ab' } }] }],
  ['subject or sequence', { subject: [{ ...STATEMENT.subject[0], name: '../elsewhere' }] }],
  ['subject or sequence', { predicate: { ...predicate, sequence: 1.5 } }],
  ['subject or sequence', { predicate: { ...predicate, sequence: -1 } }],
  ['subject or sequence', { predicate: { ...predicate, sequence: 1e12 } }],
  ['previous', { predicate: { ...predicate, previous: 'd1'.repeat(32) } }],
  ['recordedAt', { predicate: { ...predicate, recordedAt: 'yesterday' } }],
  ['recordedAt', { predicate: { ...predicate, recordedAt: '2027-01-03T04:00:00+01:00' } }],
  ['recordedAt', { predicate: { ...predicate, recordedAt: '2027-13-03T04:00:00Z' } }],
  ['revision', { predicate: { ...predicate, revision: 1 } }],
  ['trigger', { predicate: { ...predicate, trigger: [] } }],
  ['result.protection', { predicate: { ...predicate, result: { ...result, protection: 'a/b/c' } } }],
  ['result.mode', { predicate: { ...predicate, result: { ...result, mode: 'Drill' } } }],
  ['result.verdict', { predicate: { ...predicate, result: { ...result, verdict: 'green' } } }],
  ['result.finishedAt', { predicate: { ...predicate, result: { ...result, finishedAt: 0 } } }],
  ['result.objectives', { predicate: { ...predicate, result: { ...result, objectives: { rpo: 1 } } } }],
  ['result.targets', { predicate: { ...predicate, result: { ...result, targets: [null] } } }],
  [
    'result.targets',
    { predicate: { ...predicate, result: { ...result, targets: [{ target: 1, checks: [] }] } } },
  ],
  ['result.cleanedUp', { predicate: { ...predicate, result: { ...result, cleanedUp: 'yes' } } }],
])('a statement with another %s is unreadable, and it is said where', (part, changes) => {
  expect(read({ ...STATEMENT, ...changes })).toEqual({
    kind: 'unreadable',
    reason: `${part} is missing or of another kind`,
  });
});

test('times of PostgreSQL, to the microsecond, are read', () => {
  const precise = { ...predicate, result: { ...result, startedAt: '2027-01-03T04:00:00.000001Z' } };
  expect(read({ ...STATEMENT, predicate: precise }).kind).toBe('restore-drill');
});
