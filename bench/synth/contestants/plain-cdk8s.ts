import { ApiObject, App, Chart, type ApiObjectProps } from 'cdk8s';
import { finish, loadModel, settings } from '../contestant';
import { environmentName } from '../environments';

/** The same objects with cdk8s as it is: a chart for each environment, one file for each chart. */
const { environments, out } = settings();
const model = loadModel();
const app = new App({ outdir: out });
for (let index = 0; index < environments; index++) {
  const chart = new Chart(app, environmentName(index));
  model.environment(environmentName(index)).forEach(({ manifest }, n) => {
    new ApiObject(chart, String(n), manifest as unknown as ApiObjectProps);
  });
}
app.synth();
finish();
