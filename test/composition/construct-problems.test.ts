import { ApiObject } from 'cdk8s';
import { FluxFolder } from '../../lib';
import { Fixture } from '../postgres/fixture';

test('what a construct says of itself is reported (RST426)', () => {
  const fixture = new Fixture();
  fixture.addDatabase();
  fixture.folder.node.addValidation({ validate: () => ['the moon is full', 'the tide is out'] });
  expect(fixture.compose().problems).toMatchObject([
    { code: 'RST426', path: 'home/shop/data--postgres', reason: 'the moon is full' },
    { code: 'RST426', path: 'home/shop/data--postgres', reason: 'the tide is out' },
  ]);
});

test('what is gathered already is not said again as a validation of the root', () => {
  const fixture = new Fixture();
  fixture.addDatabase('orders', { storage: 'big' });
  expect(fixture.app.node.validate()).toHaveLength(1);
  expect(fixture.compose().codes).toEqual(['RST104']);
});

test('a folder outside of any cluster is refused: no Flux reads it (RST421)', () => {
  const fixture = new Fixture();
  fixture.addDatabase();
  const lonely = new FluxFolder(fixture.app, 'lonely');
  new ApiObject(lonely, 'x', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' } });
  const composition = fixture.compose();
  expect(composition.problems).toMatchObject([{ code: 'RST421', path: 'lonely', value: "'lonely'" }]);
  expect(composition.files.filter(([path]) => path.includes('lonely'))).toEqual([]);
});
