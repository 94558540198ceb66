import { Drill, FluxFolder } from '../../lib';
import { Fixture } from '../postgres/fixture';

const waived = Drill.waived({ reason: 'moved to another system', owner: 'platform', until: '2099-01-31' });

test('two databases of one name in one environment are refused also where neither is drilled (RST313)', () => {
  const fixture = new Fixture();
  fixture.addDatabase('orders', { drill: waived });
  fixture.addDatabase(
    'orders',
    { drill: waived, namespace: 'other' },
    new FluxFolder(fixture.environment, 'data/other'),
  );
  const found = fixture.app.compose().problems.filter(({ code }) => code === 'RST313');
  expect(found).toMatchObject([{ value: "'home/shop/orders'", property: 'name' }]);
});

test('one name in two environments is fine', () => {
  const fixture = new Fixture();
  fixture.addDatabase('orders', { drill: waived });
  const other = fixture.addEnvironment('staging');
  fixture.addDatabase('orders', { drill: waived }, new FluxFolder(other, 'data/staging'));
  expect(fixture.app.compose().problems.map(({ code }) => code)).not.toContain('RST313');
});
