import { CONTAINER_LIMITS, quotaFor } from '../../../lib/drill/site/limits';
import { codesOf } from '../problems';

test('the quota has room for all drills at once', () => {
  expect(quotaFor([{ cpu: '500m', memory: '1Gi', storage: '30Gi' }, { storage: '100G' }])).toEqual({
    'requests.cpu': '2500m',
    'requests.memory': '5120Mi',
    'requests.storage': `${30 * 1024 + Math.ceil(1e11 / 2 ** 20)}Mi`,
    pods: '12',
    'services.loadbalancers': '0',
    'services.nodeports': '0',
  });
});

test('a drill that says nothing gets room for a small database', () => {
  expect(quotaFor([{}])).toMatchObject({
    'requests.cpu': '1500m',
    'requests.memory': '3072Mi',
    'requests.storage': '20480Mi',
  });
});

test('an unreadable quantity is refused', () => {
  expect(codesOf(() => quotaFor([{ storage: '20GB' }]))).toEqual(['RST104']);
});

test('containers without resources get requests that the quota can count, and a limit the sidecar survives', () => {
  expect(CONTAINER_LIMITS.limits).toEqual([
    { type: 'Container', default: { memory: '1Gi' }, defaultRequest: { cpu: '50m', memory: '128Mi' } },
  ]);
});
