import { BackupStore, Check, Credentials, FluxFolder, RestoreTo, Schedule, Witness } from '../../../lib';
import { composed, DRILL, EVIDENCE, Fixture, READS_DATA, S3_KEYS, valueAt } from '../fixture';

const ROLE = 'arn:aws:iam::123456789012:role/';

describe('the plan of a drill', () => {
  test('names it after environment and Cluster, in the drill namespace', () => {
    const { plan } = composed();
    expect(plan.protections[0]?.drill).toMatchObject({
      name: 'shop-orders',
      namespace: 'restore-test',
      schedule: '0 4 * * 0',
      longestGap: 7 * 86_400,
      targets: [{ kind: 'latest' }, { kind: 'pointInTime', before: 600 }],
      credentials: { secret: 'drill-s3', keys: S3_KEYS },
    });
    expect(plan.protections[0]?.source['drillObjectStore']).toBe('shop-orders');
  });

  test('takes schedule, targets and deadline as declared', () => {
    const { plan, codes } = composed({
      drill: {
        schedule: Schedule.firstWeekdayOfMonth('mon', '03:00'),
        checks: [READS_DATA],
        targets: [RestoreTo.pointInTime({ before: '1h' })],
        deadline: '3h',
      },
      objectives: { retention: '60d' },
    });
    expect(codes).toEqual([]);
    expect(plan.protections[0]?.drill).toMatchObject({
      onlyOnWeekday: 1,
      deadline: 3 * 3600,
      targets: [{ kind: 'pointInTime', before: 3600 }],
    });
  });

  test('takes the deadline of the environment where it names none', () => {
    const drill = { namespace: 'restore-test', credentials: Credentials.existing('drill-s3', S3_KEYS) };
    const fixture = new Fixture({ environment: { drill: { ...drill, deadline: '5h' } } });
    expect(composed({}, fixture).plan.protections[0]?.drill).toMatchObject({ deadline: 5 * 3600 });
    const own = new Fixture({ environment: { drill: { ...drill, deadline: '5h' } } });
    expect(composed({ drill: { ...DRILL, deadline: '4h' } }, own).plan.protections[0]?.drill).toMatchObject({
      deadline: 4 * 3600,
    });
  });

  test('reaches the runner as the part of this protection alone', () => {
    const fixture = new Fixture();
    fixture.addDatabase('orders');
    fixture.addDatabase('billing');
    const composition = fixture.compose();
    const text = valueAt(composition.find('ConfigMap', 'shop-billing-plan'), 'data') as Record<
      string,
      string
    >;
    expect(JSON.parse(text['plan.json'] ?? '')).toEqual({
      version: 1,
      protection: composition.plan.protections.find(({ name }) => name === 'billing'),
    });
  });
});

describe('what the drill of a Cluster declares wrong', () => {
  test.each([
    ['a deadline that cannot be read', { deadline: 'soon' }, 'RST101', 'drill.deadline'],
    ['a schedule with seconds', { schedule: Schedule.cron('30 0 4 * * 0') }, 'RST103', 'drill.schedule'],
    ['no checks', { checks: [] }, 'RST614', 'drill.checks'],
    [
      'a check that needs the witness',
      { checks: [Check.rowCounts({ within: '5%' })] },
      'RST613',
      'drill.checks',
    ],
    ['a target twice', { targets: [RestoreTo.latest(), RestoreTo.latest()] }, 'RST619', 'drill.targets'],
    [
      'drills rarer than the retention',
      { schedule: Schedule.monthly(1, '04:00') },
      'RST616',
      'drill.schedule',
    ],
    ['a deadline below the RTO', { deadline: '10m' }, 'RST618', 'drill.deadline'],
  ])('%s is reported at the Cluster', (_, drill, code, property) => {
    const { problems } = composed({ drill: { ...DRILL, ...drill } });
    expect(problems.filter(({ severity }) => severity === 'error')).toMatchObject([
      { code, property, path: 'home/shop/data--postgres/orders' },
    ]);
  });

  test('is reported besides everything else', () => {
    const { codes } = composed({ storage: 'big', drill: { ...DRILL, deadline: 'soon' } });
    expect(codes).toEqual(['RST104', 'RST101']);
  });
});

describe('the drill namespace', () => {
  test('has room for the server, its sidecar and both volumes', () => {
    const composition = composed({
      storage: '20Gi',
      walStorage: '4Gi',
      resources: { requests: { cpu: '2', memory: '4Gi' } },
    });
    expect(valueAt(composition.find('ResourceQuota', 'drills'), 'spec.hard')).toMatchObject({
      'requests.cpu': '2600m',
      'requests.memory': `${4096 + 256 + 1024}Mi`,
      'requests.storage': `${24 * 1024}Mi`,
    });
  });

  test('counts limits where there are no requests, and a small server where there are neither', () => {
    const limits = composed({ resources: { limits: { memory: '8Gi' } } });
    expect(valueAt(limits.find('ResourceQuota', 'drills'), 'spec.hard')).toMatchObject({
      'requests.memory': `${8192 + 256 + 1024}Mi`,
    });
    expect(valueAt(composed().find('ResourceQuota', 'drills'), 'spec.hard')).toMatchObject({
      'requests.cpu': '1100m',
      'requests.memory': `${1024 + 256 + 1024}Mi`,
    });
  });

  test('reports resources that cannot be read at the Cluster (RST104)', () => {
    const { problems } = composed({ resources: { requests: { cpu: 'lots' }, limits: { memory: 'all' } } });
    expect(problems.filter(({ code }) => code === 'RST104')).toMatchObject([
      { path: 'home/shop/data--postgres/orders', property: 'resources.requests.cpu', value: "'lots'" },
      { path: 'home/shop/data--postgres/orders', property: 'resources.limits.memory', value: "'all'" },
    ]);
  });

  test('lets drills out to the store, and the runner read its keys', () => {
    const store = BackupStore.minio({ endpoint: 'http://10.1.2.3:9000', bucket: 'backups' });
    const evidence = { ...EVIDENCE, store };
    const composition = composed({}, new Fixture({ environment: { store, evidence } }));
    expect(valueAt(composition.find('NetworkPolicy', 'allow-stores'), 'spec.egress')).toEqual([
      { to: [{ ipBlock: { cidr: '10.1.2.3/32' } }], ports: [{ protocol: 'TCP', port: 9000 }] },
    ]);
    const pod = valueAt(composition.find('CronJob', 'shop-orders'), 'spec.jobTemplate.spec.template.spec');
    expect(valueAt(pod, 'volumes')).toContainEqual({
      name: 'secret-archive',
      secret: { secretName: 'drill-s3', optional: true, defaultMode: 0o440 },
    });
  });

  test('needs read-only keys, in its own namespace', () => {
    const needed = composed().plan.requiredSecrets.find(({ name }) => name === 'drill-s3');
    expect(needed).toMatchObject({
      namespace: 'restore-test',
      roles: ['archive-reader'],
      grants: { bucket: 'backups', prefixes: ['home/shop/orders'], access: 'read-only' },
      usedBy: ['home/shop/data--postgres/orders'],
    });
  });

  test('is shared by the environments that name it: one quota, one set of policies, all drills', () => {
    const fixture = new Fixture();
    fixture.addDatabase('orders');
    const other = fixture.addEnvironment('staging');
    fixture.addDatabase('orders', {}, new FluxFolder(other, 'data/staging'));
    const composition = fixture.compose();
    expect(composition.codes).toEqual([]);
    expect(composition.findAll('ResourceQuota')).toHaveLength(1);
    expect(composition.findAll('CronJob').map(({ metadata }) => metadata.name)).toEqual([
      'shop-orders',
      'staging-orders',
    ]);
    const readers = composition.findAll('Role').filter(({ metadata }) => metadata.name?.endsWith('-source'));
    expect(readers.map(({ metadata }) => metadata.namespace)).toEqual(['shop', 'staging']);
    const needed = composition.plan.requiredSecrets.filter(({ name }) => name === 'drill-s3');
    expect(needed).toMatchObject([{ grants: { prefixes: ['home/shop/orders', 'home/staging/orders'] } }]);
  });
});

describe('an IAM role instead of keys', () => {
  const environment = {
    credentials: Credentials.irsa(`${ROLE}writer`),
    drill: { namespace: 'restore-test', credentials: Credentials.irsa(`${ROLE}reader`) },
  };

  test('stands on the service accounts of the live servers, of the recovered ones and of the runner', () => {
    const composition = composed({}, new Fixture({ environment }));
    expect(composition.codes).toEqual([]);
    expect(valueAt(composition.cluster, 'spec.serviceAccountTemplate.metadata.annotations')).toEqual({
      'eks.amazonaws.com/role-arn': `${ROLE}writer`,
    });
    expect(valueAt(composition.drillCluster, 'spec.serviceAccountTemplate.metadata.annotations')).toEqual({
      'eks.amazonaws.com/role-arn': `${ROLE}reader`,
    });
    expect(composition.find('ServiceAccount', 'restore-drill', 'restore-test').metadata.annotations).toEqual({
      'eks.amazonaws.com/role-arn': `${ROLE}reader`,
    });
  });

  test('needs no Secret but those of evidence', () => {
    const { plan } = composed({}, new Fixture({ environment }));
    expect(plan.requiredSecrets.map(({ roles }) => roles)).toEqual([
      ['evidence-signing-key'],
      ['evidence-writer'],
    ]);
    expect(plan.protections[0]?.drill).not.toHaveProperty('credentials');
  });

  test('is refused for a store that knows none, also where only drills use it (RST226)', () => {
    const store = BackupStore.minio({ endpoint: 'http://minio.storage.svc:9000', bucket: 'backups' });
    const { drill } = environment;
    expect(composed({}, new Fixture({ environment: { store, drill } })).codes).toEqual(['RST226']);
  });
});

test('a store without keys for reading only is warned about: the keys of drills can write (RST227)', () => {
  const store = BackupStore.hetzner({ location: 'fsn1', bucket: 'backups' });
  expect(composed({}, new Fixture({ environment: { store } })).problem('RST227')).toMatchObject({
    severity: 'warning',
    path: 'home/shop/data--postgres/orders',
  });
});

test('a witness makes checks against it possible', () => {
  const { codes, plan } = composed({
    witness: Witness.every('5m', { counts: ['orders'] }),
    drill: { ...DRILL, checks: [Check.rowCounts({ within: '5%' }), Check.freshness({ by: 'witness' })] },
  });
  expect(codes).toEqual([]);
  expect(plan.protections[0]?.witness).toEqual({
    every: 300,
    schema: 'restorable',
    role: 'restorable_witness',
    counts: ['orders'],
  });
});
