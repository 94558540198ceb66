import { fillContract } from '../../../cli/sealing/fill-contract';
import { RestorableError } from '../../../lib/core/problems';
import type { RequiredSecret } from '../../../lib/plan';

const secret: RequiredSecret = {
  cluster: 'home',
  namespace: 'shop',
  name: 'postgres-app',
  type: 'kubernetes.io/basic-auth',
  roles: ['database-owner'],
  keys: [
    { key: 'username', holds: 'username', expected: 'app' },
    { key: 'password', holds: 'password' },
  ],
  source: { kind: 'sops', file: 'postgres-app.yaml' },
  usedBy: [],
};

function refused(given: Readonly<Record<string, string>>): readonly (readonly [unknown, string])[] {
  try {
    fillContract(secret, new Map(Object.entries(given)));
  } catch (error) {
    if (!RestorableError.is(error)) throw error;
    expect(error.message).not.toContain('hunter2');
    return error.problems.map((p) => [p.value, p.reason]);
  }
  return [];
}

test('every key has its value, in the order of the contract', () => {
  const filled = fillContract(
    secret,
    new Map([
      ['password', 'hunter2'],
      ['username', 'app'],
    ]),
  );
  expect([...filled]).toEqual([
    ['username', 'app'],
    ['password', 'hunter2'],
  ]);
});

test('what the composition knows need not be given', () => {
  expect(fillContract(secret, new Map([['password', 'hunter2']])).get('username')).toBe('app');
});

test('everything that does not fit is refused at once, and no value is repeated', () => {
  expect(refused({ pasword: 'hunter2', username: 'hunter2', zzz: '1' })).toEqual([
    ["'pasword'", 'the contract has no such key; did you mean password?'],
    ["'zzz'", 'the contract has no such key'],
    ["'username'", "the composition needs it to be 'app'"],
    ["'password'", 'the value is missing: the password'],
  ]);
});

test('an empty value is none', () => {
  expect(refused({ password: '' })).toEqual([["'password'", 'the value is empty']]);
});
