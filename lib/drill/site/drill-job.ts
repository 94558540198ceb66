import type { DrillDocument, DrillPlan } from '../../plan';
import type { BackupStore } from '../../storage';
import { VERDICT_EXIT_CODES } from '../verdict';
import { DRILL_SERVICE_ACCOUNT, namesOf } from './access';
import { drillLabels, RUNNER_COMPONENT } from './labels';
import { RUNNER_FILE, runnerCommand } from './runner-loader';

/** A Secret that the runner gets as files. */
export interface DrillSecret {
  /** Name of the Secret in the drill namespace. */
  readonly secret: string;
  /** The keys are files in `/secrets/` and this. */
  readonly mountedAs: string;
  /**
   * Key with certificates that the runner trusts besides public ones. Node reads one file of them (Node.js documentation,
   * `NODE_EXTRA_CA_CERTS`): that of the first Secret with any.
   *
   * @default - none
   */
  readonly trustedCertificates?: string;
}

/** The Secret with the certificates of a store that is not trusted publicly, as the runner gets it; else none. */
export function certificatesOf(store: BackupStore, mountedAs: string): readonly DrillSecret[] {
  const authority = store.certificateAuthority?.tryKeyRef('certificates');
  return authority === undefined
    ? []
    : [{ secret: authority.name, mountedAs, trustedCertificates: authority.key }];
}

/** How the job of a drill is made. */
export interface DrillJobProps {
  readonly plan: DrillPlan;
  readonly image: string;
  /** ConfigMap with the bundled runner. */
  readonly runnerConfigMap: string;
  readonly secrets: readonly DrillSecret[];
  /** @default - the runner is alone in its pod */
  readonly beside?: RunnerCompanion;
}

/** A container beside the runner, which shares its processes and a folder with it. */
export interface RunnerCompanion {
  /** A sidecar (core/v1 Container with `restartPolicy: Always`). It runs as the user of the runner. */
  readonly container: Readonly<Record<string, unknown>>;
  /** The shared folder: a volume that is gone with the pod. */
  readonly folder: { readonly name: string; readonly mountPath: string; readonly sizeLimit: string };
}

/** After the drill's own deadline the runner has this long to record its verdict and clean up. */
const GRACE = 300;

/** After SIGTERM the runner has this long to clean up: deleting a restored Cluster was seen to take 4 s. */
const TERMINATION = 120;

/** A start missed for longer than this, because the control plane was away, is left out. */
const LATEST_START = 3600;

/** Runs that succeeded and are kept. */
const KEPT_RUNS = 3;

/**
 * Runs that succeeded and are kept where most of them do nothing, since it is not their day: as many as are started from
 * one drill to the next (seven a month), so that the one that counts stays, and alerts can find it.
 */
const KEPT_RUNS_OF_MANY = 14;

/** User `node` of the official Node images (nodejs/docker-node, Debian variants). */
const USER = 1000;

/** Name of the container. */
const RUNNER = 'runner';

/** Key of the ConfigMap with the plan, and file in the pod. */
export const PLAN_FILE = 'plan.json';

/** Variable with the name of the runner's Job. */
export const JOB_VARIABLE = 'RESTORABLE_JOB';

/** Label of the pods of a Job with its name (Kubernetes 1.27 and newer). */
const JOB_LABEL = 'batch.kubernetes.io/job-name';

/** The plan as the runner reads it. */
export function planText(document: DrillDocument): string {
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

/** Seconds after it is due that a drill has ended, whatever happens to it. */
export function latestEnd(plan: Pick<DrillPlan, 'longestGap' | 'deadline'>): number {
  return latestStart(plan) + plan.deadline + GRACE;
}

function latestStart({ longestGap }: Pick<DrillPlan, 'longestGap'>): number {
  return Math.min(LATEST_START, Math.floor(longestGap / 2));
}

/**
 * Spec of the CronJob of a drill (batch/v1). One at a time, once, never again on failure: a verdict is a result, not a
 * reason to try until it is green. It always ends: a hanging drill under `Forbid` would keep all later ones from starting.
 */
export function cronJobSpec({
  plan,
  image,
  runnerConfigMap,
  secrets,
  beside,
}: DrillJobProps): Readonly<Record<string, unknown>> {
  const labels = drillLabels({
    'app.kubernetes.io/instance': plan.name,
    'app.kubernetes.io/component': RUNNER_COMPONENT,
  });
  return {
    schedule: plan.schedule,
    timeZone: 'Etc/UTC',
    concurrencyPolicy: 'Forbid',
    startingDeadlineSeconds: latestStart(plan),
    successfulJobsHistoryLimit: plan.onlyOnWeekday === undefined ? KEPT_RUNS : KEPT_RUNS_OF_MANY,
    failedJobsHistoryLimit: 3,
    jobTemplate: {
      metadata: { labels },
      spec: {
        backoffLimit: 0,
        // A reason of its own for a job whose verdict was failed: nothing else tells it from one that could not be run.
        podFailurePolicy: {
          rules: [
            {
              action: 'FailJob',
              onExitCodes: { containerName: RUNNER, operator: 'In', values: [VERDICT_EXIT_CODES.failed] },
            },
          ],
        },
        activeDeadlineSeconds: plan.deadline + GRACE,
        template: { metadata: { labels }, spec: podSpec(plan.name, image, runnerConfigMap, secrets, beside) },
      },
    },
  };
}

function podSpec(
  drill: string,
  image: string,
  runnerConfigMap: string,
  secrets: readonly DrillSecret[],
  beside: RunnerCompanion | undefined,
): Readonly<Record<string, unknown>> {
  const volumes = [
    { name: 'runner', mountPath: '/runner', source: { configMap: { name: runnerConfigMap } } },
    { name: 'plan', mountPath: '/plan', source: { configMap: { name: namesOf(drill).plan } } },
    ...secrets.map(({ secret, mountedAs }) => ({
      name: `secret-${mountedAs}`,
      mountPath: `/secrets/${mountedAs}`,
      // Optional: without the Secret the pod would wait in silence; the runner's preflight says what is missing.
      source: { secret: { secretName: secret, optional: true, defaultMode: 0o440 } },
    })),
  ];
  return {
    serviceAccountName: DRILL_SERVICE_ACCOUNT,
    automountServiceAccountToken: true,
    enableServiceLinks: false,
    restartPolicy: 'Never',
    terminationGracePeriodSeconds: TERMINATION,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: USER,
      runAsGroup: USER,
      fsGroup: USER,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    ...(beside !== undefined && { shareProcessNamespace: true, initContainers: [beside.container] }),
    containers: [
      {
        name: RUNNER,
        image,
        command: [...runnerCommand(`/runner/${RUNNER_FILE}`)],
        env: [
          { name: 'RESTORABLE_PLAN', value: `/plan/${PLAN_FILE}` },
          { name: JOB_VARIABLE, valueFrom: { fieldRef: { fieldPath: `metadata.labels['${JOB_LABEL}']` } } },
          ...trustedCertificates(secrets),
        ],
        resources: { requests: { cpu: '50m', memory: '96Mi' }, limits: { memory: '256Mi' } },
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        },
        volumeMounts: [
          ...volumes.map(({ name, mountPath }) => ({ name, mountPath, readOnly: true })),
          { name: 'tmp', mountPath: '/tmp' },
          ...(beside === undefined ? [] : [{ name: beside.folder.name, mountPath: beside.folder.mountPath }]),
        ],
      },
    ],
    volumes: [
      ...volumes.map(({ name, source }) => ({ name, ...source })),
      { name: 'tmp', emptyDir: { sizeLimit: '16Mi' } },
      ...(beside === undefined
        ? []
        : [{ name: beside.folder.name, emptyDir: { sizeLimit: beside.folder.sizeLimit } }]),
    ],
  };
}

function trustedCertificates(secrets: readonly DrillSecret[]): readonly unknown[] {
  return secrets
    .flatMap(({ mountedAs, trustedCertificates: key }) =>
      key === undefined ? [] : [{ name: 'NODE_EXTRA_CA_CERTS', value: `/secrets/${mountedAs}/${key}` }],
    )
    .slice(0, 1);
}
