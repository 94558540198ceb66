import { EtcdCheck } from '../../../lib';
import { planChecks } from '../../../lib/drill/check/checks-of';
import type { CheckPlan } from '../../../lib/plan';
import { runEtcdChecks } from '../../../runner/etcd/checks';
import type { ReadRange } from '../../../runner/etcd/key-value';

const signal = new AbortController().signal;
const KEYS = [
  '/registry/namespaces/kube-system',
  '/registry/namespaces/shop',
  '/registry/secrets/shop/a',
  '/registry/secrets/shop/b',
  '/registry/apiextensions.k8s.io/customresourcedefinitions/clusters.postgresql.cnpg.io',
  '/registry/apiextensions.k8s.io/customresourcedefinitions/backups.postgresql.cnpg.io',
  '/registry/postgresql.cnpg.io/clusters/shop/orders',
];

const range: ReadRange = ({ key, isPrefix = false, only }) => {
  const found = KEYS.filter((one) => (isPrefix ? one.startsWith(key) : one === key));
  const entries = only === 'count' ? [] : found.map((one) => ({ key: one, value: Buffer.alloc(0) }));
  return Promise.resolve({ count: found.length, entries });
};

const plansOf = (...checks: Parameters<typeof planChecks>[0]) => planChecks(checks, { rpo: 3600 });

async function one(check: Parameters<typeof planChecks>[0][number], read = range) {
  const [result] = await runEtcdChecks(plansOf(check), read, signal);
  return result;
}

test('namespaces that were expected are there, and those that are missing are named', async () => {
  expect(await one(EtcdCheck.namespaces('kube-system', 'shop'))).toMatchObject({
    status: 'passed',
    actual: '2 of 2 there',
  });
  expect(await one(EtcdCheck.namespaces('shop', 'gone'))).toMatchObject({
    status: 'failed',
    actual: '1 of 2 there',
    reason: expect.stringContaining('gone') as unknown,
  });
});

test('keys below a prefix are counted', async () => {
  const prefix = '/registry/secrets/shop/';
  expect(await one(EtcdCheck.keys(prefix, { atLeast: 2 }))).toMatchObject({ status: 'passed', actual: '2' });
  expect(await one(EtcdCheck.keys(prefix, { equals: 3 }))).toMatchObject({ status: 'failed', actual: '2' });
});

test('a custom resource is defined and has an object: either alone is not enough', async () => {
  const status = async (name: string) => (await one(EtcdCheck.customResources(name)))?.status;
  expect(await status('clusters.postgresql.cnpg.io')).toBe('passed');
  expect(await status('backups.postgresql.cnpg.io')).toBe('failed');
  expect(await status('poolers.postgresql.cnpg.io')).toBe('failed');
});

test('an etcd that does not answer is an error of each check, and stops none of the others', async () => {
  let asked = 0;
  const silent: ReadRange = (request, stop) =>
    (asked += 1) === 1 ? Promise.reject(new Error('secret-of-nobody')) : range(request, stop);
  const plans = plansOf(
    EtcdCheck.namespaces('shop'),
    EtcdCheck.keys('/registry/secrets/shop/', { equals: 2 }),
  );
  const results = await runEtcdChecks(plans, silent, signal);
  expect(results.map(({ status }) => status)).toEqual(['error', 'passed']);
  expect(JSON.stringify(results)).not.toContain('secret-of-nobody');
});

test('a check of another system is shown as not run, never as passed', async () => {
  const plan: CheckPlan = {
    kind: 'namespace.ready',
    name: 'ready',
    timeout: 5,
    namespace: 'shop',
    workloads: [],
    runsIn: ['cluster'],
  };
  expect(await runEtcdChecks([plan], range, signal)).toMatchObject([{ status: 'not-run' }]);
});

test('after the end of the drill nothing is asked any more', async () => {
  const results = await runEtcdChecks(plansOf(EtcdCheck.namespaces('shop')), range, AbortSignal.abort());
  expect(results).toMatchObject([{ status: 'not-run', reason: 'the drill was ended before' }]);
});
