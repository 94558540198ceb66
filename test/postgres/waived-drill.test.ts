import { Drill } from '../../lib';
import { composed, Fixture } from './fixture';

const PATH = 'home/shop/data--postgres/orders';

describe('a waived drill', () => {
  const props = { reason: 'No staff to look at it', owner: 'Ann', until: '2027-01-31' };
  const on = (today: string) => new Fixture({ app: { today: new Date(today) } });

  test('stands in the plan in the place of the drill, and nothing of a drill is made', () => {
    const composition = composed({ drill: Drill.waived(props) }, on('2026-12-01'));
    expect(composition.codes).toEqual([]);
    expect(composition.plan.protections[0]?.drill).toEqual({ waived: props });
    expect(composition.plan.protections[0]?.source).not.toHaveProperty('drillCluster');
    expect(composition.findAll('CronJob')).toEqual([]);
    expect(composition.plan.requiredSecrets.map(({ name }) => name)).toEqual(['backup-s3']);
  });

  test('holds until the end of its last day (RST621)', () => {
    const last = composed({ drill: Drill.waived(props) }, on('2027-01-31T23:59:59Z'));
    expect(last.codes).toEqual([]);
    const after = composed({ drill: Drill.waived(props) }, on('2027-02-01T00:00:00Z'));
    expect(after.problem('RST621')).toMatchObject({ severity: 'error', path: PATH, value: "'2027-01-31'" });
  });

  test('for more than a year is warned about (RST622)', () => {
    const far = composed({ drill: Drill.waived(props) }, on('2025-12-01'));
    expect(far.problem('RST622')).toMatchObject({ severity: 'warning', path: PATH });
  });

  test('changes no byte of what is written, whatever the day', () => {
    const files = (today: string) => composed({ drill: Drill.waived(props) }, on(today)).files;
    expect(files('2030-01-01')).toEqual(files('2026-12-01'));
  });
});
