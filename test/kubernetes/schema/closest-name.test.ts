import { tryFindClosest } from '../../../lib/kubernetes/schema';

describe('tryFindClosest', () => {
  const names = ['storage', 'walStorage', 'instances', 'imageName'];

  test.each([
    ['storge', 'storage'],
    ['sotrage', 'storage'],
    ['Storage', 'storage'],
    ['instance', 'instances'],
    ['imagename', 'imageName'],
  ])('finds for %s the name %s', (name, closest) => {
    expect(tryFindClosest(name, names)).toBe(closest);
  });

  test.each(['replicas', 'x', ''])('finds nothing near %j', (name) => {
    expect(tryFindClosest(name, names)).toBeUndefined();
  });
});
