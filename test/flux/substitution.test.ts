import { ApiObject } from 'cdk8s';
import { fluxVariable } from '../../lib';
import { Fixture } from '../postgres/fixture';

test('a variable is written as Flux reads it', () => {
  expect(fluxVariable('domain')).toBe('$' + '{domain}');
});

test('it reaches the manifest as it is', () => {
  const substituteFrom = [{ kind: 'ConfigMap', name: 'values' }] as const;
  const fixture = new Fixture({ cluster: { flux: { path: 'flux', substituteFrom } } });
  new ApiObject(fixture.folder, 'settings', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'settings' },
    data: { host: `shop.${fluxVariable('domain')}` },
  });
  const composition = fixture.compose();
  expect(composition.find('ConfigMap', 'settings')['data']).toEqual({ host: 'shop.$' + '{domain}' });
});
