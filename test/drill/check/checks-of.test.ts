import { Check, inspectChecks, planChecks, type CheckSituation } from '../../../lib/drill';
import { Gathered } from '../problems';

const counting = Check.query('SELECT count(*) FROM orders', { atLeast: 1 });

function codes(checks: readonly Check[], situation: CheckSituation = {}): readonly string[] {
  const report = new Gathered();
  inspectChecks(checks, situation, report);
  return report.codes;
}

test('names are made unique in the order of the checks', () => {
  const checks = [Check.write(), Check.write({ name: 'write (2)' }), Check.write(), Check.write()];
  expect(planChecks(checks, { rpo: 1 }).map(({ name }) => name)).toEqual([
    'write',
    'write (2)',
    'write (3)',
    'write (4)',
  ]);
});

test('a drill without checks is an error', () => {
  expect(codes([])).toEqual(['RST614']);
});

test('checks of the shape alone are a warning', () => {
  const report = new Gathered();
  inspectChecks([Check.schema('public'), Check.tables('orders')], {}, report);
  expect(report.problems).toMatchObject([{ code: 'RST615', severity: 'warning' }]);
});

test('one check that reads data is enough', () => {
  expect(codes([Check.schema('public'), counting])).toEqual([]);
});

test('a check by the witness needs one', () => {
  expect(codes([counting, Check.freshness({ by: 'witness' })])).toEqual(['RST613']);
  expect(codes([counting, Check.freshness({ by: 'witness' })], { witness: { counts: [] } })).toEqual([]);
});

test('relative counts need a witness that counts', () => {
  const relative = Check.rowCounts({ within: '5%' });
  expect(codes([relative])).toEqual(['RST613']);
  expect(codes([relative], { witness: { counts: [] } })).toEqual(['RST613']);
  expect(codes([relative], { witness: { counts: ['orders'] } })).toEqual([]);
});
