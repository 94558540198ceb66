import { Sops } from '../../lib';

test('an age key is read from a Secret in the namespace of Flux', () => {
  expect(Sops.age('sops-age')).toEqual({ provider: 'sops', secret: 'sops-age', keys: ['age.agekey'] });
});
