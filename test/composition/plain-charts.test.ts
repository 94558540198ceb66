import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiObject, App as PlainApp, Chart } from 'cdk8s';
import { ConfigMap, Deployment } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { parseAllDocuments } from 'yaml';
import { App } from '../../lib';
import { Fixture, valueAt } from '../postgres/fixture';
import { temporaryFolder } from './temporary-folder';

/** Charts as anybody writes them with cdk8s and cdk8s-plus. */
function addCharts(scope: Construct): void {
  const chart = new Chart(scope, 'web', { labels: { team: 'shop' } });
  new Deployment(chart, 'frontend', {
    replicas: 2,
    containers: [{ image: 'ghcr.io/shop/web:1.0.0', portNumber: 8080, securityContext: { user: 1000 } }],
  });
  new ApiObject(chart, 'settings', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'settings' },
    data: { a: '1' },
  });
}

const documents = (text: string) => parseAllDocuments(text).map((document) => document.toJS() as unknown);

test('a chart outside of any folder is written as cdk8s would', () => {
  const folder = temporaryFolder();
  const plain = new PlainApp({ outdir: folder });
  addCharts(plain);
  plain.synth();
  const files = readdirSync(folder);
  const app = new App({ repository: temporaryFolder() });
  addCharts(app);
  const { tree, problems } = app.compose();
  expect(problems).toEqual([]);
  expect(tree.paths).toEqual([...files, 'recovery-plan.json'].sort());
  for (const file of files) {
    expect(documents(Buffer.from(tree.findContent(file)).toString())).toEqual(
      documents(readFileSync(join(folder, file), 'utf8')),
    );
  }
});

test('objects of cdk8s and cdk8s-plus stand in a folder beside a database', () => {
  const fixture = new Fixture();
  fixture.addDatabase();
  addCharts(fixture.folder);
  new ConfigMap(fixture.folder, 'flags', { metadata: { name: 'flags' }, data: { beta: 'off' } });
  const composition = fixture.compose();
  expect(composition.codes).toEqual([]);
  const [deployment] = composition.findAll('Deployment');
  expect(deployment?.metadata).toMatchObject({ labels: { team: 'shop' } });
  expect(valueAt(deployment, 'spec.template.spec.containers.0.image')).toBe('ghcr.io/shop/web:1.0.0');
  const name = deployment?.metadata.name ?? '';
  expect(composition.findFile('Deployment', name)).toBe('flux/data/postgres/deployment.yaml');
  expect(composition.findFile('ConfigMap', 'flags')).toBe('flux/data/postgres/config-map.yaml');
  expect(composition.find('ConfigMap', 'flags').metadata.namespace).toBe('shop');
  expect(composition.findText('flux/data/postgres/kustomization.yaml')).toContain('- deployment.yaml');
});

test('a plain chart beside a cluster goes to the root and is not in the tree of Flux', () => {
  const fixture = new Fixture();
  fixture.addDatabase();
  addCharts(fixture.app);
  const composition = fixture.compose();
  expect(composition.codes).toEqual([]);
  expect(composition.findFile('ConfigMap', 'settings')).toBe('web.k8s.yaml');
});
