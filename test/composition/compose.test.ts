import { ApiObject } from 'cdk8s';
import {
  BackupStore,
  Credentials,
  Drill,
  FluxFolder,
  problemCatalogue,
  Schedule,
  Witness,
  type Problem,
} from '../../lib';
import { composed, Fixture, S3_KEYS } from '../postgres/fixture';

const told = ({ code, path, property }: Problem) =>
  `${code} ${path}${property === undefined ? '' : ` · ${property}`}`;

describe('one composition with many mistakes', () => {
  function manyMistakes(): readonly Problem[] {
    const fixture = new Fixture({
      app: { today: new Date('2026-11-25') },
      cluster: {
        flux: { path: '/flux' },
        network: { pods: '10.42.0.0/16', services: '10.42.1.0/24' },
      },
      environment: {
        objectives: { rpo: 'soon', rto: '30m', retention: '2y' },
        drill: { namespace: 'shop', credentials: Credentials.existing('drill-s3', S3_KEYS) },
      },
    });
    fixture.addDatabase('Orders', {
      postgres: 9,
      instances: 0,
      storage: 'big',
      database: 'postgres',
      parameters: { archive_command: 'true', archive_timeout: 'off' },
      roles: [{ name: 'pg_own' }, { name: 'reporting', login: true }],
      backup: {
        base: Schedule.firstWeekdayOfMonth('mon', '02:00'),
        method: 'inTree',
        archive: { prefix: '/' },
      },
      drill: { schedule: Schedule.weekly('sun', '04:00'), checks: [], targets: [], deadline: 'later' },
    });
    fixture.addDatabase('waived', {
      drill: Drill.waived({ reason: 'Nobody has time for it', owner: 'Ann', until: '2026-11-24' }),
    });
    fixture.addDatabase('witnessed', { witness: Witness.every('1h') });
    new FluxFolder(fixture.environment, 'data/empty');
    new ApiObject(fixture.folder, 'settings', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'Settings' },
      dat: {},
    });
    return fixture.compose().problems;
  }

  test('reports all of them at once', () => {
    const orders = 'home/shop/data--postgres/Orders';
    expect(manyMistakes().map(told)).toEqual(
      expect.arrayContaining([
        'RST420 home · flux.path',
        'RST108 home · network',
        'RST101 home/shop · objectives.rpo',
        'RST106 home/shop · objectives.retention',
        'RST310 home/shop · drill.namespace',
        `RST105 ${orders} · name`,
        `RST501 ${orders} · postgres`,
        `RST514 ${orders} · instances`,
        `RST104 ${orders} · storage`,
        `RST515 ${orders} · database`,
        `RST504 ${orders} · parameters.archive_command`,
        `RST512 ${orders} · parameters.archive_timeout`,
        `RST505 ${orders} · roles[0]`,
        `RST506 ${orders} · roles[1]`,
        `RST103 ${orders} · backup.base`,
        `RST503 ${orders} · backup.method`,
        `RST211 ${orders} · backup.archive.prefix`,
        `RST614 ${orders} · drill.checks`,
        `RST619 ${orders} · drill.targets`,
        `RST101 ${orders} · drill.deadline`,
        'RST621 home/shop/data--postgres/waived · drill.until',
        'RST623 home/shop/data--postgres/witnessed · witness',
        'RST424 home/shop/data--empty',
        'RST301 home/shop/data--postgres/settings · dat',
        'RST301 home/shop/data--postgres/settings · metadata.name',
      ]),
    );
  });

  test('tells of each where it is, what was received, why it is wrong and what to do', () => {
    for (const problem of manyMistakes()) {
      expect(problemCatalogue.map(({ code }) => code)).toContain(problem.code);
      expect(problem.path).not.toBe('');
      expect(problem.reason).not.toBe('');
      expect(problem.fix).not.toBe('');
      expect(problem.docs).toBe(`docs/errors.md#${problem.code.toLowerCase()}`);
    }
  });

  test('tells none of them twice', () => {
    const problems = manyMistakes().map((problem) => JSON.stringify(problem));
    expect(new Set(problems).size).toBe(problems.length);
  });
});

describe('composing again', () => {
  test('gives the same files, plan and problems', () => {
    const fixture = new Fixture({ app: { today: new Date('2026-11-25') } });
    fixture.addDatabase('orders', { witness: Witness.every('5m', { counts: ['orders'] }) });
    fixture.addDatabase('billing', {
      drill: Drill.waived({ reason: 'Nobody has time for it', owner: 'Ann', until: '2020-01-01' }),
    });
    const [first, second] = [fixture.compose(), fixture.compose()];
    expect(second.files).toEqual(first.files);
    expect(second.plan).toEqual(first.plan);
    expect(second.problems).toEqual(first.problems);
    expect(first.codes).toEqual(['RST621']);
  });

  test('from an app made anew gives the same bytes', () => {
    const make = () => composed({ witness: Witness.every('5m', { counts: ['orders'] }) }).files;
    expect(make()).toEqual(make());
  });
});

describe('what is written', () => {
  test('does not depend on the clock, the environment or the folder', () => {
    const files = (today: string, repository: string) => {
      const fixture = new Fixture({ app: { today: new Date(today), repository } });
      fixture.addDatabase();
      return fixture.compose().files;
    };
    const zone = process.env['TZ'];
    const first = files('2026-01-01', '/a');
    process.env['TZ'] = 'Pacific/Kiritimati';
    process.env['CDK8S_DISABLE_SORT'] = '1';
    try {
      expect(files('2031-12-31', '/b/c')).toEqual(first);
    } finally {
      delete process.env['CDK8S_DISABLE_SORT'];
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
  });

  test('ends every file with a line break', () => {
    for (const [path, text] of composed().files) {
      expect([path, text.endsWith('\n')]).toEqual([path, true]);
    }
  });
});

test('matrix rows are told by the id of their protection', () => {
  const fixture = new Fixture();
  fixture.addDatabase('orders');
  fixture.addDatabase('billing');
  const rows = fixture.compose().composition.matrixRows();
  expect([...rows.keys()].sort()).toEqual(['home/shop/billing', 'home/shop/orders']);
  expect(rows.get('home/shop/billing')).toMatchObject([{ component: 'billing', retention: '14 days' }]);
});

test('a key that reaches the archives of others is warned about once for each bucket (RST210)', () => {
  const store = BackupStore.cloudflareR2({
    accountId: '0123456789abcdef0123456789abcdef',
    bucket: 'backups',
  });
  const fixture = new Fixture({ environment: { store } });
  for (const name of ['orders', 'billing', 'users']) fixture.addDatabase(name);
  expect(fixture.compose().problems).toMatchObject([
    { code: 'RST210', severity: 'warning', path: 'home/shop/data--postgres/billing' },
  ]);
});
