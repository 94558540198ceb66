import { Check, Credentials, Schedule, Witness, type PostgresClusterProps } from '../../../lib';
import type { Recovery, RecoveryRequest } from '../../../lib/protection';
import { inspectObject } from '../../../lib/kubernetes/schema';
import { DRILL, Fixture, READS_DATA, valueAt } from '../fixture';

const BESIDE: RecoveryRequest = {
  name: 'orders-recovered',
  namespace: 'shop',
  annotations: { why: 'trial' },
};
const IN_PLACE: RecoveryRequest = { ...BESIDE, name: 'orders' };

function recovery(
  request: Partial<RecoveryRequest> = {},
  props: Partial<PostgresClusterProps> = {},
): Recovery {
  return new Fixture().addDatabase('orders', props).tryRecover({ ...BESIDE, ...request });
}

const commandsOf = ({ steps }: Recovery, title: string): string =>
  steps.find((step) => step.title === title)?.commands.join('\n') ?? '';

const textOf = ({ steps }: Recovery, title: string): string =>
  steps.find((step) => step.title === title)?.text.join('\n') ?? '';

/** The object of a kind. */
function manifest({ manifests }: Recovery, kind: string, name?: string): unknown {
  const found = manifests.filter(
    (object) => object.kind === kind && (name === undefined || object.metadata.name === name),
  );
  if (found.length !== 1) throw new Error(`${found.length} objects ${kind}`);
  return found[0];
}

test('reads the old archive and writes another one, whatever the place', () => {
  for (const [request, serverName] of [
    [BESIDE, 'orders-recovered'],
    [IN_PLACE, 'orders-r2'],
    [{ ...IN_PLACE, namespace: 'other' }, 'orders-r2'],
  ] as const) {
    const cluster = manifest(recovery(request), 'Cluster');
    expect(valueAt(cluster, 'spec.externalClusters.0.plugin.parameters')).toEqual({
      barmanObjectName: `${request.name}-source`,
      serverName: 'orders',
    });
    expect(valueAt(cluster, 'spec.plugins.0.parameters')).toEqual({
      barmanObjectName: `${request.name}-archive`,
      serverName,
    });
  }
});

test('what was recovered once already gets the next name', () => {
  const backup = { base: Schedule.daily('02:00'), archive: { serverName: 'orders-r2' } };
  const cluster = manifest(recovery(IN_PLACE, { backup }), 'Cluster');
  expect(valueAt(cluster, 'spec.externalClusters.0.plugin.parameters.serverName')).toBe('orders-r2');
  expect(valueAt(cluster, 'spec.plugins.0.parameters.serverName')).toBe('orders-r3');
});

test('is the declared server and its roles, with its database named, to the target', () => {
  const cluster = manifest(
    recovery(
      { target: '2027-02-17T12:00:00Z' },
      {
        instances: 3,
        hibernated: true,
        parameters: { max_connections: '200' },
        roles: [{ name: 'reader', login: true }],
        witness: Witness.every('5m'),
      },
    ),
    'Cluster',
  );
  expect(valueAt(cluster, 'spec.instances')).toBe(3);
  expect(valueAt(cluster, 'spec.postgresql.parameters.max_connections')).toBe('200');
  expect(valueAt(cluster, 'spec.managed.roles.0.name')).toBe('reader');
  expect(valueAt(cluster, 'spec.managed.roles.1')).toBeDefined();
  expect(valueAt(cluster, 'spec.bootstrap.recovery')).toMatchObject({
    source: 'source',
    database: 'orders',
    owner: 'orders',
    recoveryTarget: { targetTime: '2027-02-17T12:00:00Z' },
  });
  expect(valueAt(cluster, 'metadata.annotations')).toEqual({ why: 'trial' });
});

test('is backed up at once, by a schedule that does not replace the old one', () => {
  const backup = { base: Schedule.daily('02:00'), scheduledBackupName: 'nightly' };
  const beside = manifest(recovery({}, { backup }), 'ScheduledBackup');
  expect(beside).toMatchObject({
    metadata: { name: 'orders-recovered-base', namespace: 'shop' },
    spec: { immediate: true, suspend: false, cluster: { name: 'orders-recovered' } },
  });
  expect(manifest(recovery(IN_PLACE, { backup }), 'ScheduledBackup')).toMatchObject({
    metadata: { name: 'nightly' },
  });
});

test('an archive of the operator itself needs no ObjectStore', () => {
  const { manifests } = recovery({}, { backup: { base: Schedule.daily('02:00'), method: 'inTree' } });
  expect(manifests.map(({ kind }) => kind)).toEqual(['Cluster', 'ScheduledBackup']);
  expect(valueAt(manifests[0], 'spec.externalClusters.0.barmanObjectStore.serverName')).toBe('orders');
  expect(valueAt(manifests[0], 'spec.backup.barmanObjectStore.serverName')).toBe('orders-recovered');
});

test('every object is as its schema says, in the namespace asked for', () => {
  for (const request of [
    BESIDE,
    IN_PLACE,
    { ...BESIDE, namespace: 'other', target: '2027-02-17T12:00:00Z' },
  ]) {
    const { manifests } = recovery(request);
    expect(manifests.map(({ kind }) => kind)).toEqual([
      'ObjectStore',
      'ObjectStore',
      'Cluster',
      'ScheduledBackup',
    ]);
    for (const object of manifests) {
      expect(inspectObject('x', object)).toEqual([]);
      expect(object.metadata.namespace).toBe(request.namespace);
    }
  }
});

test('a target that is no time is RST511', () => {
  expect(() => recovery({ target: 'yesterday' })).toThrow(/RST511/);
});

describe('the steps', () => {
  test('suspend Flux first and resume it last but for the way back', () => {
    const titles = (request: Partial<RecoveryRequest>) => recovery(request).steps.map(({ title }) => title);
    expect(titles(BESIDE)).toEqual([
      ...['Suspend Flux', 'Stop writing to the old database', 'Recover', 'Verify the data', 'Cut over'],
      ...['Declare what is there now', 'Resume Flux', 'The way back'],
    ]);
    expect(titles(IN_PLACE)[2]).toBe('Make room, and keep the old volumes');
    expect(titles({ namespace: 'other' })[2]).toBe('Bring the Secrets');
  });

  test('name the Kustomization of the folder, by a field manager that Flux does not undo', () => {
    const command = commandsOf(recovery(), 'Suspend Flux');
    expect(command).toContain(
      'kustomization.kustomize.toolkit.fluxcd.io data-postgres --namespace flux-system',
    );
    expect(command).toContain('--field-manager flux-client-side-apply');
    expect(command).toContain('"suspend":true');
    expect(commandsOf(recovery(), 'Resume Flux')).toContain('"suspend":false');
  });

  test('delete the old Cluster only in its place, after its volumes are kept', () => {
    const [keep = '', , remove = ''] = commandsOf(
      recovery(IN_PLACE),
      'Make room, and keep the old volumes',
    ).split('\n');
    expect(keep).toContain('"persistentVolumeReclaimPolicy":"Retain"');
    expect(remove).toBe(
      'kubectl delete cluster.postgresql.cnpg.io orders --namespace shop --ignore-not-found --wait',
    );
    const beside = recovery().steps.flatMap(({ commands }) => commands);
    expect(beside.filter((command) => command.includes('delete'))).toEqual([
      'kubectl delete --filename manifests/',
    ]);
  });

  test('bring every Secret that the new Cluster needs into another namespace', () => {
    const commands = commandsOf(
      recovery(
        { namespace: 'other' },
        {
          ownerSecret: Credentials.existing('orders-owner', Credentials.basicAuth),
          witness: Witness.every('5m'),
        },
      ),
      'Bring the Secrets',
    );
    for (const secret of ['backup-s3', 'orders-owner', 'orders-witness'])
      expect(commands).toContain(`kubectl get secret ${secret} --namespace shop --output json`);
  });

  test('verify by the checks of the drill: SQL as it is, quoted for the shell, the others by name', () => {
    const checks = [
      READS_DATA,
      Check.query("SELECT count(*) FROM orders WHERE state = 'paid'", { atLeast: 1 }),
      Check.tables('Order Items'),
      Check.write(),
    ];
    const made = recovery({}, { drill: { ...DRILL, checks } });
    const commands = commandsOf(made, 'Verify the data');
    expect(commands).toContain(`--command 'SELECT count(*) FROM orders WHERE state = '\\''paid'\\'''`);
    expect(commands).toContain(`to_regclass('\\''"Order Items"'\\'')`);
    expect(textOf(made, 'Verify the data')).toMatch(/to be repeated by hand: [^;]*write/);
  });

  test('say what becomes of the password, and what the composition must say', () => {
    const ownerSecret = Credentials.existing('orders-owner', Credentials.basicAuth);
    expect(textOf(recovery({}, { ownerSecret }), 'Cut over')).toContain(
      'The password of the owner is as before',
    );
    expect(textOf(recovery(), 'Cut over')).toContain('in the Secret orders-recovered-app');
    const text = textOf(
      recovery({ ...IN_PLACE, target: '2027-02-17T12:00:00Z' }),
      'Declare what is there now',
    );
    expect(text).toContain(
      "serverName: 'orders', credentials, target: RecoveryTarget.time('2027-02-17T12:00:00Z')",
    );
    expect(text).toContain("backup.archive: { prefix: 'home/shop', serverName: 'orders-r2' }");
  });
});
