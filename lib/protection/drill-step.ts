import type { ProtectionPlan } from '../plan';
import type { RunbookStep } from './runbook-section';

/** Runs the drill of a protection now, as a Job of its CronJob. Empty where the drill is waived. */
export function drillNow({ drill }: ProtectionPlan): readonly RunbookStep[] {
  if ('waived' in drill) return [];
  const { name, namespace, deadline } = drill;
  const job = `${name}-runbook`;
  return [
    {
      title: 'Prove the backup',
      text: [
        'The recovery is done when a drill of the backup has passed. Only then does the last command print 1; the log says why it has not.',
      ],
      commands: [
        `kubectl delete job ${job} --namespace ${namespace} --ignore-not-found`,
        `kubectl create job ${job} --from=cronjob/${name} --namespace ${namespace}`,
        // Whatever the end: a Job that has failed never gets the condition Complete.
        `kubectl wait --for=jsonpath='{.status.conditions[0].type}' job/${job} --namespace ${namespace} --timeout ${deadline}s`,
        `kubectl logs job/${job} --namespace ${namespace} --tail 50`,
        `kubectl get job ${job} --namespace ${namespace} --output jsonpath='{.status.succeeded}{"\\n"}'`,
      ],
    },
  ];
}
