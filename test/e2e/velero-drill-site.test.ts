import { join } from 'node:path';
import { eventually, getObject, kubectl, tryKubectl } from './kubectl';
import { findSetting } from './settings';
import { backUp, forget } from './velero/backups';
import {
  applyFolder,
  applyReader,
  applyRestorer,
  changePlan,
  DRILL,
  DRILL_VELERO,
  locationIs,
  SOURCE,
  TARGET,
} from './velero/drill-environment';
import { expectRed } from './velero/expect-red';
import { awaitDrill, drill, startDrill } from './velero/run-drill';
import { GOOD, useEnvironment } from './velero/set-up';

/** Faults of the drill site, which say nothing about the backup, and of what is restored. */
const { tree } = useEnvironment();

const applySite = () => applyFolder(join(tree, 'infrastructure', 'drills', DRILL_VELERO));

test('a key of the runner that the store refuses leaves the verdict open', async () => {
  applyReader('wrong-secret-marked-7391');
  try {
    const { log } = await expectRed({ verdict: 'inconclusive', reason: 'archive-key-refused', says: '' });
    expect(log).not.toContain('7391');
  } finally {
    applyReader();
  }
});

test('a key of the second Velero without its small writes leaves the verdict open', async () => {
  applyRestorer('reader');
  try {
    await expectRed({ verdict: 'inconclusive', reason: 'drill-key-too-weak', says: 'PartiallyFailed' });
  } finally {
    applyRestorer();
  }
});

test('a location that the second Velero cannot open leaves the verdict open', async () => {
  applyRestorer('wrong');
  try {
    await locationIs(DRILL_VELERO, 'Unavailable');
    const { log } = await expectRed({
      verdict: 'inconclusive',
      reason: 'location-unavailable',
      says: 'SignatureDoesNotMatch',
    });
    expect(log).not.toContain('7391');
  } finally {
    applyRestorer();
  }
  await locationIs(DRILL_VELERO, 'Available');
});

test('another password of the repository leaves the verdict open', async () => {
  const secret = ['secret', 'velero-repo-credentials', '--namespace', DRILL_VELERO];
  const right = kubectl(['get', ...secret, '--output', 'jsonpath={.data.repository-password}']);
  const write = (password: string) =>
    kubectl([
      ...['patch', ...secret, '--type', 'merge'],
      ...['--patch', JSON.stringify({ data: { 'repository-password': password } })],
    ]);
  write(Buffer.from('another-password').toString('base64'));
  try {
    await expectRed({ verdict: 'inconclusive', reason: 'repository-password-refused', says: 'password' });
  } finally {
    write(right);
  }
});

test('a second Velero that is restarted in the middle leaves the verdict open', async () => {
  startDrill('restarted');
  await eventually(
    'a Restore in progress',
    60,
    () => phaseOfRestore(),
    (phase) => phase === 'InProgress',
  );
  kubectl(['delete', 'pod', '--namespace', DRILL_VELERO, '--selector', 'deploy=velero', '--wait=false']);
  const { result } = await awaitDrill('restarted');
  kubectl(['rollout', 'status', 'deployment/velero', '--namespace', DRILL_VELERO, '--timeout=120s']);
  expect(result).toMatchObject({ verdict: 'inconclusive', reason: 'site-restarted', cleanedUp: true });
});

test('a restore with errors fails the drill', async () => {
  enforce('restricted');
  try {
    const { result } = await expectRed({
      verdict: 'failed',
      reason: 'restore-failed',
      says: 'violates PodSecurity',
    });
    expect(result.restored?.errors.length).toBeGreaterThan(0);
  } finally {
    enforce('baseline');
  }
});

test('a warning that is not allowed fails the drill', async () => {
  const names = ['secret', 'db-credentials', '--namespace', TARGET];
  kubectl(['create', 'secret', 'generic', ...names.slice(1), '--from-literal=POSTGRES_PASSWORD=another']);
  try {
    await expectRed({
      verdict: 'failed',
      reason: 'restore-warned',
      says: 'db-credentials',
      others: ['secret/db-credentials'],
    });
  } finally {
    kubectl(['delete', ...names, '--ignore-not-found']);
  }
});

test('a quota that is too small leaves the verdict open', async () => {
  const patch = JSON.stringify({ spec: { hard: { pods: '1' } } });
  kubectl(['patch', 'resourcequota', 'drills', '--namespace', TARGET, '--type', 'merge', '--patch', patch]);
  try {
    await expectRed({ verdict: 'inconclusive', reason: 'quota-exceeded', says: 'exceeded quota' });
  } finally {
    applySite();
  }
});

test('a restored pod that never starts leaves the verdict open', async () => {
  const waiting = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'waiting', namespace: SOURCE },
    spec: {
      selector: { matchLabels: { app: 'waiting' } },
      template: {
        metadata: { labels: { app: 'waiting' } },
        spec: {
          containers: [
            {
              name: 'waiting',
              image: 'busybox:1.36.1',
              command: ['/bin/sleep', '3600'],
              envFrom: [{ secretRef: { name: 'made-by-nobody' } }],
            },
          ],
        },
      },
    },
  };
  kubectl(['apply', '--filename', '-'], JSON.stringify(waiting));
  await backUp(`${DRILL}-waiting`);
  kubectl(['delete', 'deployment', 'waiting', '--namespace', SOURCE]);
  try {
    await expectRed({
      verdict: 'inconclusive',
      reason: 'pod-not-started',
      says: 'CreateContainerConfigError',
    });
  } finally {
    await forget(`${DRILL}-waiting`);
  }
});

test('a drill namespace with something of others in it is left alone', async () => {
  kubectl(['create', 'service', 'clusterip', 'stranger', '--namespace', TARGET, '--tcp=80']);
  try {
    await expectRed({
      verdict: 'inconclusive',
      reason: 'namespace-not-empty',
      says: `services ${TARGET}/stranger`,
      others: ['service/stranger'],
    });
    expect(getObject('service', 'stranger', TARGET)).toMatchObject({ metadata: { name: 'stranger' } });
  } finally {
    kubectl(['delete', 'service', 'stranger', '--namespace', TARGET]);
  }
});

test('a drill namespace that is not isolated is not restored into', async () => {
  kubectl(['delete', 'networkpolicy', 'default-deny', '--namespace', TARGET]);
  try {
    await expectRed({ verdict: 'inconclusive', reason: 'namespace-not-isolated', says: 'denies ingress' });
  } finally {
    applySite();
  }
});

test('a plan that maps to a live namespace restores nothing', async () => {
  for (const [target, reason] of [
    [SOURCE, 'plan-invalid'],
    ['default', 'namespace-not-drill'],
  ] as const) {
    const undo = changePlan(mappedTo(target));
    try {
      await expectRed({ verdict: 'inconclusive', reason, says: target === SOURCE ? 'mapping' : target });
      expect(phaseOfRestore()).toBe('');
    } finally {
      undo();
    }
  }
});

test('a Restore that the admission policy refuses leaves the verdict open', async () => {
  const undo = changePlan((document) => {
    const { protection } = document;
    const source = protection.source as unknown as PlannedSource;
    const { restore } = source.drill;
    const spec = { ...restore.spec, existingResourcePolicy: 'update' };
    const drillSource = { ...source.drill, restore: { ...restore, spec } };
    return { ...document, protection: { ...protection, source: { ...source, drill: drillSource } } };
  });
  try {
    await expectRed({ verdict: 'inconclusive', reason: 'restore-refused', says: 'is not as the plan' });
  } finally {
    undo();
  }
});

test('a second Velero that is not there leaves the verdict open', async () => {
  const scale = (replicas: number) =>
    kubectl(['scale', 'deployment/velero', '--namespace', DRILL_VELERO, `--replicas=${replicas}`]);
  scale(0);
  try {
    await eventually(
      'no ready server',
      60,
      () =>
        getObject('deployment', 'velero', DRILL_VELERO) as {
          readonly status: { readonly readyReplicas?: number };
        },
      ({ status }) => (status.readyReplicas ?? 0) === 0,
    );
    await expectRed({ verdict: 'inconclusive', reason: 'site-missing', says: `${DRILL_VELERO}/velero` });
  } finally {
    scale(1);
    kubectl(['rollout', 'status', 'deployment/velero', '--namespace', DRILL_VELERO, '--timeout=120s']);
  }
});

test('after all of it the same backup passes', async () => {
  const { result, log } = await drill('green-again');
  expect(result).toMatchObject({ verdict: 'passed', reason: 'restored-and-checked', cleanedUp: true });
  expect(result.restored?.backup).toBe(GOOD);
  expect(log).not.toContain(findSetting('E2E_S3_RESTORER_SECRET_ACCESS_KEY'));
});

interface PlannedSource {
  readonly drill: { readonly restore: { readonly spec: object }; readonly mapping: object };
}

function mappedTo(target: string): Parameters<typeof changePlan>[0] {
  return (document) => {
    const { protection } = document;
    const source = protection.source as unknown as PlannedSource;
    const { restore } = source.drill;
    const mapping = { [SOURCE]: target };
    const spec = { ...restore.spec, namespaceMapping: mapping };
    const drillSource = { ...source.drill, mapping, restore: { ...restore, spec } };
    return { ...document, protection: { ...protection, source: { ...source, drill: drillSource } } };
  };
}

/** Pod Security Standard that the namespace restored into holds pods to. */
function enforce(standard: string): void {
  const label = `pod-security.kubernetes.io/enforce=${standard}`;
  kubectl(['label', 'namespace', TARGET, label, '--overwrite']);
}

function phaseOfRestore(): string {
  const args = ['get', 'restores.velero.io', DRILL, '--namespace', DRILL_VELERO];
  const { status, stdout } = tryKubectl([...args, '--output', 'jsonpath={.status.phase}']);
  return status === 0 ? stdout : '';
}
