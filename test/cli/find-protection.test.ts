import { findProtection } from '../../cli/find-protection';
import { drilledProtection } from '../drill/protection';

const ORDERS = drilledProtection('orders');
const STAGING = { ...ORDERS, id: 'safeops/staging/orders' };
const USERS = drilledProtection('users');

test('a protection is found by its id, and by the end of it', () => {
  for (const name of ['safeops/develop/users', 'develop/users', 'users'])
    expect(findProtection([ORDERS, USERS], name)).toBe(USERS);
});

test.each([
  ['usres', 'did you mean users?'],
  ['develop/usrs', 'did you mean develop/users?'],
  ['something else', 'there is none of that name'],
  ['ops/develop/users', 'did you mean safeops/develop/users?'],
])('an unknown name is refused: %s', (name, reason) => {
  expect(() => findProtection([ORDERS, USERS], name)).toThrow(
    expect.objectContaining({
      problems: [expect.objectContaining({ code: 'RST730', reason }) as unknown],
    }) as Error,
  );
});

test('a name that several have is refused, with their ids', () => {
  expect(() => findProtection([ORDERS, STAGING], 'orders')).toThrow(
    /several are called so: safeops\/develop\/orders, safeops\/staging\/orders/,
  );
});
