import { describe, expect, test } from '@jest/globals';
import { FluxFolder, Schedule, Drill, type PostgresClusterProps } from '../../../lib';
import type { LossScenario, RunbookStep, ScenarioProcedure, SuppliedSecret } from '../../../lib/protection';
import { Fixture } from '../fixture';

function procedure(
  scenario: LossScenario,
  props: Partial<PostgresClusterProps> = {},
  fixture = new Fixture(),
  secrets: readonly SuppliedSecret[] = [],
): ScenarioProcedure {
  const database = fixture.addDatabase('orders', props);
  const used = secrets.map((secret) => ({ ...secret, usedBy: [database.node.path] }));
  const answer = database.runbook({ secrets: used }).answers[scenario];
  if (answer.kind !== 'procedure') throw new Error(`${scenario}: ${answer.kind}`);
  return answer;
}

const BASE = Schedule.daily('02:00');

const SECRET: SuppliedSecret = {
  cluster: 'home',
  namespace: 'shop',
  name: 'orders-owner',
  type: 'kubernetes.io/basic-auth',
  roles: ['database-owner'],
  keys: [{ key: 'password', holds: 'password' }],
  source: { kind: 'sops', file: 'secret.yaml' },
  usedBy: [],
};

const titles = (steps: readonly RunbookStep[]) => steps.map(({ title }) => title);
const commands = (steps: readonly RunbookStep[]) => steps.flatMap((step) => step.commands).join('\n');

describe('a lost volume', () => {
  test('of one of several instances is given up, without a recovery', () => {
    const { steps, drilled, verification } = procedure('volume', { instances: 3, walStorage: '1Gi' });
    expect(commands(steps)).toContain(
      'delete persistentvolumeclaim/"$INSTANCE" persistentvolumeclaim/"$INSTANCE-wal" pod/"$INSTANCE" --namespace shop',
    );
    expect(commands(verification)).toContain("'{.status.readyInstances}'=3");
    expect(drilled).toBe(false);
  });

  test('of the only instance means a recovery in its place, which keeps the old volumes', () => {
    const { steps, drilled } = procedure('volume');
    expect(titles(steps)).toEqual([
      ...['See what is lost', 'Write the manifests of the recovery', 'Suspend Flux'],
      'Stop writing to the old database',
      ...['Make room, and keep the old volumes', 'Recover', 'Verify the data', 'Cut over'],
      ...['Declare what is there now', 'Resume Flux'],
    ]);
    expect(drilled).toBe(true);
  });
});

describe('a lost namespace', () => {
  test('comes back before the database, with its Secrets', () => {
    const fixture = new Fixture();
    const secret = { ...SECRET, file: 'flux/data/postgres/secret.yaml' };
    const { steps } = procedure('namespace', {}, fixture, [secret]);
    expect(titles(steps).slice(1, 5)).toEqual([
      'Suspend Flux',
      'Have Flux deliver',
      'Bring the Secrets back',
      'Remove what has come back empty',
    ]);
    expect(commands(steps)).toContain('sops --decrypt flux/data/postgres/secret.yaml | kubectl apply');
  });

  test('is made by hand where nothing in Git makes it', () => {
    const { steps } = procedure('namespace', {}, new Fixture({ environment: { manageNamespaces: false } }));
    expect(commands(steps)).toContain('kubectl get namespace shop || kubectl create namespace shop');
  });
});

describe('wrong data', () => {
  test('is recovered to a time beside the old database', () => {
    const { steps, drilled, verification } = procedure('corruption');
    expect(commands(steps)).toMatch(
      /restorable recover home\/shop\/orders --name orders-recovered --to "\$TARGET" /,
    );
    expect(commands(steps)).toContain('get objectstore.barmancloud.cnpg.io orders-archive');
    expect(commands(verification)).toContain('restorable drill run home/shop/orders-recovered');
    expect(drilled).toBe(true);
  });

  test('keeps a name that the operator takes', () => {
    const fixture = new Fixture();
    const long = 'o'.repeat(48);
    const answer = fixture.addDatabase(long).runbook({ secrets: [] }).answers.corruption;
    const name = `${'o'.repeat(40)}-recovered`;
    expect(name).toHaveLength(50);
    expect(answer.kind === 'procedure' ? commands(answer.steps) : '').toContain(` --name ${name} `);
  });

  test('says that nothing is measured where the drill is waived, and asks for a reason', () => {
    const waived = Drill.waived({
      reason: 'The cache is filled anew',
      owner: 'shop team',
      until: '2099-01-01',
    });
    const { drilled, steps } = procedure('corruption', { drill: waived });
    expect(drilled).toBe(false);
    expect(commands(steps)).toContain('--without-proof "$REASON"');
  });
});

describe('a lost cluster or region', () => {
  test('is told to Git before anything is delivered', () => {
    const { beforeDelivery = [], steps } = procedure('cluster');
    expect(titles(beforeDelivery)).toEqual(['Declare the recovery']);
    expect(beforeDelivery[0]?.text.join(' ')).toContain("serverName: 'orders-r2'");
    expect(titles(steps)).toEqual(['Wait until it is recovered', 'Verify the data', 'Cut over']);
  });

  test('says that the region is covered only by a copy of the bucket', () => {
    const { beforeDelivery = [], needs } = procedure('region');
    expect(titles(beforeDelivery)[0]).toBe('Point the composition at the copy');
    expect(needs.join(' ')).toContain('a copy of the bucket backups');
  });
});

test('a lost store means a new base backup, and a look at the volume meanwhile', () => {
  const { steps } = procedure('object-store');
  expect(commands(steps)).toContain('restorable backup run home/shop/orders');
  expect(commands(steps)).toContain('df --human-readable /var/lib/postgresql/data');
});

test('a lost repository loses nothing of a database', () => {
  const answer = new Fixture().addDatabase().runbook({ secrets: [] }).answers.git;
  expect(answer.kind).toBe('no-loss');
});

test('nothing is recovered with the operator’s own Barman by an ObjectStore that is not there', () => {
  const fixture = new Fixture();
  const folder = new FluxFolder(fixture.environment, 'data/old');
  const answer = fixture
    .addDatabase('old', { backup: { base: BASE, method: 'inTree' } }, folder)
    .runbook({ secrets: [] }).answers.corruption;
  const text = answer.kind === 'procedure' ? commands(answer.steps) : '';
  expect(text).toContain("'{.status.firstRecoverabilityPoint}");
  expect(text).not.toContain('objectstore.barmancloud');
  expect(text).toContain('kustomization.kustomize.toolkit.fluxcd.io data-old ');
});
