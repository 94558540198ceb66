import { mergePlans } from '../../lib/report';
import { planOf, protection } from './plan';

test('the plan of one app is that plan', () => {
  const plan = planOf([protection('home/shop/orders')]);
  expect(mergePlans([plan])).toBe(plan);
});

test('the plans of several apps are one, each part in the order of the apps', () => {
  const [east, west] = [planOf([protection('east/shop/a')]), planOf([protection('west/shop/a')])];
  expect(mergePlans([west, east])).toEqual({
    version: 1,
    clusters: [...west.clusters, ...east.clusters],
    protections: [...west.protections, ...east.protections],
    requiredSecrets: [],
  });
});
