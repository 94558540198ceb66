import { compose } from '../composition';
import { finish, settings } from '../contestant';

const { environments, out, mode, velero } = settings();
const app = compose(environments, out, { velero });
if (mode === 'compose') {
  const { problems } = app.compose();
  if (problems.some((p) => p.severity === 'error')) throw new Error('the composition has errors');
} else {
  app.synth();
}
finish();
