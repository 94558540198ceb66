import { loadApps } from '../../../cli/app-loader';
import { currentSession } from '../../../lib/composition';
import { RestorableError, type Problem } from '../../../lib/core/problems';
import { TestHost } from '../host';
import { filesIn, project, projectOf } from '../project';

async function problemsOf(folder: string, host = new TestHost(folder)): Promise<readonly Problem[]> {
  const before = filesIn(folder);
  const failure: unknown = await loadApps({}, host).catch((error: unknown) => error);
  expect(filesIn(folder)).toEqual(before);
  expect(currentSession()).toBeUndefined();
  expect(host.diverted).toBe(false);
  expect(host.atEnd).toBeUndefined();
  if (!RestorableError.is(failure)) throw failure;
  return failure.problems;
}

test('an app hands over its composition and writes nothing', async () => {
  const folder = project('one-database');
  const before = filesIn(folder);
  const host = new TestHost(folder);
  const [first, ...others] = await loadApps({}, host);
  expect(others).toEqual([]);
  expect(first?.app.repository).toBe(folder);
  expect(first?.composition.plan.protections.map(({ id }) => id)).toEqual([
    'home/shop/cache',
    'home/shop/orders',
  ]);
  expect(filesIn(folder)).toEqual(before);
  expect(currentSession()).toBeUndefined();
});

/** A host that looks at itself while an app is waited for. */
class WatchedHost extends TestHost {
  meanwhile: unknown;

  override idle(): Promise<void> {
    this.meanwhile = { diverted: this.diverted, code: this.atEnd?.(), said: this.printed.stderr };
    return Promise.resolve();
  }
}

test('while an app runs, what it prints is kept apart from data, and ending the process is no success', async () => {
  const folder = project('never-synthesised');
  const host = new WatchedHost(folder);
  await problemsOf(folder, host);
  expect(host.meanwhile).toEqual({
    diverted: true,
    code: 2,
    said: expect.stringMatching(/^error RST707: App ended the process: .*\n$/) as string,
  });
});

test('several apps of one file are all handed over, each once', async () => {
  const folder = project('two-repositories');
  const apps = await loadApps({}, new TestHost(folder));
  expect(apps.map(({ app }) => app.repository)).toEqual([`${folder}/east`, `${folder}/west`]);
});

test('an app that is synthesised twice is handed over as it was the last time', async () => {
  const folder = projectOf({
    'main.ts': `import { ApiObject, Chart } from 'cdk8s';
import { App } from 'restorable';
const app = new App({ repository: '.' });
app.synth();
new ApiObject(new Chart(app, 'late'), 'a', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } });
app.synth();`,
  });
  const [only, ...others] = await loadApps({}, new TestHost(folder));
  expect(others).toEqual([]);
  expect(only?.composition.tree.paths).toEqual(['late.k8s.yaml', 'recovery-plan.json']);
});

test('an app that waits for something is waited for', async () => {
  const folder = project('asynchronous');
  const [only] = await loadApps({}, new TestHost(folder));
  expect(String(only?.composition.tree.findContent('late.k8s.yaml'))).toContain('name: read-later');
});

test('an app that exports what it waits for is waited for', async () => {
  const folder = projectOf({
    'main.ts': `import { App } from 'restorable';
export default new Promise<void>((resolve) => setTimeout(resolve, 200)).then(() => new App({ repository: '.' }).synth());`,
  });
  expect(await loadApps({}, new TestHost(folder))).toHaveLength(1);
});

test.each([
  ['never-synthesised', 'the file has ended and `app.synth()` was not called'],
  ['no-app', 'the file makes no App of restorable'],
])('%s: an app that was not synthesised is an error', async (fixture, reason) => {
  expect(await problemsOf(project(fixture))).toMatchObject([{ code: 'RST705', reason }]);
});

test('one of two apps that was not synthesised is an error', async () => {
  const folder = projectOf({
    'main.ts': `import { App } from 'restorable';
new App({ repository: 'a' }).synth();
new App({ repository: 'b' });`,
  });
  expect(await problemsOf(folder)).toMatchObject([{ code: 'RST705' }]);
});

test('an app that throws is told with what threw', async () => {
  expect(await problemsOf(project('throws'))).toMatchObject([
    {
      code: 'RST704',
      reason: expect.stringMatching(/^TypeError: Cannot read properties of undefined/) as string,
    },
  ]);
});

test('an app that throws a refused value is told with what was gathered before', async () => {
  expect(await problemsOf(project('throws-a-value'))).toMatchObject([
    { code: 'RST105', path: 'Home' },
    { code: 'RST110', path: expect.stringMatching(/^main\.ts:\d+:\d+$/) as string },
  ]);
});

test('a package that is not installed is an error of the app', async () => {
  const folder = projectOf({ 'main.ts': "import 'not-installed-anywhere';" });
  expect(await problemsOf(folder)).toMatchObject([
    { code: 'RST704', fix: 'Install the package in the project: npm install not-installed-anywhere' },
  ]);
});
