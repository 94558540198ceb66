import { STARTED_BY_VARIABLE } from '../../lib/drill/manual-run';
import { TRIGGER_ANNOTATION } from '../../lib/drill/site/labels';
import type { CronJob } from '../cluster/objects';

/** Name of the runner's container (see the CronJob of a drill). */
export const RUNNER_CONTAINER = 'runner';

/** Annotation of Jobs that somebody made from a CronJob (`kubectl create job --from`, Kubernetes 1.34). */
const MANUAL_ANNOTATION = 'cronjob.kubernetes.io/instantiate';

/**
 * A Job that runs a drill now: that of its CronJob, unchanged but for who started it. Owned by the CronJob as one that
 * `kubectl create job --from` makes, so that old ones are removed with the others.
 */
export function drillJobOf(cronJob: CronJob, startedBy: string, now: Date) {
  const { metadata, spec } = cronJob;
  const { metadata: template = {}, spec: job } = spec.jobTemplate;
  const { spec: pod } = job.template;
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: jobName(metadata.name, now),
      ...(metadata.namespace !== undefined && { namespace: metadata.namespace }),
      labels: { ...template.labels },
      annotations: {
        ...template.annotations,
        [MANUAL_ANNOTATION]: 'manual',
        [TRIGGER_ANNOTATION]: startedBy,
      },
      ownerReferences: [
        { apiVersion: 'batch/v1', kind: 'CronJob', name: metadata.name, uid: metadata.uid, controller: true },
      ],
    },
    spec: {
      ...job,
      template: {
        ...job.template,
        spec: {
          ...pod,
          containers: pod.containers.map((container) =>
            container.name === RUNNER_CONTAINER
              ? {
                  ...container,
                  env: [...(container.env ?? []), { name: STARTED_BY_VARIABLE, value: startedBy }],
                }
              : container,
          ),
        },
      },
    },
  };
}

/**
 * By the second, in digits and letters: names of Jobs are labels of their pods, which end at 63 characters (Kubernetes,
 * "Object Names and IDs"), and drills may have 50.
 */
function jobName(drill: string, now: Date): string {
  return `${drill}-run-${Math.floor(now.getTime() / 1000).toString(36)}`;
}
