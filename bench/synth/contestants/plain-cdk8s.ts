import { ApiObject, App, Chart, type ApiObjectProps } from 'cdk8s';
import { Construct } from 'constructs';
import { finish, loadModel, settings } from '../contestant';
import { DATABASES, environmentName } from '../environments';

/**
 * The same objects with cdk8s as it is, in the app somebody would write: a chart for each environment, a construct for
 * each database, one file for each chart.
 */
const { environments, out } = settings();
const model = loadModel();
const app = new App({ outdir: out });
for (let index = 0; index < environments; index++) {
  const chart = new Chart(app, environmentName(index));
  const scopes = new Map(DATABASES.map((database) => [database, new Construct(chart, database)] as const));
  model.environment(environmentName(index)).forEach(({ manifest }, n) => {
    const { name } = (manifest as { metadata: { name: string } }).metadata;
    const database = DATABASES.find((candidate) => name.includes(candidate));
    const scope = database === undefined ? chart : (scopes.get(database) ?? chart);
    new ApiObject(scope, String(n), manifest as unknown as ApiObjectProps);
  });
}
app.synth();
finish();
