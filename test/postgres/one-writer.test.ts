import { Credentials, FluxFolder, Schedule } from '../../lib';
import { Fixture, S3_KEYS, valueAt } from './fixture';

describe('one writer for each archive (RST212)', () => {
  const archive = (prefix: string, serverName: string) => ({
    backup: { base: Schedule.daily('02:00'), archive: { prefix, serverName } },
  });

  test('databases of one name have places of their own by environment and namespace', () => {
    const fixture = new Fixture();
    fixture.addDatabase('orders');
    const other = fixture.addEnvironment('staging');
    fixture.addDatabase('orders', {}, new FluxFolder(other, 'data/staging'));
    fixture.addDatabase('billing', { namespace: 'finance' });
    const composition = fixture.compose();
    expect(composition.codes).toEqual([]);
    const places = composition.plan.protections.map(({ backup }) => backup.archive);
    expect(places.map(({ prefix, serverName }) => `${prefix} ${serverName ?? ''}`)).toEqual([
      'home/shop/finance billing',
      'home/shop orders',
      'home/staging orders',
    ]);
  });

  test('two of one environment may not share a place', () => {
    const fixture = new Fixture();
    fixture.addDatabase('a', archive('shared', 'db'));
    fixture.addDatabase('b', archive('shared', 'db'));
    expect(fixture.compose().problem('RST212')).toMatchObject({
      path: 'home/shop/data--postgres/b',
      value: "'backups/shared/db'",
      reason: expect.stringContaining("'home/shop/data--postgres/a'") as string,
    });
  });

  test('nor two of different environments and folders, nor one inside the other', () => {
    const fixture = new Fixture();
    const other = fixture.addEnvironment('staging');
    fixture.addDatabase('a', archive('shared', 'db'));
    fixture.addDatabase('b', archive('shared/db', 'inner'), new FluxFolder(other, 'data/staging'));
    expect(fixture.compose().problem('RST212').path).toBe('home/staging/data--staging/b');
  });

  test('a place that cannot be read is not taken for a shared one (RST211)', () => {
    const fixture = new Fixture();
    fixture.addDatabase('a', archive('/x/', 'db'));
    fixture.addDatabase('b', archive('', '..'));
    const { problems } = fixture.compose();
    expect(problems).toMatchObject([
      { code: 'RST211', property: 'backup.archive.prefix' },
      { code: 'RST211', property: 'backup.archive.serverName' },
    ]);
  });

  test('a store of its own for one database is one more place', () => {
    const fixture = new Fixture();
    fixture.addDatabase('a', {
      backup: {
        base: Schedule.daily('02:00'),
        credentials: Credentials.existing('other-s3', S3_KEYS),
      },
    });
    const composition = fixture.compose();
    const writer = composition.find('ObjectStore', 'a-archive', 'shop');
    expect(valueAt(writer, 'spec.configuration.s3Credentials.accessKeyId.name')).toBe('other-s3');
  });
});
