import { ApiObject } from 'cdk8s';
import { Credentials, Duration, Environment, Inspection } from '../../lib';
import { Fixture, S3_KEYS, STORE } from '../postgres/fixture';
import { thrownBy } from '../storage/problem-codes';

const DRILL_CREDENTIALS = Credentials.existing('drill-s3', S3_KEYS);

function problemsOf(props: ConstructorParameters<typeof Fixture>[0]) {
  const { app } = new Fixture(props);
  return Inspection.problemsIn(app).map(({ code, path, property }) => `${code} ${path} ${property ?? ''}`);
}

test('an environment has a name, a namespace, objectives, a store and credentials', () => {
  const { environment, cluster } = new Fixture();
  expect(environment.name).toBe('shop');
  expect(environment.cluster).toBe(cluster);
  expect(environment.defaultNamespace).toBe('shop');
  expect(environment.objectives.toString()).toBe('RPO 15m, RTO 30m, retention 14 days');
  expect(environment.store).toBe(STORE);
  expect(Environment.isEnvironment(environment)).toBe(true);
  expect(Environment.isEnvironment(cluster)).toBe(false);
});

test('it is found from everything below it, and missed above (RST312)', () => {
  const { environment, folder, cluster } = new Fixture();
  const object = new ApiObject(folder, 'x', { apiVersion: 'v1', kind: 'ConfigMap' });
  expect(Environment.findOf(object)).toBe(environment);
  expect(Environment.findOf(environment)).toBe(environment);
  expect(thrownBy(() => Environment.findOf(cluster))).toMatchObject([{ code: 'RST312', path: 'home' }]);
});

test('the deadline of its drills is read', () => {
  const drill = { namespace: 'lab', credentials: DRILL_CREDENTIALS, deadline: '3h' };
  const { environment } = new Fixture({ environment: { drill } });
  expect(environment.drill.deadline).toEqual(Duration.hours(3));
  expect(new Fixture().environment.drill).not.toHaveProperty('deadline');
});

describe('what is wrong with it is reported at it', () => {
  test.each([
    [
      'objectives',
      { objectives: { rpo: 'soon', rto: '0s', retention: '2y' } },
      [
        'RST101 home/shop objectives.rpo',
        'RST106 home/shop objectives.retention',
        'RST109 home/shop objectives.rto',
      ],
    ],
    ['the namespace', { namespace: 'Shop' }, ['RST105 home/shop namespace']],
    [
      'the deadline of drills',
      {
        drill: { namespace: 'lab', credentials: DRILL_CREDENTIALS, deadline: 'soon' },
      },
      ['RST101 home/shop drill.deadline'],
    ],
    [
      'a drill namespace that holds live data',
      {
        drill: { namespace: 'shop', credentials: DRILL_CREDENTIALS },
      },
      ['RST310 home/shop drill.namespace'],
    ],
  ])('%s', (_, environment, expected) => {
    expect(problemsOf({ environment })).toEqual(expected);
  });

  test('its name (RST105)', () => {
    const fixture = new Fixture();
    fixture.addEnvironment('Pre_Production', { namespace: 'pre' });
    expect(Inspection.problemsIn(fixture.app)).toMatchObject([
      { code: 'RST105', path: 'home/Pre_Production', property: 'name' },
    ]);
  });
});
