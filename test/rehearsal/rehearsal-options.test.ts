import { RestorableError } from '../../lib/core/problems';
import type { ProtectionPlan } from '../../lib/plan';
import { rehearse, type RehearsalOptions } from '../../lib/rehearsal';
import { embeddedChecks, PROJECT, rehearsedProtection } from './protection';

/** The problems with which a rehearsal does not begin. */
async function problemsOf(options: Partial<RehearsalOptions>) {
  const refused: unknown = await rehearse({
    protection: rehearsedProtection(),
    runChecks: embeddedChecks,
    project: PROJECT,
    ...options,
  }).catch((error: unknown) => error);
  return RestorableError.is(refused) ? refused.problems : refused;
}

const protection: ProtectionPlan = rehearsedProtection();

test.each([
  ['another kind of protection', { kind: 'EtcdSnapshots' }, 'only a PostgresCluster can run here'],
  [
    'a waived drill',
    { drill: { waived: { reason: 'not yet', owner: 'data', until: '2027-01-01' } } },
    'its drill is waived: not yet',
  ],
  [
    'a plan without a database',
    { source: { owner: 'app' } },
    'the plan does not name its database and its owner',
  ],
])('%s cannot be rehearsed', async (_what, changed, reason) => {
  expect(await problemsOf({ protection: { ...protection, ...changed } })).toMatchObject([
    { code: 'RST855', path: 'safeops/develop/orders', reason },
  ]);
});

test.each([0, 0.5, -1, NaN, Infinity, 10 ** 7])('a deadline of %d s is refused', async (deadline) => {
  expect(await problemsOf({ deadline })).toMatchObject([{ code: 'RST858', property: 'deadline' }]);
});
