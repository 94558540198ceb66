import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { Credentials } from '../../lib';
import { Composed, Fixture } from '../postgres/fixture';
import { SEALED } from '../storage/sops/sealed-secrets';
import { temporaryFolder } from './temporary-folder';

const FILE = 'flux/data/postgres/owner.yaml';
const IN_CLEAR = `apiVersion: v1
kind: Secret
metadata:
  name: postgres-app
  namespace: production
type: kubernetes.io/basic-auth
stringData:
  username: app
  password: hunter2
`;

const sealed = (name = 'postgres-app') =>
  Credentials.sopsFile(name, Credentials.basicAuth, { file: 'owner.yaml' });

function fixtureIn(repository: string, owner = sealed()): Fixture {
  const fixture = new Fixture({ app: { repository }, environment: { namespace: 'production' } });
  fixture.addDatabase('orders', { ownerSecret: owner });
  return fixture;
}

test('a file that Git holds encrypted is listed in its folder, and never written', () => {
  const composition = fixtureIn(temporaryFolder({ [FILE]: SEALED })).compose();
  expect(composition.codes).toEqual([]);
  expect(composition.composition.tree.has(FILE)).toBe(false);
  const { resources } = parse(composition.findText('flux/data/postgres/kustomization.yaml')) as {
    resources: readonly string[];
  };
  expect(resources).toEqual(['cluster.yaml', 'object-store.yaml', 'owner.yaml', 'scheduled-backup.yaml']);
});

test('its Secret is in the plan, with the file it comes from', () => {
  const { plan } = fixtureIn(temporaryFolder({ [FILE]: SEALED })).compose();
  expect(plan.requiredSecrets.find(({ name }) => name === 'postgres-app')).toMatchObject({
    namespace: 'production',
    roles: ['database-owner'],
    source: { kind: 'sops', file: 'owner.yaml' },
  });
});

test('without the file synth is refused, with the path where it should be (RST222)', () => {
  expect(fixtureIn(temporaryFolder()).compose().problem('RST222')).toMatchObject({
    severity: 'error',
    path: 'home/shop/data--postgres/orders',
    value: `'${FILE}'`,
    reason: 'the file cannot be read: ENOENT',
  });
});

test('a file in clear is refused, and nothing of it repeated (RST223)', () => {
  const { problems, files } = fixtureIn(temporaryFolder({ [FILE]: IN_CLEAR })).compose();
  expect(problems).toMatchObject([
    { code: 'RST223', path: 'home/shop/data--postgres/orders', property: FILE },
    { code: 'RST223', path: 'home/shop/data--postgres/orders', property: FILE },
  ]);
  expect(JSON.stringify(problems)).not.toContain('hunter2');
  expect(JSON.stringify(files)).not.toContain('hunter2');
});

test('a file that is no Secret is refused (RST224)', () => {
  const { codes } = fixtureIn(temporaryFolder({ [FILE]: 'kind: ConfigMap\n' })).compose();
  expect(codes).toEqual(['RST224']);
});

test('a file with another Secret is refused (RST225)', () => {
  const { problems } = fixtureIn(temporaryFolder({ [FILE]: SEALED }), sealed('another')).compose();
  expect(problems).toMatchObject([{ code: 'RST225', reason: "its name is not 'another'" }]);
});

test('two that need different Secrets in one file are both looked at (RST225)', () => {
  const fixture = fixtureIn(temporaryFolder({ [FILE]: SEALED }));
  fixture.addDatabase('billing', { ownerSecret: sealed('billing-app') });
  expect(fixture.compose().problem('RST225')).toMatchObject({
    path: 'home/shop/data--postgres/billing',
    reason: "its name is not 'billing-app'",
  });
});

test('two that need one Secret share its file', () => {
  const fixture = fixtureIn(temporaryFolder({ [FILE]: SEALED }));
  fixture.addDatabase('billing', { ownerSecret: sealed(), owner: 'orders' });
  expect(fixture.compose().codes).toEqual([]);
});

test('a file that objects of the folder are written to is refused (RST402)', () => {
  const taken = Credentials.sopsFile('postgres-app', Credentials.basicAuth, { file: 'cluster.yaml' });
  const repository = temporaryFolder({ 'flux/data/postgres/cluster.yaml': SEALED });
  expect(fixtureIn(repository, taken).compose().problem('RST402')).toMatchObject({
    path: 'home/shop/data--postgres/orders',
    value: "'flux/data/postgres/cluster.yaml'",
  });
});

describe('a tree that is written elsewhere', () => {
  const outside = (repository: string, output: string) => {
    process.env['CDK8S_OUTDIR'] = output;
    try {
      return fixtureIn(repository);
    } finally {
      delete process.env['CDK8S_OUTDIR'];
    }
  };

  test('has a copy of the file, so that it is whole', () => {
    const repository = temporaryFolder({ [FILE]: SEALED });
    const output = temporaryFolder();
    const { app } = outside(repository, output);
    app.synth();
    expect(readFileSync(join(output, FILE), 'utf8')).toBe(SEALED);
    expect(existsSync(join(repository, 'recovery-plan.json'))).toBe(false);
  });

  test('copies a file that two need once', () => {
    const fixture = outside(temporaryFolder({ [FILE]: SEALED }), temporaryFolder());
    fixture.addDatabase('billing', { ownerSecret: sealed(), owner: 'orders' });
    const composition = new Composed(fixture.app.compose());
    expect(composition.codes).toEqual([]);
    expect(composition.findText(FILE)).toBe(SEALED);
  });

  test('is not elsewhere where its folder is the repository in other words', () => {
    const repository = temporaryFolder({ [FILE]: SEALED });
    const { app } = outside(repository, join(repository, 'flux', '..'));
    expect(app.compose().tree.has(FILE)).toBe(false);
  });
});

test('Secrets for drills are kept in the folder of the drills', () => {
  const file = 'flux/infrastructure/drills/restore-test/drill-s3.yaml';
  const credentials = Credentials.sopsFile(
    'drill-s3',
    { accessKeyId: 'ID', secretAccessKey: 'KEY' },
    { file: 'drill-s3.yaml' },
  );
  const fixture = new Fixture({
    app: { repository: temporaryFolder() },
    environment: { drill: { namespace: 'restore-test', credentials } },
  });
  fixture.addDatabase();
  const composition = fixture.compose();
  expect(composition.problem('RST222').value).toBe(`'${file}'`);
  expect(composition.findText('flux/infrastructure/drills/restore-test/kustomization.yaml')).toContain(
    '- drill-s3.yaml',
  );
});

test('a bootstrap Secret that is handed over to Git needs its file too', () => {
  const handedOver = Credentials.bootstrap('postgres-app', Credentials.basicAuth, {
    handover: { file: 'owner.yaml' },
  });
  const repository = temporaryFolder();
  const fixture = new Fixture({ app: { repository }, environment: { namespace: 'production' } });
  fixture.addDatabase('orders', { ownerSecret: handedOver });
  const composition = fixture.compose();
  expect(composition.codes).toEqual(['RST222']);
  expect(composition.plan.requiredSecrets.find(({ name }) => name === 'postgres-app')?.source).toEqual({
    kind: 'bootstrap',
    handedOverTo: 'owner.yaml',
  });
});
