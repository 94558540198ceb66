import { chooseProtections } from '../../../cli/rehearse/choose-protections';
import { Check } from '../../../lib/drill';
import type { ProtectionPlan } from '../../../lib/plan';
import { refusal } from '../../core/refusal';
import { drilledProtection } from '../../drill/protection';

const named = (id: string): ProtectionPlan => ({
  ...drilledProtection('orders', { checks: [Check.write()] }),
  id,
});

const DEVELOP = named('safeops/develop/orders');
const PRODUCTION = named('safeops/production/orders');
const WAIVED: ProtectionPlan = {
  ...named('safeops/develop/cache'),
  drill: { waived: { reason: 'it is filled anew', owner: 'team', until: '2027-01-01' } },
};
const OTHER_KIND: ProtectionPlan = { ...named('safeops/develop/files'), kind: 'NamespaceBackup' };
const ALL = [DEVELOP, WAIVED, OTHER_KIND, PRODUCTION];

const ids = (protections: readonly ProtectionPlan[]) => protections.map(({ id }) => id);

test('without names all that can be rehearsed are chosen, and the others are told with a reason', () => {
  const { chosen, skipped } = chooseProtections(ALL, []);
  expect(ids(chosen)).toEqual([DEVELOP.id, PRODUCTION.id]);
  expect(skipped).toEqual([
    { protection: WAIVED.id, reason: 'its drill is waived: it is filled anew' },
    { protection: OTHER_KIND.id, reason: 'only a PostgresCluster can run here' },
  ]);
});

test.each([
  [['safeops/production/orders'], [PRODUCTION.id]],
  [['develop/orders'], [DEVELOP.id]],
  [['orders'], [DEVELOP.id, PRODUCTION.id]],
  [
    ['production/orders', 'orders'],
    [DEVELOP.id, PRODUCTION.id],
  ],
])('%j names %j, each once and in the order of the plan', (names, expected) => {
  expect(ids(chooseProtections(ALL, names).chosen)).toEqual(expected);
});

test.each([
  ['ordrs', 'did you mean orders?'],
  ['safeops/prodution/orders', 'did you mean safeops/production/orders?'],
  ['nothing-like-it', 'there is none of that name'],
])('%s is RST730', (name, reason) => {
  expect(refusal(() => chooseProtections(ALL, [name]))).toMatchObject({ code: 'RST730', reason });
});

test('a name does not match in the middle of a part', () => {
  expect(refusal(() => chooseProtections(ALL, ['rders']))).toMatchObject({ code: 'RST730' });
});

test('one that cannot be rehearsed is refused where it is named: RST855', () => {
  expect(refusal(() => chooseProtections(ALL, ['cache']))).toMatchObject({ code: 'RST855', path: WAIVED.id });
});

test('where there is nothing to rehearse that is RST731, with the reasons', () => {
  expect(refusal(() => chooseProtections([WAIVED], []))).toMatchObject({
    code: 'RST731',
    reason: expect.stringContaining('its drill is waived') as string,
  });
  expect(refusal(() => chooseProtections([], []))).toMatchObject({ reason: 'nothing is protected' });
});
