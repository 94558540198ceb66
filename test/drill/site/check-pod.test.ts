import { Check, Restored } from '../../../lib/drill';
import { admittedPod } from '../../../lib/drill/site/admitted-pod';
import { checkPodLabels, checkPodsOf, checkPodSpec } from '../../../lib/drill/site/check-pod';

const application = Check.application({
  image: 'ghcr.io/safeops/app:1.0.0',
  env: { DATABASE_URL: Restored.url },
  get: '/healthz',
}).plan();
const command = Check.command({
  image: 'postgres:17',
  command: ['psql', '$DATABASE_URL'],
  user: 999,
  memory: '256Mi',
  timeout: '2m',
}).plan();
const drill = { name: 'develop-orders', checks: [Check.tables('orders').plan(), application, command] };

test('each check with a container has a pod of a name known beforehand', () => {
  expect(checkPodsOf(drill).map(({ name, check }) => [name, check.kind])).toEqual([
    ['develop-orders-check-1', 'application'],
    ['develop-orders-check-2', 'command'],
  ]);
  expect(checkPodsOf({ name: 'a', checks: [Check.write().plan()] })).toEqual([]);
});

test('names of pods are host names also for the longest name of a drill', () => {
  const checks = Array.from({ length: 120 }, () => command);
  const longest = checkPodsOf({ name: 'x'.repeat(50), checks }).map(({ name }) => name.length);
  expect(Math.max(...longest)).toBeLessThanOrEqual(63);
});

test('a pod is as Pod Security restricted asks, without a token, and ends by itself', () => {
  expect(checkPodSpec('develop-orders', application)).toMatchObject({
    restartPolicy: 'Always',
    activeDeadlineSeconds: 360,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    containers: [
      {
        image: 'ghcr.io/safeops/app:1.0.0',
        resources: { requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '1Gi' } },
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        },
        volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
      },
    ],
    volumes: [{ name: 'tmp', emptyDir: { sizeLimit: '256Mi' } }],
  });
  expect(JSON.stringify(checkPodSpec('develop-orders', application))).not.toContain('runAsUser');
});

test('user, memory and command are those of the check', () => {
  expect(checkPodSpec('develop-orders', command)).toMatchObject({
    restartPolicy: 'OnFailure',
    activeDeadlineSeconds: 180,
    securityContext: { runAsUser: 999, runAsGroup: 999 },
    containers: [{ command: ['psql', '$$DATABASE_URL'], resources: { limits: { memory: '256Mi' } } }],
  });
});

test('the policy lets in the container of the check and no other', () => {
  const [pod] = checkPodsOf(drill);
  if (pod === undefined) throw new Error('there is no pod');
  const { kind, name, conditions } = admittedPod('develop-orders', pod);
  expect({ kind, name }).toEqual({
    kind: { apiGroup: '', apiVersion: 'v1', resource: 'pods' },
    name: 'develop-orders-check-1',
  });
  const container = 'variables.spec.containers[0]';
  expect(conditions).toEqual(
    expect.arrayContaining([
      'size(object.spec.containers) == 1',
      `${container}["image"] == "ghcr.io/safeops/app:1.0.0"`,
      `${container}["env"][0]["valueFrom"]["secretKeyRef"]["name"] == "develop-orders-app"`,
      'size(variables.spec.volumes) == 1',
    ]),
  );
  for (const [label, value] of Object.entries(checkPodLabels('develop-orders')))
    expect(conditions).toContain(`object.metadata.labels["${label}"] == "${value}"`);
  // Neither a command of another, nor probes, hooks or environment from elsewhere.
  const keys = conditions.find((condition) => condition.startsWith(`${container}.all(`)) ?? '';
  expect(keys).toContain('"image"');
  expect(keys).not.toMatch(/"(?:command|args|envFrom|lifecycle|livenessProbe|workingDir|volumeDevices)"/);
});
