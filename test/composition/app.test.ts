import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, RestorableError, runInSession, type Composition } from '../../lib';
import { thrownBy } from '../storage/problem-codes';
import { Fixture, type FixtureProps } from '../postgres/fixture';
import { temporaryFolder } from './temporary-folder';

/** Every file below a folder, with its content. */
function filesIn(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function fixtureIn(repository: string, props: FixtureProps = {}): Fixture {
  const fixture = new Fixture({ ...props, app: { repository, ...props.app } });
  fixture.addDatabase();
  return fixture;
}

describe('synth', () => {
  test('writes the composed files and their ledger, and nothing else', () => {
    const repository = temporaryFolder({ 'README.md': 'own' });
    const fixture = fixtureIn(repository);
    fixture.app.synth();
    const { '.restorable/tree.json': ledger, 'README.md': readme, ...written } = filesIn(repository);
    expect(written).toEqual(Object.fromEntries(fixture.compose().files));
    expect(ledger).toContain('"flux/data/postgres/cluster.yaml"');
    expect(readme).toBe('own');
  });

  test('writes the same bytes the second time, and from an app made anew', () => {
    const repository = temporaryFolder();
    const { app } = fixtureIn(repository);
    app.synth();
    const first = filesIn(repository);
    app.synth();
    expect(filesIn(repository)).toEqual(first);
    fixtureIn(repository).app.synth();
    expect(filesIn(repository)).toEqual(first);
    const other = temporaryFolder();
    fixtureIn(other).app.synth();
    expect(filesIn(other)).toEqual(first);
  });

  test('removes what it wrote once and no longer produces', () => {
    const repository = temporaryFolder();
    const before = fixtureIn(repository);
    before.addDatabase('billing', { monitoring: {} });
    before.app.synth();
    expect(Object.keys(filesIn(repository))).toContain('flux/data/postgres/pod-monitor.yaml');
    writeFileSync(join(repository, 'flux/data/postgres/notes.txt'), 'own');
    fixtureIn(repository).app.synth();
    const after = Object.keys(filesIn(repository));
    expect(after).not.toContain('flux/data/postgres/pod-monitor.yaml');
    expect(after).toContain('flux/data/postgres/notes.txt');
  });

  test('touches nothing where the composition has an error, and throws all of them', () => {
    const repository = temporaryFolder({ 'flux/data/postgres/cluster.yaml': 'own' });
    const before = filesIn(repository);
    const fixture = new Fixture({ app: { repository } });
    fixture.addDatabase('orders', { storage: 'big', database: 'postgres' });
    expect(thrownBy(() => fixture.app.synth()).map(({ code }) => code)).toEqual(['RST104', 'RST515']);
    expect(filesIn(repository)).toEqual(before);
  });

  test('a warning stops nothing', () => {
    const repository = temporaryFolder();
    const fixture = new Fixture({ app: { repository } });
    fixture.addDatabase('orders', { roles: [{ name: 'reporting', login: true }] });
    expect(fixture.compose().problems.map(({ severity }) => severity)).toEqual(['warning']);
    fixture.app.synth();
    expect(Object.keys(filesIn(repository))).toContain('flux/data/postgres/cluster.yaml');
  });

  test('composing alone writes nothing', () => {
    const repository = temporaryFolder();
    fixtureIn(repository).app.compose();
    expect(filesIn(repository)).toEqual({});
  });
});

describe('where it writes', () => {
  const withOutdir = <T>(folder: string, run: () => T): T => {
    process.env['CDK8S_OUTDIR'] = folder;
    try {
      return run();
    } finally {
      delete process.env['CDK8S_OUTDIR'];
    }
  };

  test('is the repository, relative to the working folder', () => {
    expect(new App({ repository: 'a/b' }).repository).toBe(join(process.cwd(), 'a/b'));
    expect(new App({ repository: 'a/b' }).outdir).toBe(join(process.cwd(), 'a/b'));
  });

  test('is the folder cdk8s asks for, as for any other cdk8s app', () => {
    const repository = temporaryFolder();
    const output = temporaryFolder();
    const fixture = withOutdir(output, () => fixtureIn(repository));
    fixture.app.synth();
    expect(filesIn(repository)).toEqual({});
    expect(Object.keys(filesIn(output))).toContain('flux/data/postgres/cluster.yaml');
  });

  test('the plan goes where it is said to', () => {
    const fixture = fixtureIn(temporaryFolder(), { app: { recoveryPlan: 'docs/plan.json' } });
    const composition = fixture.compose();
    expect(JSON.parse(composition.findText('docs/plan.json'))).toEqual(composition.plan);
    expect(composition.composition.tree.has('recovery-plan.json')).toBe(false);
  });
});

describe('in a session', () => {
  test('hands the composition over and writes nothing, with paths below the project', () => {
    const projectFolder = temporaryFolder();
    mkdirSync(join(projectFolder, 'gitops'));
    const begun: unknown[] = [];
    const received: { readonly app: unknown; readonly composition: Composition }[] = [];
    const session = {
      projectFolder,
      begin: (app: App) => void begun.push(app),
      receive: (app: App, composition: Composition) => void received.push({ app, composition }),
    };
    const app = runInSession(session, () => {
      const fixture = fixtureIn('gitops');
      fixture.app.synth();
      return fixture.app;
    });
    expect(app.repository).toBe(join(projectFolder, 'gitops'));
    expect(app.outdir).toBe(join(projectFolder, 'gitops'));
    expect(begun).toEqual([app]);
    expect(received.map((each) => each.app)).toEqual([app]);
    expect(received[0]?.composition.tree.has('flux/data/postgres/cluster.yaml')).toBe(true);
    expect(filesIn(projectFolder)).toEqual({});
  });

  test('hands over compositions with errors too: the command line reports them', () => {
    const received: Composition[] = [];
    runInSession(
      { projectFolder: temporaryFolder(), receive: (_, composition) => void received.push(composition) },
      () => {
        const fixture = new Fixture();
        fixture.addDatabase('orders', { storage: 'big' });
        fixture.app.synth();
      },
    );
    expect(received[0]?.problems.map(({ code }) => code)).toEqual(['RST104']);
  });

  test('another output folder is taken, and what is kept in Git is copied into it', () => {
    const output = temporaryFolder();
    const session = { projectFolder: '/project', outputFolder: output, receive: () => undefined };
    const app = runInSession(session, () => new App({ repository: '.' }));
    expect(app.repository).toBe('/project');
    expect(app.outdir).toBe(output);
  });
});

test('an error of synth is one that every copy of the package knows', () => {
  const fixture = new Fixture();
  fixture.addDatabase('orders', { storage: 'big' });
  expect.assertions(2);
  try {
    fixture.app.synth();
  } catch (error) {
    expect(RestorableError.is(error)).toBe(true);
    expect(String(error)).toContain('home/shop/data--postgres/orders · storage');
  }
});
