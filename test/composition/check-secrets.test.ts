import { Check } from '../../lib';
import { composed, DRILL, Fixture, READS_DATA } from '../postgres/fixture';
import { FluxFolder } from '../../lib';

const application = (env: Parameters<typeof Check.application>[0]['env']) =>
  Check.application({ image: 'ghcr.io/shop/app:1.0.0', get: '/healthz', ...(env !== undefined && { env }) });

test('Secrets that the containers of checks read are required in the drill namespace', () => {
  const checks = [
    READS_DATA,
    application({ API_KEY: { secret: 'app', key: 'api' }, TOKEN: { secret: 'app', key: 'token' } }),
    Check.command({
      image: 'ghcr.io/shop/tools:1.0.0',
      command: ['/check.sh'],
      env: { PASSWORD: { secret: 'tools', key: 'password' } },
    }),
  ];
  const { plan } = composed({ drill: { ...DRILL, checks } });
  const required = plan.requiredSecrets.filter(({ roles }) => roles.includes('check'));
  expect(required).toEqual([
    {
      cluster: 'home',
      namespace: 'restore-test',
      name: 'app',
      type: 'Opaque',
      roles: ['check'],
      keys: [
        { key: 'api', holds: 'value' },
        { key: 'token', holds: 'value' },
      ],
      source: { kind: 'existing' },
      usedBy: ['home/shop/orders'],
    },
    {
      cluster: 'home',
      namespace: 'restore-test',
      name: 'tools',
      type: 'Opaque',
      roles: ['check'],
      keys: [{ key: 'password', holds: 'value' }],
      source: { kind: 'existing' },
      usedBy: ['home/shop/orders'],
    },
  ]);
});

test('one Secret of several drills is one, with the keys and users of all', () => {
  const fixture = new Fixture();
  const drill = (key: string) => ({
    ...DRILL,
    checks: [READS_DATA, application({ VALUE: { secret: 'app', key } })],
  });
  fixture.addDatabase('orders', { drill: drill('b') });
  const other = fixture.addEnvironment('staging');
  fixture.addDatabase('orders', { drill: drill('a') }, new FluxFolder(other, 'data/staging'));
  const required = fixture.compose().plan.requiredSecrets.filter(({ roles }) => roles.includes('check'));
  expect(required).toMatchObject([
    { name: 'app', keys: [{ key: 'a' }, { key: 'b' }], usedBy: ['home/shop/orders', 'home/staging/orders'] },
  ]);
});

test('checks without Secrets need none', () => {
  const { plan } = composed({ drill: { ...DRILL, checks: [READS_DATA, application({ MODE: 'drill' })] } });
  expect(plan.requiredSecrets.flatMap(({ roles }) => roles)).not.toContain('check');
});
