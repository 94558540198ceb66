import { BackupStore, Credentials, PostgresCluster, Schedule, type DrillProps } from '../../../lib';
import { DRILL, Fixture, S3_KEYS, valueAt, type FixtureProps } from '../../postgres/fixture';
import { DRILL as NAMESPACE_DRILL, VeleroFixture } from '../../velero/fixture';

const READER = Credentials.existing('namespaces-reader', S3_KEYS);
const role = (name: string) => Credentials.irsa(`arn:aws:iam::123456789012:role/${name}`);

function codesOf(drill: DrillProps, props: FixtureProps = {}): readonly string[] {
  const fixture = new Fixture(props);
  fixture.addDatabase('orders', { drill });
  return fixture.compose().codes;
}

describe('the credentials of one drill', () => {
  test('take the place of the environment’s: in the plan, the pod of the runner, and the Secrets that are required', () => {
    const fixture = new VeleroFixture();
    fixture.addBackup('daily', { drill: { ...NAMESPACE_DRILL, credentials: READER } });
    const composed = fixture.compose();
    const [protection] = composed.plan.protections;
    expect(protection?.drill).toMatchObject({ credentials: { secret: 'namespaces-reader' } });
    const required = composed.plan.requiredSecrets.filter(({ namespace }) => namespace === 'shop-drill');
    expect(required.map(({ name }) => name)).toContain('namespaces-reader');
    expect(required.map(({ name }) => name)).not.toContain('drill-s3');
    const job = composed.find('CronJob', 'prod-daily', 'shop-drill');
    expect(JSON.stringify(valueAt(job, 'spec.jobTemplate.spec.template.spec.volumes'))).toContain(
      'namespaces-reader',
    );
  });

  test('let databases and namespaces of one environment have stores of their own: without, one Secret opens two (RST218)', () => {
    const codes = (credentials?: typeof READER) => {
      const store = BackupStore.aws({ bucket: 'databases', region: 'eu-central-1' });
      const fixture = new VeleroFixture({}, { store });
      fixture.addBackup('daily', {
        drill: { ...NAMESPACE_DRILL, ...(credentials !== undefined && { credentials }) },
      });
      new PostgresCluster(fixture.folder, 'orders', {
        postgres: 17,
        storage: '1Gi',
        database: 'orders',
        owner: 'orders',
        backup: { base: Schedule.daily('02:00') },
        drill: DRILL,
      });
      return fixture.compose().codes;
    };
    expect(codes()).toContain('RST218');
    expect(codes(READER)).not.toContain('RST218');
  });

  test('are no other role than that of the namespace, whose service account has one (RST629)', () => {
    const environment = { drill: { namespace: 'restore-test', credentials: role('reader') } };
    expect(codesOf({ ...DRILL, credentials: role('other') }, { environment })).toContain('RST629');
    expect(codesOf({ ...DRILL, credentials: role('reader') }, { environment })).not.toContain('RST629');
    expect(codesOf({ ...DRILL, credentials: READER }, { environment })).not.toContain('RST629');
  });
});
