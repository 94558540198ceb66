import type { ApplicationCheckPlan, CheckPlan, CommandCheckPlan, DrillPlan } from '../../plan';
import { checkEnvironment, unexpanded, type EnvVar } from './check-environment';
import { CHECK_COMPONENT, drillLabels } from './labels';

/** A check that starts a pod. */
export type ContainerCheckPlan = ApplicationCheckPlan | CommandCheckPlan;

/** A check and the pod it is carried out in. */
export interface CheckPod {
  /** At most 59 characters: the name of a drill has 50 at most. */
  readonly name: string;
  readonly check: ContainerCheckPlan;
}

/** Name of the only container of a check's pod. */
export const CHECK_CONTAINER = 'check';

/** A pod of a runner that was killed ends by itself so long after its check would have been given up, seconds. */
const GRACE = 60;

/** What ignores being told to end is killed after this time, seconds: nothing in it is worth waiting for. */
const TERMINATION = 5;

/** Whether a check starts a pod. */
export function isContainerCheck(check: CheckPlan): check is ContainerCheckPlan {
  return check.kind === 'application' || check.kind === 'command';
}

/**
 * The pods of a drill's checks. Names are known beforehand, so that the runner's right to delete pods can name them, and
 * an admission policy can say what each of them may hold.
 */
export function checkPodsOf({ name, checks }: Pick<DrillPlan, 'name' | 'checks'>): readonly CheckPod[] {
  return checks
    .filter(isContainerCheck)
    .map((check, index) => ({ name: `${name}-check-${index + 1}`, check }));
}

/** Labels of the pods of a drill's checks. Network policies go by them. */
export function checkPodLabels(drill: string): Readonly<Record<string, string>> {
  return drillLabels({ 'app.kubernetes.io/instance': drill, 'app.kubernetes.io/component': CHECK_COMPONENT });
}

/** Selects the pods of a drill's checks. */
export function checkPodSelector(drill: string): string {
  return `app.kubernetes.io/component=${CHECK_COMPONENT},app.kubernetes.io/instance=${drill}`;
}

/** The volumes of a check's pod: a place for temporary files, gone with the pod. */
export const CHECK_VOLUMES = [{ name: 'tmp', emptyDir: { sizeLimit: '256Mi' } }] as const;

/** The container of a check (core/v1), without what only limits it. */
export function checkContainer(
  drill: string,
  { image, command, env }: ContainerCheckPlan,
): {
  readonly image: string;
  readonly command?: readonly string[];
  readonly env?: readonly EnvVar[];
} {
  const variables = checkEnvironment(drill, env);
  return {
    image,
    ...(command !== undefined && { command: command.map(unexpanded) }),
    ...(variables.length > 0 && { env: variables }),
  };
}

/**
 * Spec of the pod of a check (core/v1). As Pod Security `restricted` asks, without a token of any ServiceAccount, and with
 * an end whatever happens to the runner. An application is restarted when it stops, as it would be in production. A command
 * is run again when it fails: a new pod may have no connection at all at first, since what network policies allow comes into
 * force later than what they deny (Kubernetes documentation, "Network Policies", "Pod lifecycle").
 */
export function checkPodSpec(drill: string, check: ContainerCheckPlan): Readonly<Record<string, unknown>> {
  const { kind, user, memory, timeout } = check;
  return {
    restartPolicy: kind === 'application' ? 'Always' : 'OnFailure',
    activeDeadlineSeconds: timeout + GRACE,
    terminationGracePeriodSeconds: TERMINATION,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: {
      runAsNonRoot: true,
      ...(user !== undefined && { runAsUser: user, runAsGroup: user }),
      seccompProfile: { type: 'RuntimeDefault' },
    },
    containers: [
      {
        name: CHECK_CONTAINER,
        ...checkContainer(drill, check),
        resources: { requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: memory ?? '1Gi' } },
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        },
        volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
      },
    ],
    volumes: CHECK_VOLUMES,
  };
}
