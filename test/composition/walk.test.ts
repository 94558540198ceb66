import { ApiObject, Chart } from 'cdk8s';
import { FluxFolder } from '../../lib';
import { walk } from '../../lib/composition/walk';
import { Fixture } from '../postgres/fixture';

const object = (scope: Chart, name: string) =>
  new ApiObject(scope, name, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } });

test('objects belong to the nearest folder, or outside any to the outermost chart', () => {
  const { app, folder } = new Fixture();
  const inner = new FluxFolder(folder, 'data/inner');
  const inFolder = object(new Chart(folder, 'chart'), 'a');
  const inInner = object(inner, 'b');
  const plain = new Chart(app, 'plain');
  const nested = new Chart(plain, 'nested');
  const inPlain = [object(plain, 'c'), object(nested, 'd')];
  const { homes } = walk(app);
  expect(homes.get(folder)).toEqual([inFolder]);
  expect(homes.get(inner)).toEqual([inInner]);
  expect(homes.get(plain)).toEqual(expect.arrayContaining(inPlain));
  expect(homes.has(nested)).toBe(false);
});

test('every construct is visited once, parents first, and clusters are told apart', () => {
  const { app, cluster } = new Fixture();
  const { constructs, clusters } = walk(app);
  expect(new Set(constructs).size).toBe(constructs.length);
  expect([...constructs].sort()).toEqual([...app.node.findAll()].sort());
  expect(constructs[0]).toBe(app);
  expect(clusters).toEqual([cluster]);
});
