import type { ClusterSettings } from '../../cluster-settings';
import { channelOf } from '../../k3s-version';
import { VERSIONS } from '../../../versions';
import type { Manifest } from './manifest';
import { upgradeAccess } from './upgrade-access';

const NAMESPACE = 'system-upgrade';

const NAME = 'system-upgrade';

/**
 * The system upgrade controller and its plans: k3s goes along the channel of its minor, control planes first, one at a
 * time. The controller makes its own resource definition and is there before the plans can be applied; k3s tries again
 * until they are.
 */
export function upgradeController(settings: ClusterSettings): Manifest[] {
  if (!settings.upgrades.k3s) return [];
  return [
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: NAMESPACE, labels: { 'pod-security.kubernetes.io/enforce': 'privileged' } },
    },
    ...upgradeAccess(NAMESPACE, NAME),
    deployment(),
    plan('k3s-server', 'Exists', settings, { cordon: true }),
    plan('k3s-agent', 'DoesNotExist', settings, {
      prepare: { image: 'rancher/k3s-upgrade', args: ['prepare', 'k3s-server'] },
      drain: { force: true, skipWaitForDeleteTimeout: 60 },
    }),
  ];
}

function deployment(): Manifest {
  const labels = { 'upgrade.cattle.io/controller': 'system-upgrade-controller' };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'system-upgrade-controller', namespace: NAMESPACE },
    spec: {
      strategy: { type: 'Recreate' },
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          serviceAccountName: NAME,
          nodeSelector: { 'node-role.kubernetes.io/control-plane': 'true' },
          tolerations: [{ operator: 'Exists', key: 'node-role.kubernetes.io/control-plane' }],
          containers: [
            {
              name: 'system-upgrade-controller',
              image: `rancher/system-upgrade-controller:${VERSIONS.systemUpgradeController}`,
              env: environment(),
              securityContext: {
                runAsNonRoot: true,
                runAsUser: 65534,
                runAsGroup: 65534,
                allowPrivilegeEscalation: false,
                capabilities: { drop: ['ALL'] },
                seccompProfile: { type: 'RuntimeDefault' },
              },
              volumeMounts: [
                { name: 'certificates', mountPath: '/etc/ssl', readOnly: true },
                { name: 'tmp', mountPath: '/tmp' },
              ],
            },
          ],
          volumes: [
            { name: 'certificates', hostPath: { path: '/etc/ssl', type: 'DirectoryOrCreate' } },
            { name: 'tmp', emptyDir: {} },
          ],
        },
      },
    },
  };
}

function environment() {
  const prefix = 'SYSTEM_UPGRADE_';
  const values = {
    CONTROLLER_NAME: 'system-upgrade-controller',
    CONTROLLER_THREADS: '2',
    CONTROLLER_LEADER_ELECT: 'true',
    JOB_ACTIVE_DEADLINE_SECONDS: '900',
    JOB_BACKOFF_LIMIT: '6',
    JOB_KUBECTL_IMAGE: `rancher/kubectl:${VERSIONS.upgradeKubectl}`,
    JOB_PRIVILEGED: 'true',
    JOB_TTL_SECONDS_AFTER_FINISH: '900',
    PLAN_POLLING_INTERVAL: '15m',
  };
  const field = (name: string, fieldPath: string) => ({
    name: `${prefix}${name}`,
    valueFrom: { fieldRef: { fieldPath } },
  });
  return [
    ...Object.entries(values).map(([name, value]) => ({ name: `${prefix}${name}`, value })),
    field('CONTROLLER_NAMESPACE', 'metadata.namespace'),
    field('CONTROLLER_NODE_NAME', 'spec.nodeName'),
  ];
}

function plan(
  name: string,
  onControlPlanes: 'Exists' | 'DoesNotExist',
  { k3s }: ClusterSettings,
  more: Readonly<Record<string, unknown>>,
): Manifest {
  return {
    apiVersion: 'upgrade.cattle.io/v1',
    kind: 'Plan',
    metadata: { name, namespace: NAMESPACE },
    spec: {
      concurrency: 1,
      channel: `https://update.k3s.io/v1-release/channels/${channelOf(k3s)}`,
      serviceAccountName: NAME,
      nodeSelector: {
        matchExpressions: [{ key: 'node-role.kubernetes.io/control-plane', operator: onControlPlanes }],
      },
      tolerations: [{ operator: 'Exists' }],
      ...more,
      upgrade: { image: 'rancher/k3s-upgrade' },
    },
  };
}
