import { FluxFolder, Protection, Schedule } from '../../lib';
import { composed, Fixture } from './fixture';

const PATH = 'home/shop/data--postgres/orders';

describe('its name', () => {
  test.each(['Orders_DB', '1orders', 'orders.db', '-orders', 'o'.repeat(51)])(
    "'%s' is refused, and nothing else of it (RST105)",
    (name) => {
      const fixture = new Fixture();
      fixture.addDatabase(name, { backup: { base: Schedule.daily('02:00') } });
      const composition = fixture.compose();
      expect(composition.codes).toEqual(['RST105']);
      expect(composition.problem('RST105')).toMatchObject({ property: 'name', value: `'${name}'` });
    },
  );

  test('may have 50 characters, if the drill named after it and its environment does not have more', () => {
    const fixture = new Fixture();
    fixture.addDatabase('o'.repeat(45));
    expect(fixture.compose().codes).toEqual([]);
    const longer = new Fixture();
    longer.addDatabase('o'.repeat(50));
    expect(longer.compose().codes).toEqual(['RST626']);
  });

  test('is given to one database of an environment: two drills of one name would meet (RST626)', () => {
    const fixture = new Fixture();
    fixture.addDatabase('orders');
    fixture.addDatabase('orders', { namespace: 'other' }, new FluxFolder(fixture.environment, 'data/other'));
    expect(fixture.compose().problem('RST626').value).toBe("'shop-orders'");
  });
});

describe('objectives', () => {
  test('are those of the environment, each of which can be replaced', () => {
    const fixture = new Fixture();
    const database = fixture.addDatabase('orders', { objectives: { rpo: '10m' } });
    expect(database.objectives.toString()).toBe('RPO 10m, RTO 30m, retention 14 days');
    expect(fixture.compose().plan.protections[0]?.objectives).toEqual({
      rpo: 600,
      rto: 1800,
      retention: 14 * 86_400,
    });
  });

  test.each([
    [{ rpo: 'soon' }, 'RST101', 'objectives.rpo'],
    [{ retention: '2y' }, 'RST106', 'objectives.retention'],
    [{ rpo: '30d' }, 'RST109', 'objectives.rpo'],
  ])('%j is reported (%s)', (objectives, code, property) => {
    expect(composed({ objectives }).problem(code)).toMatchObject({ path: PATH, property });
  });
});

describe('in the plan', () => {
  test('it stands under an id of its own with everything a drill must know of it', () => {
    const { plan, drillCluster } = composed();
    expect(plan.protections).toHaveLength(1);
    expect(plan.protections[0]).toMatchObject({
      id: 'home/shop/orders',
      kind: 'PostgresCluster',
      cluster: 'home',
      environment: 'shop',
      namespace: 'shop',
      name: 'orders',
      source: {
        database: 'orders',
        owner: 'orders',
        postgresMajor: 17,
        archivedBy: 'plugin',
        drillCluster,
        drillObjectStore: 'shop-orders',
      },
      volumes: ['orders-*'],
    });
  });

  test('it is the same at every call', () => {
    const database = new Fixture().addDatabase();
    expect(database.plan()).toEqual(database.plan());
  });

  test('it is found as a Protection', () => {
    const fixture = new Fixture();
    const database = fixture.addDatabase();
    expect(Protection.is(database)).toBe(true);
    expect(Protection.allIn(fixture.app)).toEqual([database]);
  });
});
