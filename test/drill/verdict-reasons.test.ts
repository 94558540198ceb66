import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  ETCD_REASONS,
  POSTGRES_REASONS,
  SHARED_REASONS,
  VELERO_REASONS,
  verdictOf,
  type DrillReason,
  type VerdictReason,
} from '../../lib/drill/verdict-reasons';
import { VERDICT_REASONS } from '../../lib/rehearsal';

const KINDS = [POSTGRES_REASONS, ETCD_REASONS, VELERO_REASONS] as const;
const REASONS = Object.entries<VerdictReason>(POSTGRES_REASONS);
/** A code that several kinds of drills give stands here once for each. */
const ALL = KINDS.flatMap((reasons) => Object.entries<VerdictReason>(reasons));

/** The runner's own text: only there can a reason be given. */
const RUNNER = readdirSync(join(__dirname, '..', '..', 'runner'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => readFileSync(join(__dirname, '..', '..', 'runner', path), 'utf8'))
  .join('\n');

test.each([...new Map(ALL)])(
  '%s is written for alerts, explained, and given by the runner',
  (code, { meaning, advice }) => {
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
    for (const text of [meaning, advice]) expect(text).toMatch(/^[A-Z].*\.$/);
    expect(RUNNER).toContain(`'${code}'`);
  },
);

test.each(KINDS.map((reasons) => [Object.entries<VerdictReason>(reasons)]))(
  'there is one way to pass (%#)',
  (reasons) => {
    expect(reasons.filter(([, { verdict }]) => verdict === 'passed').map(([code]) => code)).toEqual([
      'restored-and-checked',
    ]);
  },
);

test('a reason is the same verdict whatever is drilled', () => {
  for (const [code, { verdict }] of ALL)
    expect([code, verdictOf(code as DrillReason)]).toEqual([code, verdict]);
});

test('what a drill and a rehearsal call by the same code is the same verdict', () => {
  const rehearsed: Readonly<Record<string, VerdictReason>> = VERDICT_REASONS;
  const both = REASONS.filter(([code]) => code in rehearsed);
  expect(both.length).toBeGreaterThan(Object.keys(SHARED_REASONS).length);
  for (const [code, { verdict }] of both) expect([code, rehearsed[code]?.verdict]).toEqual([code, verdict]);
});
