import { Drill, Waiver, type WaiverProps } from '../../lib/drill';
import { codesOf, Gathered } from './problems';

const props: WaiverProps = {
  reason: 'rebuilt from the upstream registry',
  owner: 'data team',
  until: '2027-01-31',
};

function codesOn(day: string, until = props.until): readonly string[] {
  const report = new Gathered();
  Drill.waived({ ...props, until }).inspect(new Date(day), report);
  return report.codes;
}

test('a waiver is planned as written', () => {
  const waiver = Drill.waived({ ...props, reason: `  ${props.reason} ` });
  expect(Waiver.is(waiver)).toBe(true);
  expect(Waiver.is({ ...props })).toBe(false);
  expect(waiver.plan()).toEqual({ waived: props });
});

test('a waiver holds to the end of its last day in UTC', () => {
  const waiver = Drill.waived(props);
  expect(waiver.isExpired(new Date('2027-01-31T23:59:59.999Z'))).toBe(false);
  expect(waiver.isExpired(new Date('2027-02-01T00:00:00Z'))).toBe(true);
});

test('an expired waiver is an error', () => {
  const report = new Gathered();
  Drill.waived(props).inspect(new Date('2027-02-01T00:00:00Z'), report);
  expect(report.problems).toMatchObject([{ code: 'RST621', severity: 'error', value: "'2027-01-31'" }]);
  expect(report.problems[0]?.reason).toContain('data team');
});

test('a waiver that holds is no problem', () => {
  expect(codesOn('2027-01-31T12:00:00Z')).toEqual([]);
});

test('a waiver for more than 365 days is a warning', () => {
  expect(codesOn('2027-01-01T00:00:00Z', '2028-01-01')).toEqual([]);
  const report = new Gathered();
  Drill.waived({ ...props, until: '2028-01-02' }).inspect(new Date('2027-01-01T00:00:00Z'), report);
  expect(report.problems).toMatchObject([{ code: 'RST622', severity: 'warning' }]);
});

test.each<[string, Partial<WaiverProps>]>([
  ['an empty reason', { reason: '' }],
  ['a reason of one word', { reason: 'unnecessarily' }],
  ['a reason of a few letters', { reason: 'not now' }],
  ['no owner', { owner: ' ' }],
  ['a day that is not in the calendar', { until: '2027-02-30' }],
  ['a time', { until: '2027-01-31T00:00:00Z' }],
  ['another form of date', { until: '31.01.2027' }],
  ['a year alone', { until: '2027' }],
])('%s is refused', (_what, wrong) => {
  expect(codesOf(() => Drill.waived({ ...props, ...wrong }))).toEqual(['RST620']);
});
