import { DRILL_DOCUMENT_VERSION, RECOVERY_PLAN_VERSION, Witness } from '../../lib';
import { composed, valueAt } from '../postgres/fixture';

/** Everything in plain data that is no map, list, text, number or truth value. */
function notPlain(value: unknown, path = ''): readonly string[] {
  if (typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)) return [];
  if (typeof value !== 'object' || value === null) return [path];
  const prototype: unknown = Object.getPrototypeOf(value);
  const plain = Array.isArray(value) || prototype === Object.prototype;
  return plain ? Object.entries(value).flatMap(([key, item]) => notPlain(item, `${path}.${key}`)) : [path];
}

const composition = composed({ witness: Witness.every('5m', { counts: ['orders'] }) });

test('plan and documents say which shape they have, so that readers can refuse another', () => {
  expect(composition.plan.version).toBe(RECOVERY_PLAN_VERSION);
  const document = valueAt(composition.find('ConfigMap', 'shop-orders-plan'), 'data') as Record<
    string,
    string
  >;
  expect(JSON.parse(document['plan.json'] ?? '')).toMatchObject({ version: DRILL_DOCUMENT_VERSION });
});

test('the plan is plain data: nothing in it is lost when it is written', () => {
  expect(notPlain(composition.plan)).toEqual([]);
});

test('times are seconds, schedules cron text', () => {
  const [protection] = composition.plan.protections;
  expect(protection?.objectives).toEqual({ rpo: 900, rto: 1800, retention: 14 * 86_400 });
  expect(protection?.backup.schedule.split(' ')).toHaveLength(6);
  expect(String(valueAt(protection, 'drill.schedule')).split(' ')).toHaveLength(5);
});
