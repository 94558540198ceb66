import { Check } from '../../lib/drill';
import { restsOnWitness } from '../../lib/drill/rests-on-witness';

const plan = (check: { plan(context: { rpo: number }): Parameters<typeof restsOnWitness>[0] }) =>
  check.plan({ rpo: 900 });

test.each([
  ['freshness by the witness', Check.freshness({ by: 'witness' }), true],
  ['freshness by the archive', Check.freshness({ by: 'archive' }), false],
  ['counts the witness wrote', Check.rowCounts({ within: '5%' }), true],
  ['counts of its own', Check.rowCounts({ orders: { atLeast: 1 } }), false],
  ['a query', Check.query('SELECT count(*) FROM orders', { atLeast: 1 }), false],
])('%s', (_what, check, expected) => {
  expect(restsOnWitness(plan(check))).toBe(expected);
});
